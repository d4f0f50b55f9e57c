import Journal
import Synchronization
import Workflow

/// Tells drivers what other processes have recorded about their runs: somebody's approval, a cancellation.
final class JournalWatcher: Sendable {
    private struct Registry {
        var drivers: [RunID: RunSignals] = [:]
        var isWatching = false
    }

    private let journal: SharedJournal
    private let registry = Mutex(Registry())

    /// Between two looks; a person does not notice it.
    private static let interval = Duration.milliseconds(250)

    init(_ journal: SharedJournal) { self.journal = journal }

    /// Tells a driver from now on.
    func add(_ run: RunID, _ driver: RunSignals) async {
        let starts = registry.withLock { registry in
            registry.drivers[run] = driver
            defer { registry.isWatching = true }
            return !registry.isWatching
        }
        guard starts else { return }
        let cursor = try? await journal.read { try $0.cursor() }
        Task { await watch(since: cursor) }
    }

    func remove(_ run: RunID) { registry.withLock { $0.drivers[run] = nil } }

    /// Tells the driver of a run, if there is one here, that this process has recorded something about it.
    func tell(_ run: RunID) { registry.withLock { $0.drivers[run] }?.send(.news(count: nil)) }

    private func watch(since beginning: IntakeCursor?) async {
        var cursor = beginning
        while true {
            try? await Task.sleep(for: Self.interval)
            let isNeeded = registry.withLock { registry in
                registry.isWatching = !registry.drivers.isEmpty
                return registry.isWatching
            }
            guard isNeeded else { return }
            if let changes = try? await changes(since: cursor) {
                cursor = changes.cursor
                tell(changes.streams)
            }
        }
    }

    /// What others have recorded since; nil for nothing.
    private func changes(since cursor: IntakeCursor?) async throws -> StreamChanges? {
        try await journal.read { journal in
            if let cursor, !journal.hasNews(since: cursor) { return nil }
            return try journal.changes(since: cursor)
        }
    }

    private func tell(_ changes: [StreamChange]) {
        let drivers = registry.withLock { $0.drivers }
        // Any event may be the one that a run waits for.
        for driver in drivers.values { driver.send(.time) }
        for change in changes {
            guard let run = RunStore.run(of: change.stream) else { continue }
            drivers[run]?.send(.news(count: change.count))
        }
    }
}
