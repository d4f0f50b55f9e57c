import Domain
import Engine
import Git
import Journal
import Platform

extension Subcommand {
    static let prDiff = Subcommand(
        path: ["pr", "diff"], summary: "show what a local pull request changes",
        operands: "[<pr>]", operandCount: 0...1,
        options: [
            Option(name: "--stat", help: "only how much in which files"),
            Option(name: "--name-only", help: "only which files"),
        ],
        discussion: [
            """
            Shows the changes since the branch has left its base. On a terminal it is 'git diff' as the user \
            has configured it, with colours and pager; else a patch that 'git apply' takes.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournalForReading()
        let id = try PullRequestNames.find(arguments.operands.first, in: &journal)
        let state = try session.look(at: id, in: &journal)
        let range: (from: ObjectID, to: ObjectID)
        do throws(PullRequestError) {
            range = try PullRequestLook.changes(of: state, in: journal.repository)
        } catch { throw Failure(error, about: PullRequestNames.short(id, in: &journal)) }
        let selection = ["--stat", "--name-only"].filter { arguments.has($0) }
        // What programs read must not depend on the user's configuration: diff-tree is plumbing.
        var words = session.terminal.isOutputTerminal ? ["diff"] : ["diff-tree", "-r", "-M", "--no-color"]
        if words[0] != "diff", selection.isEmpty { words += ["-p", "--binary", "--full-index"] }
        if session.environment["NO_COLOR"] != nil, words[0] == "diff" { words.append("--no-color") }
        words += selection + [range.from.hex, range.to.hex, "--"]
        var command = ChildCommand(
            ["git", "--git-dir=\(journal.repository.gitDirectory)"] + words, environment: session.environment)
        (command.output, command.errorOutput, command.group) = (.inherit, .inherit, .inherited)
        command.input = .inherit
        let outcome: ChildOutcome
        do throws(SystemError) { outcome = try command.run() } catch { throw Failure(error) }
        guard case .exited(let status) = outcome.ending, status != 0 else { return .done }
        return .failed
    }
}
