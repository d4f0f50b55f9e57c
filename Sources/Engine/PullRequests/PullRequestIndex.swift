public import Domain
public import Journal

/// All pull requests of a journal, each with what lists need; kept in the query cache.
public enum PullRequestIndex {
    /// To be raised when what ``PullRequestState`` makes of events, or the summary's form, changes.
    private static let version = 1

    private static let projection = Projection(
        name: "pull-requests", version: version, streamPrefix: PullRequestStore.prefix
    ) { stream, events in
        guard let id = PullRequestStore.id(of: stream), let state = PullRequestStore.fold(id, events) else {
            return nil
        }
        let summary = state.summary
        return Summary(state: summary.status.rawValue, text: summary.text)
    }

    /// Hands out pull requests, the one that was opened last first.
    ///
    /// - Parameters:
    ///   - journal: whose.
    ///   - statuses: only those that stand there; nil for all.
    ///   - newestFirst: the order; false for the one that was opened first.
    ///   - limit: how many at the most.
    ///   - body: false ends the walk.
    public static func forEach(
        in journal: inout Journal, statuses: [PullRequestStatus]? = nil, newestFirst: Bool = true,
        limit: Int = .max, _ body: (PullRequestSummary) -> Bool
    ) throws(JournalError) {
        try journal.forEachSummary(
            of: projection, states: statuses.map { $0.map(\.rawValue) }, newestFirst: newestFirst,
            limit: limit
        ) { entry in
            guard let id = PullRequestStore.id(of: entry.stream),
                let summary = PullRequestSummary(id, text: entry.summary.text)
            else { return true }
            return body(summary)
        }
    }

    /// The open pull requests of a branch, the one that was opened first first.
    ///
    /// - Parameters:
    ///   - head: the branch that is to be merged.
    ///   - base: only those into this branch; nil for all.
    ///   - journal: whose.
    public static func open(
        head: String, base: String? = nil, in journal: inout Journal
    ) throws(JournalError) -> [PullRequestSummary] {
        var found: [PullRequestSummary] = []
        try forEach(in: &journal, statuses: [.open], newestFirst: false) { summary in
            if summary.headBranch == head, base == nil || summary.base == base { found.append(summary) }
            return true
        }
        return found
    }

    /// The pull requests whose names start with `prefix`, at most four of them.
    public static func ids(
        startingWith prefix: String, in journal: inout Journal
    ) throws(JournalError) -> [PullRequestID] {
        try journal.streams(startingWith: PullRequestStore.prefix + prefix, limit: 4).compactMap {
            PullRequestStore.id(of: $0)
        }
    }

    /// The shortest beginning of a name, of at least four characters, that no other pull request has.
    public static func shortName(
        of id: PullRequestID, in journal: inout Journal
    ) throws(JournalError) -> String {
        try ShortName.of(id.description) { (prefix) throws(JournalError) in
            try ids(startingWith: prefix, in: &journal).count
        }
    }

    /// The names of all of them, in the order of their characters.
    public static func all(in journal: inout Journal) throws(JournalError) -> [PullRequestID] {
        try journal.streams(startingWith: PullRequestStore.prefix).compactMap {
            PullRequestStore.id(of: $0)
        }
    }
}
