import Domain
import Engine
import Journal

extension Subcommand {
    static let prReady = Subcommand(
        path: ["pr", "ready"], summary: "say that a draft is ready to be merged",
        operands: "[<pr>]", operandCount: 0...1, options: [.json]
    ) { (session, arguments) throws(Failure) in
        try session.change(arguments, "readied") { (changes, id, journal) throws(PullRequestError) in
            try changes.perform(.ready, on: id, in: &journal)
        }
    }
}
