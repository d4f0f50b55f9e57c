import Domain
import Git
import JSON
import Journal
import Platform
import Verification

extension Subcommand {
    static let verify = Subcommand(
        path: ["verify"], summary: "run the checks on a commit's tree",
        operands: "[<revision>]", operandCount: 0...1,
        options: [
            Option(name: "--no-cache", help: "run checks again that a verdict is known of"),
            Option(name: "--fail-fast", help: "end with the first critical failure"),
            Option(name: "--keep-going", help: "run all checks, whatever the others say"),
            Option(name: "--check", value: "<name>", repeats: true, help: "only this check"),
            Option(name: "--list", help: "list the checks and run none"),
            .json,
        ],
        discussion: [
            """
            The checks are those of '.autowrk/verify.yml' in the commit, or else those that its files show: \
            'git autowrk verify --list' tells which. They run in a checkout of their own; the working \
            directory stays as it is, and what is not committed does not count.
            """,
            """
            A verdict belongs to the tree, the check's definition and the versions of its tools. It is \
            recorded as an event and as a note that 'git log --notes=autowrk' shows, and a tree that has one \
            is not verified again.
            """,
            """
            The exit status is 0 when no critical check stands against the tree, else 1. With '--check' it \
            tells of these checks only; the tree counts as verified when all of its critical checks have \
            been performed.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        if arguments.has("--fail-fast"), arguments.has("--keep-going") {
            throw Failure(.usage, "'--fail-fast' and '--keep-going' exclude each other")
        }
        var journal = try session.openJournal()
        let commit = try RunBase.commit(
            arguments.operands.first, in: journal.repository, to: "verify anything")
        let tree: ObjectID
        do throws(GitError) { tree = try journal.repository.commit(commit).tree } catch {
            throw Failure(error)
        }
        if arguments.has("--list") {
            try Self.list(tree, journal.repository, &session, arguments)
            return .done
        }
        // Who can't be named can't record anything: better known before the checks than after.
        _ = try session.identity(in: journal)
        let turn = VerificationTurn(for: tree, in: journal.repository, session)
        let known: KnownVerdicts
        do throws(JournalError) { known = try KnownVerdicts(of: tree, commit: commit, in: &journal) } catch {
            throw Failure(error)
        }
        var request = Verifier.Request(tree: tree, commit: commit)
        request.usesKnown = !arguments.has("--no-cache")
        request.names = arguments.values("--check")
        request.failsFast = arguments.has("--fail-fast") ? true : arguments.has("--keep-going") ? false : nil
        let isJSON = arguments.has("--json")
        let style = isJSON ? TextStyle.error(session.terminal) : TextStyle.output(session.terminal)
        let board = VerificationBoard(session, style: style) { lines in
            let text = lines.map { $0 + "\n" }.joined()
            if isJSON { StandardError.write(text) } else { VerificationBoard.printNow(text) }
        }
        let run = try VerificationRun(session, journal, board: board)
        let (verification, signal) = try run.perform(request, known: known)
        if verification.verdict.checks.isEmpty { throw Failure.noChecks }
        try VerificationRun.record(verification, session, in: &journal)
        _ = consume turn
        if isJSON {
            try session.print(VerificationDocument.document(of: verification))
        } else {
            try session.print("tree \(tree.hex.prefix(10)): \(harmless(verification.headline))")
        }
        try session.flush()
        if journal.remindsOfPacking { Upkeep.pack(session) }
        if let signal { return ExitStatus(signal) }
        if verification.performed.isEmpty,
            verification.verdict.checks.contains(where: { $0.isBlocking && $0.isSettled })
        {
            session.remark("hint: 'git autowrk verify --no-cache' runs what is known again")
        }
        return verification.isPassed ? .done : .failed
    }

    private static func list(
        _ tree: ObjectID, _ repository: borrowing Repository, _ session: inout Session,
        _ arguments: Arguments
    ) throws(Failure) {
        let checks: [CheckDefinition]
        do throws(VerificationError) {
            checks = try CheckPlan(of: tree, in: repository, tables: BuiltInTables.read)
                .only(arguments.values("--check")).checks
        } catch { throw Failure(error) }
        if arguments.has("--json") {
            try session.print([
                "tree": .string(tree.hex), "checks": .array(checks.map { VerificationDocument.check($0) }),
            ])
            return
        }
        if checks.isEmpty { throw Failure.noChecks }
        var table = Table([.left, .left, .left, .left])
        for check in checks {
            let lines = check.command.split(separator: "\n").filter { $0.first != "#" }
            let command = lines.first.map { String($0) + (lines.count > 1 ? " …" : "") } ?? ""
            table.add([check.name, check.kind.rawValue, check.isCritical ? "critical" : "", command])
        }
        for line in table.lines(width: session.lineWidth) { try session.print(line) }
    }
}
