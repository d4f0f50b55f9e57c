import Git
import Platform

/// A journal for many tasks at once: what they append while a commit is being written goes into the next
/// one together (group commit).
///
/// It works on a thread of its own, so that waiting for the disk holds up none of the cooperative pool's.
public actor SharedJournal {
    private let executor: ThreadExecutor
    private var journal: Journal
    private let identity: Identity
    private var waiting: [(decision: Decision, done: CheckedContinuation<Receipt, any Error>)] = []

    /// As many decisions are recorded in one go at the most.
    private static let groupLimit = 4 * CommitMessage.maximumEvents

    /// A journal that nobody else in this process uses from now on.
    public init(_ journal: consuming sending Journal, identity: Identity) {
        executor = ThreadExecutor()
        self.journal = journal
        self.identity = identity
    }

    /// The thread that everything runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Records a decision; returns when it is durable.
    ///
    /// - Throws: ``JournalError``.
    public func append(_ decision: Decision) async throws -> Receipt {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append((decision, continuation))
            // The flush runs behind the appends that are queued already, and takes them along.
            if waiting.count == 1 { Task { self.flush() } }
        }
    }

    /// Runs `body` with the journal, between two commits.
    public func read<R: Sendable>(_ body: @Sendable (inout Journal) throws -> R) throws -> R {
        try body(&journal)
    }

    private func flush() {
        while !waiting.isEmpty {
            let group = Array(waiting.prefix(Self.groupLimit))
            waiting.removeFirst(group.count)
            do {
                let outcomes = try journal.append(group.map(\.decision), by: identity)
                for (entry, outcome) in zip(group, outcomes) { entry.done.resume(with: outcome) }
            } catch {
                for entry in group { entry.done.resume(throwing: error) }
            }
        }
    }
}
