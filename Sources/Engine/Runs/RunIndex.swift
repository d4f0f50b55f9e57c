public import Journal
public import Workflow

/// All runs of a journal, each with what lists and statistics need; kept in the query cache.
public enum RunIndex {
    /// To be raised when what ``RunState`` makes of events, or the summary's form, changes.
    private static let version = 2

    static let projection = Projection(name: "runs", version: version, streamPrefix: RunStore.prefix) {
        stream, events in
        guard let run = RunStore.run(of: stream), let state = LoadedRun(run, events).state else { return nil }
        let summary = state.summary
        return Summary(state: summary.status.rawValue, text: summary.text)
    }

    /// Hands out runs, the one that was started last first.
    ///
    /// - Parameters:
    ///   - journal: whose.
    ///   - statuses: only runs that stand there; nil for all.
    ///   - newestFirst: the order; false for the one that was started first.
    ///   - limit: how many at the most.
    ///   - body: false ends the walk.
    public static func forEach(
        in journal: inout Journal, statuses: [RunStatus]? = nil, newestFirst: Bool = true,
        limit: Int = .max, _ body: (RunSummary) -> Bool
    ) throws(JournalError) {
        try journal.forEachSummary(
            of: projection, states: statuses.map { $0.map(\.rawValue) }, newestFirst: newestFirst,
            limit: limit
        ) { entry in
            guard let run = RunStore.run(of: entry.stream),
                let summary = RunSummary(run, text: entry.summary.text)
            else { return true }
            return body(summary)
        }
    }

    /// What lists need of one run; nil for one that there is not.
    public static func summary(
        of run: RunID, in journal: inout Journal
    ) throws(JournalError) -> RunSummary? {
        try journal.summary(of: RunStore.stream(of: run), in: projection).flatMap {
            RunSummary(run, text: $0.summary.text)
        }
    }

    /// Where a run stands that is not over.
    public static let unfinishedStatuses: [RunStatus] = [.pending, .running, .waiting]

    /// The run that a stream is about; nil for any other stream.
    public static func run(of stream: StreamName) -> RunID? { RunStore.run(of: stream) }

    /// The runs that are not over, the one that was started first first.
    public static func unfinished(in journal: inout Journal) throws(JournalError) -> [RunSummary] {
        var found: [RunSummary] = []
        try forEach(
            in: &journal, statuses: unfinishedStatuses, newestFirst: false
        ) { summary in
            found.append(summary)
            return true
        }
        return found
    }

    /// The runs that may go on without anybody: all that are not over, and those with requests to take them
    /// back after their end. And those that have started a run which is over.
    static func continuable(
        in journal: inout Journal
    ) throws(JournalError) -> (runs: [RunSummary], parentsOfEnded: Set<RunID>) {
        var found: [RunSummary] = []
        var parents: Set<RunID> = []
        try forEach(in: &journal, newestFirst: false) { summary in
            let isOver = !unfinishedStatuses.contains(summary.status)
            if !isOver || summary.hasRequests { found.append(summary) }
            if isOver, let parent = summary.parent { parents.insert(parent) }
            return true
        }
        return (found, parents)
    }

    /// The runs whose names start with `prefix`, at most four of them.
    public static func runs(
        startingWith prefix: String, in journal: inout Journal
    ) throws(JournalError) -> [RunID] {
        try journal.streams(startingWith: RunStore.prefix + prefix, limit: 4).compactMap {
            RunStore.run(of: $0)
        }
    }
}
