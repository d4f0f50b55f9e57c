import Git
import Journal
import Platform

/// A thousand tasks that append the workload to one journal, each run's events one after the other.
struct ConcurrentLoad: Sendable {
    static let tasks = 1000

    private let runs: [[EventDraft]]

    /// Makes all events beforehand, so that only their recording is measured.
    init(_ workload: Workload) { runs = (0..<workload.runs).map { workload.drafts($0) } }

    /// Writes everything to a new repository at `path`.
    ///
    /// - Parameters:
    ///   - path: where the repository is made.
    ///   - isChecked: whether each event is recorded only while its run is where the task has left it.
    ///   - workbench: whose identity writes.
    /// - Returns: the seconds that it took.
    @discardableResult
    func append(
        to path: String, isChecked: Bool = false, on workbench: Workbench
    ) async throws -> Double {
        let repository = try Repository(creatingBareAt: path)
        let journal = SharedJournal(
            Journal(in: repository, time: .system, trace: .off), identity: workbench.identity)
        let stopwatch = Stopwatch()
        try await withThrowingTaskGroup { group in
            for task in 0..<Self.tasks {
                group.addTask {
                    for run in stride(from: task, to: runs.count, by: Self.tasks) {
                        try await append(runs[run], isChecked: isChecked, to: journal)
                    }
                }
            }
            try await group.waitForAll()
        }
        return stopwatch.elapsedMilliseconds / 1000
    }

    private func append(
        _ drafts: [EventDraft], isChecked: Bool, to journal: SharedJournal
    ) async throws {
        var cause: EventID?
        for var draft in drafts {
            draft.cause = cause
            let decision = Decision(
                events: [draft], precondition: isChecked ? .streamAt(draft.stream, cause) : .none)
            cause = try await journal.append(decision).events.last
        }
    }
}
