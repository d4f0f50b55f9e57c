import Domain
import Engine
import Git
import JSON
import Journal
import Platform

extension Subcommand {
    static let prMerge = Subcommand(
        path: ["pr", "merge"], summary: "merge a local pull request into its base",
        operands: "[<pr>]", operandCount: 0...1,
        options: [
            Option(
                name: "--method", value: "<method>",
                help: "merge, squash or rebase; the default is merge, by a merge commit"),
            Option(name: "--delete-branch", help: "delete the branch afterwards; its commit is kept"),
            Option(name: "--no-verify", help: "merge files that no check has passed"),
            .json,
        ],
        discussion: [
            """
            The merge is made in the object database, and the merged files are verified before the base \
            branch is moved. Where that is checked out, its files and index are updated as by 'git merge \
            --ff-only', unless something is in the way: then nothing is changed. Nothing is ever pushed.
            """,
            """
            A merge commit has both sides as parents; with squash one commit has all changes, with the \
            title and the description; with rebase the commits are put on top of the base, and keep their \
            authors and dates. Where the base was before is kept, and the way back is told.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        let wish = try Self.wish(arguments, session)
        var journal = try session.openJournalForReading()
        let changes = try session.pullRequests(in: journal)
        let id = try PullRequestNames.find(arguments.operands.first, in: &journal)
        let name = PullRequestNames.short(id, in: &journal)
        if try session.configuration(of: journal.repository).bool("commit.gpgSign") ?? false {
            session.remark("warning: commit.gpgSign is set, but commits of a merge are not signed here")
        }
        var verification: MergeVerification?
        if !arguments.has("--no-verify") { verification = try MergeVerification(session, journal) }
        let report: MergeReport
        do throws(PullRequestError) {
            report = try changes.merge(id, wish, in: &journal) { tree, commit in
                try verification?.verdict(on: tree, of: commit, session)
            }
        } catch {
            let failure = Failure(error, about: name)
            guard let signal = verification?.stoppedBy else { throw failure }
            StandardError.write(failure.text)
            return ExitStatus(signal)
        }
        if arguments.has("--json") {
            try session.print(PullRequestView(report.state, in: &journal).document)
        } else {
            try session.print("merged pull request \(name): \(harmless(report.state.title))")
        }
        try session.flush()
        MergeRemarks(report: report).lines.forEach { session.remark(harmless($0)) }
        if journal.remindsOfPacking { Upkeep.pack(session) }
        return .done
    }

    private static func wish(
        _ arguments: Arguments, _ session: borrowing Session
    ) throws(Failure) -> MergeWish {
        var wish = MergeWish(at: session.time.now())
        wish.deletesBranch = arguments.has("--delete-branch")
        if let word = arguments.value("--method") {
            let methods: [PullRequestMerge.Method] = [.merge, .squash, .rebase]
            guard let method = methods.first(where: { $0.rawValue == word }) else {
                throw Failure(
                    .usage, "there is no method '\(printable(word))'",
                    hints: [
                        Spelling.hint(for: word, among: methods.map(\.rawValue))
                            ?? "it is one of merge, squash, rebase"
                    ])
            }
            wish.method = method
        }
        return wish
    }
}
