import Domain
import Engine
import Journal

extension Subcommand {
    static let prReopen = Subcommand(
        path: ["pr", "reopen"], summary: "open a closed local pull request again",
        operands: "[<pr>]", operandCount: 0...1, options: [.json]
    ) { (session, arguments) throws(Failure) in
        try session.change(arguments, "reopened") { (changes, id, journal) throws(PullRequestError) in
            try changes.reopen(id, in: &journal)
        }
    }
}
