public import Domain
import Git
public import Journal
import Platform

/// Changes pull requests of one repository in somebody's name: looks at the branches, decides, records.
public struct PullRequests: Sendable {
    /// Who stands in commits.
    public var identity: Identity
    /// Who stands in events as the one who caused them, as in `person/ada@example.org`.
    public var actor: String
    /// The variables of the process, for the `git` program.
    public var environment: [String: String]

    /// In the name of these.
    public init(identity: Identity, actor: String, environment: [String: String]) {
        (self.identity, self.actor, self.environment) = (identity, actor, environment)
    }

    /// So often somebody else may be quicker before that is told.
    static let patience = 20

    /// Opens a pull request.
    ///
    /// - Throws: ``PullRequestError/duplicate(_:head:base:)`` when there is an open one for the same branches.
    public func create(
        _ request: PullRequestRequest, in journal: inout Journal
    ) throws(PullRequestError) -> PullRequestState {
        let lock = try lock(of: journal)
        let prepared = try request.prepare(in: &journal)
        if let existing = prepared.existing {
            throw .duplicate(existing, head: request.head, base: request.base)
        }
        do throws(JournalError) {
            _ = try journal.append(prepared.decision(by: actor), by: identity)
        } catch { throw .journal(error) }
        extendLifetime(lock)
        return try state(of: request.id, in: &journal)
    }

    /// Where a pull request stands, after a look at its branches: what has changed there is recorded.
    public func follow(
        _ id: PullRequestID, in journal: inout Journal
    ) throws(PullRequestError) -> PullRequestState {
        try record(on: id, in: &journal) { _, _ in [] }
    }

    /// Looks at the branches of all open pull requests of a branch, as head or base, and records what has
    /// changed there.
    ///
    /// - Parameters:
    ///   - branch: the branch that was moved; nil for all.
    ///   - journal: whose pull requests.
    /// - Returns: those that are different now.
    public func followAll(
        of branch: String?, in journal: inout Journal
    ) throws(PullRequestError) -> [PullRequestState] {
        var wanted: [PullRequestID] = []
        var newest: [PullRequestState] = []
        do throws(JournalError) {
            try PullRequestIndex.forEach(in: &journal, statuses: [.open], newestFirst: false) { summary in
                if branch == nil || summary.headBranch == branch || summary.base == branch {
                    wanted.append(summary.id)
                }
                return true
            }
        } catch { throw .journal(error) }
        for id in wanted {
            let before = try state(of: id, in: &journal).newest
            let state = try follow(id, in: &journal)
            if state.newest != before { newest.append(state) }
        }
        return newest
    }

    /// Does what a command says, on the pull request as it stands after a look at its branches.
    ///
    /// - Parameters:
    ///   - command: what is wanted.
    ///   - id: of which pull request.
    ///   - description: a new description; goes with an edit.
    ///   - journal: where it is recorded.
    public func perform(
        _ command: PullRequestCommand, on id: PullRequestID, description: String? = nil,
        in journal: inout Journal
    ) throws(PullRequestError) -> PullRequestState {
        try record(on: id, description: description, in: &journal) { state, _ in [command] }
    }

    /// Opens a closed pull request again, if no other one has taken its place.
    public func reopen(
        _ id: PullRequestID, in journal: inout Journal
    ) throws(PullRequestError) -> PullRequestState {
        let lock = try lock(of: journal)
        let current = try state(of: id, in: &journal)
        if current.status == .closed {
            let existing: PullRequestID?
            do throws(JournalError) {
                existing = try PullRequestIndex.open(
                    head: current.headBranch, base: current.base, in: &journal
                ).first?.id
            } catch { throw .journal(error) }
            if let existing { throw .duplicate(existing, head: current.headBranch, base: current.base) }
        }
        _ = try perform(.reopen, on: id, in: &journal)
        extendLifetime(lock)
        return try follow(id, in: &journal)
    }

    /// Where a pull request stands by what was recorded.
    func state(
        of id: PullRequestID, in journal: inout Journal
    ) throws(PullRequestError) -> PullRequestState {
        do throws(JournalError) {
            if let state = try PullRequestStore.state(of: id, in: &journal) { return state }
        } catch { throw .journal(error) }
        throw .unknown(id)
    }

    /// Records what a look at the branches shows, and what follows from the commands on top of that. Somebody
    /// else may record something in between: then everything is decided anew.
    ///
    /// - Returns: where the pull request stands then.
    func record(
        on id: PullRequestID, description: String? = nil, in journal: inout Journal,
        _ commands: (PullRequestState, borrowing Repository) throws -> [PullRequestCommand]
    ) throws(PullRequestError) -> PullRequestState {
        for _ in 0..<Self.patience {
            let state = try state(of: id, in: &journal)
            let decided: [PullRequestEvent]
            let hasNews: Bool
            do {
                let replica = try journal.replica()?.description
                let news = try Self.decide(
                    PullRequestLook.news(of: state, replica: replica, in: journal.repository), on: state)
                hasNews = !news.isEmpty
                // A command is about the pull request as it really stands, so what is new comes first.
                decided =
                    hasNews ? news : try Self.decide(commands(state, journal.repository), on: state)
                try keepHeads(decided, in: journal.repository)
            } catch { throw PullRequestError(error) }
            if decided.isEmpty { return state }
            let decision = PullRequestStore.decision(
                decided, of: id, after: state.newest, by: actor, description: hasNews ? nil : description)
            do throws(JournalError) { _ = try journal.append(decision, by: identity) } catch {
                if case .stale = error { continue }
                throw .journal(error)
            }
            if !hasNews { return try self.state(of: id, in: &journal) }
        }
        throw .busy
    }

    private static func decide(
        _ commands: [PullRequestCommand], on state: PullRequestState
    ) throws(PullRequestError) -> [PullRequestEvent] {
        do throws(PullRequestRefusal) {
            var events: [PullRequestEvent] = []
            for command in commands { events += try state.decide(command) }
            return events
        } catch { throw .refused(state.id, error) }
    }

    private func keepHeads(
        _ events: [PullRequestEvent], in repository: borrowing Repository
    ) throws {
        for case .headMoved(let head, _) in events {
            if let commit = ObjectID(hex: head.commit) { try KeptHeads.keep(commit, in: repository) }
        }
    }

    /// Among the processes of this clone that open or merge pull requests only one goes on at a time.
    func lock(of journal: borrowing Journal) throws(PullRequestError) -> FileLock {
        try Self.lock(below: journal.repository.commonDirectory, wait: .until(Self.lockPatience))
    }

    /// How long others may open or merge one before that is told.
    static let lockPatience = Duration.seconds(10)

    /// The same for a repository with this common directory.
    static func lock(
        below commonDirectory: String, wait: FileLock.Wait
    ) throws(PullRequestError) -> FileLock {
        let folder = commonDirectory + "/autowrk"
        do {
            try Files.createDirectories(folder)
            return try FileLock(path: folder + "/pull-requests.lock", mode: .exclusive, wait: wait)
        } catch { throw PullRequestError(error) }
    }
}
