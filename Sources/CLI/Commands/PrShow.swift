import Domain
import Engine
import Journal
import Platform

extension Subcommand {
    static let prShow = Subcommand(
        path: ["pr", "show"], summary: "show everything about a local pull request",
        operands: "[<pr>]", operandCount: 0...1, options: [.json],
        discussion: [
            """
            Tells whether it can be merged, what the checks have said of its files, and what people have \
            said; comments on lines are followed to where the lines stand now. Without a name it is that of \
            the branch that is checked out; a branch's name will do, too.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournalForReading()
        let id = try PullRequestNames.find(arguments.operands.first, in: &journal)
        let view = try PullRequestView(try session.look(at: id, in: &journal), in: &journal)
        if arguments.has("--json") {
            try session.print(view.document)
            return .done
        }
        let report = PullRequestReport(
            view: view, style: TextStyle.output(session.terminal), now: session.time.now())
        for line in report.lines { try session.print(line) }
        return .done
    }
}
