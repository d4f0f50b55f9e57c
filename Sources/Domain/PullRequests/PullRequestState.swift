public import Platform

/// Where a pull request stands.
public enum PullRequestStatus: String, Sendable, CaseIterable {
    /// It is to be merged, or a draft of such a one.
    case open
    case merged
    /// It is not to be merged.
    case closed
}

/// What the events of a pull request add up to.
public struct PullRequestState: Sendable, Equatable {
    /// Something that somebody has said, with its place.
    public struct Said<Content: Sendable & Equatable>: Sendable, Equatable {
        /// The event's name.
        public var id: String
        /// Who, as in `person/ada@example.org`.
        public var actor: String
        /// When.
        public var at: Timestamp
        /// What.
        public var content: Content
    }

    /// A place where its branch was seen.
    public struct SeenHead: Sendable, Equatable {
        /// The place.
        public var head: PullRequestHead
        /// How it came there; nil for where it was when the pull request was opened.
        public var cause: HeadMove?
        /// The clone that has seen it.
        public var replica: String
        /// When.
        public var at: Timestamp
    }

    /// A merge, with who did it and when.
    public typealias Merge = Said<PullRequestMerge>

    /// Its name.
    public let id: PullRequestID
    /// Who has opened it.
    public let author: String
    /// When.
    public let openedAt: Timestamp
    /// The branch that is to be merged.
    public let headBranch: String
    /// The issue that it settles.
    public let issue: String?
    /// The run that has made it.
    public let run: String?
    /// What it does, in one line.
    public internal(set) var title: String
    /// The branch that it is to be merged into.
    public internal(set) var base: String
    /// Where it stands.
    public internal(set) var status = PullRequestStatus.open
    /// Whether it is not to be merged yet.
    public internal(set) var isDraft: Bool
    /// The blob of its description, in hexadecimal; nil where it has none.
    public internal(set) var description: String?
    /// Where its branch was seen, in the order of the journal: never empty.
    public internal(set) var heads: [SeenHead]
    /// What was said, in the order of the journal.
    public internal(set) var comments: [Said<PullRequestComment>] = []
    /// What was thought of it, in the order of the journal.
    public internal(set) var reviews: [Said<PullRequestReview>] = []
    /// How it has come into its base. The first counts; there are others when two clones have merged it
    /// without knowing of each other.
    public internal(set) var merges: [Merge] = []
    /// When it was closed or merged; nil while it is open.
    public internal(set) var endedAt: Timestamp?
    /// When something was recorded last.
    public internal(set) var updatedAt: Timestamp
    /// Its newest event.
    public internal(set) var newest: String

    /// The newest place of its branch.
    public var head: PullRequestHead { heads[heads.count - 1].head }
    /// How it has come into its base; nil where it has not.
    public var merge: Merge? { merges.first }

    /// The tree of a commit that the branch was at.
    func tree(of commit: String) -> String? { heads.last { $0.head.commit == commit }?.head.tree }

    /// What an event of a kind that this version does not know leaves: it counts for preconditions.
    public mutating func noteNewest(_ id: String) { newest = max(newest, id) }
}

extension PullRequestState {
    /// What the records of one stream add up to, in the order of the journal; nil without a beginning.
    public static func fold(
        _ records: [PullRequestRecord], of id: PullRequestID
    ) -> PullRequestState? {
        guard let first = records.firstIndex(where: { PullRequestState(id, $0) != nil }),
            var state = PullRequestState(id, records[first])
        else { return nil }
        for record in records[(first + 1)...] { state.evolve(record) }
        return state
    }

    /// A pull request that has just been opened; nil for any other fact.
    init?(_ id: PullRequestID, _ record: PullRequestRecord) {
        guard case .opened(let opening) = record.event else { return nil }
        self.id = id
        (author, openedAt, updatedAt) = (record.actor, record.at, record.at)
        (headBranch, base, title) = (opening.head, opening.base, opening.title)
        (issue, run, isDraft) = (opening.issue, opening.run, opening.isDraft)
        heads = [SeenHead(head: opening.commit, cause: nil, replica: record.replica, at: record.at)]
        (description, newest) = (record.description, record.id)
    }

    /// Takes in the next fact.
    ///
    /// What two clones have recorded without knowing of each other may not go together. Then what has
    /// changed the base stays true: a merge counts whatever else was said, and nothing opens it again.
    mutating func evolve(_ record: PullRequestRecord) {
        (newest, updatedAt) = (max(newest, record.id), max(updatedAt, record.at))
        switch record.event {
        case .opened: break
        case .edited(let edit):
            title = edit.title ?? title
            description = record.description ?? description
            if status != .merged { base = edit.base ?? base }
        case .headMoved(let head, let cause):
            guard status != .merged else { return }
            heads.append(SeenHead(head: head, cause: cause, replica: record.replica, at: record.at))
        case .commented(let comment): comments.append(said(comment, record))
        case .reviewed(let review): reviews.append(said(review, record))
        case .readied: isDraft = false
        case .closed: if status == .open { (status, endedAt) = (.closed, record.at) }
        case .reopened: if status == .closed { (status, endedAt) = (.open, nil) }
        case .merged(let merge):
            if status != .merged { (status, endedAt) = (.merged, record.at) }
            merges.append(said(merge, record))
        }
    }

    private func said<Content>(_ content: Content, _ record: PullRequestRecord) -> Said<Content> {
        Said(id: record.id, actor: record.actor, at: record.at, content: content)
    }
}
