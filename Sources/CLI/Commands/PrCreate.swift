import Domain
import Engine
import Git
import JSON
import Journal
import Platform

extension Subcommand {
    static let prCreate = Subcommand(
        path: ["pr", "create"], summary: "open a local pull request",
        options: [
            Option(
                name: "--head", value: "<branch>",
                help: "the branch to merge; the default is the one that is checked out"),
            Option(
                name: "--base", value: "<branch>",
                help: "the branch to merge into; the default is autowrk.base or the default branch"),
            Option(
                name: "--title", value: "<text>",
                help: "what it does; the default is the commit's subject, or the issue's title"),
            Option(
                name: "--body", value: "<file>",
                help: "its description, '-' for standard input; the default is made from its commits"),
            Option(name: "--draft", help: "it is not to be merged yet"),
            Option(
                name: "--issue", value: "<issue>",
                help: "the issue that it settles, as in 42; the default is the one that the branch names"),
            Option(name: "--if-missing", help: "where there is an open one already, print that one's id"),
            .json,
        ],
        discussion: [
            """
            A pull request lives in the repository, and travels with 'git autowrk sync'. Its id is printed. \
            From then on it follows its branch: commits, amends, rebases and force-pushes keep it, and its \
            commit stays when the branch is deleted.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournalForReading()
        let changes = try session.pullRequests(in: journal)
        let request = try Self.request(arguments, session, in: journal)
        let state: PullRequestState
        do throws(PullRequestError) { state = try changes.create(request, in: &journal) } catch {
            guard case .duplicate(let id, _, _) = error, arguments.has("--if-missing") else {
                throw Failure(error)
            }
            return try Self.print(existing: id, &session, in: &journal, arguments)
        }
        if arguments.has("--json") {
            try session.print(PullRequestView(state, in: &journal).document)
        } else {
            try session.print(state.id.description)
            try session.flush()
            let name = PullRequestNames.short(state.id, in: &journal)
            session.remark(
                "opened pull request \(name): \(harmless(state.title)) (\(harmless(state.headBranch)) into \(harmless(state.base)))"
            )
        }
        if journal.remindsOfPacking { Upkeep.pack(session) }
        return .done
    }

    /// Prints what would be printed about a new one.
    private static func print(
        existing id: PullRequestID, _ session: inout Session, in journal: inout Journal,
        _ arguments: Arguments
    ) throws(Failure) -> ExitStatus {
        guard arguments.has("--json") else {
            try session.print(id.description)
            return .done
        }
        let state: PullRequestState?
        do throws(JournalError) { state = try PullRequestStore.state(of: id, in: &journal) } catch {
            throw Failure(error)
        }
        if let state { try session.print(PullRequestView(state, in: &journal).document) }
        return .done
    }

    private static func request(
        _ arguments: Arguments, _ session: borrowing Session, in journal: borrowing Journal
    ) throws(Failure) -> PullRequestRequest {
        let (head, base): (String, String)
        let settings = try session.configuration(of: journal.repository)
        do throws(PullRequestError) {
            head =
                if let head = arguments.value("--head") { head } else {
                    try PullRequestBranches.current(in: journal.repository)
                }
            base =
                if let base = arguments.value("--base") { base } else {
                    try PullRequestBranches.defaultBase(in: journal.repository, settings)
                }
        } catch { throw Failure(error) }
        let id = PullRequestID(bits: UInt64.random(in: .min ... .max))
        var request = PullRequestRequest(id: id, head: head, base: base)
        request.title = arguments.value("--title")
        if let title = request.title, title.allSatisfy(\.isWhitespace) {
            throw Failure(.usage, "a title needs words")
        }
        if let file = arguments.value("--body") { request.description = try Session.text(of: file) }
        try session.requireNoSecrets(
            in: ["the title": request.title, "the description": request.description], journal)
        if let word = arguments.value("--issue") {
            guard let issue = IssueID(word) else {
                throw Failure(
                    .usage, "'\(printable(word))' names no issue",
                    hints: ["it is a number, or the twelve characters of one without"])
            }
            request.issue = issue.description
        } else {
            request.issue = IssueBranch(head)?.issue
        }
        request.isDraft = arguments.has("--draft")
        return request
    }
}
