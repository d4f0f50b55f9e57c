import Domain
import Engine
import Journal

extension Subcommand {
    static let prClose = Subcommand(
        path: ["pr", "close"], summary: "close a local pull request without merging it",
        operands: "[<pr>]", operandCount: 0...1, options: [.json]
    ) { (session, arguments) throws(Failure) in
        try session.change(arguments, "closed") { (changes, id, journal) throws(PullRequestError) in
            try changes.perform(.close, on: id, in: &journal)
        }
    }
}
