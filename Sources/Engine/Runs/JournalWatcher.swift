import Journal
import Synchronization
import Workflow

/// Tells drivers what other processes have recorded about their runs: somebody's approval, a cancellation.
final class JournalWatcher: Sendable {
    private struct Registry {
        var drivers: [RunID: AsyncStream<RunSignal>.Continuation] = [:]
        var isWatching = false
    }

    private let journal: SharedJournal
    private let registry = Mutex(Registry())

    /// Between two looks; a person does not notice it.
    private static let interval = Duration.milliseconds(250)

    init(_ journal: SharedJournal) { self.journal = journal }

    func add(_ run: RunID, _ driver: AsyncStream<RunSignal>.Continuation) {
        let starts = registry.withLock { registry in
            registry.drivers[run] = driver
            defer { registry.isWatching = true }
            return !registry.isWatching
        }
        if starts { Task { await watch() } }
    }

    func remove(_ run: RunID) { registry.withLock { $0.drivers[run] = nil } }

    private func watch() async {
        while true {
            try? await Task.sleep(for: Self.interval)
            let runs = registry.withLock { registry in
                if registry.drivers.isEmpty { registry.isWatching = false }
                return Array(registry.drivers.keys)
            }
            if runs.isEmpty { return }
            let newest = try? await journal.read { journal in
                try runs.map { ($0, try journal.newestID(of: RunStore.stream(of: $0))?.description) }
            }
            for (run, id) in newest ?? [] {
                guard let id else { continue }
                registry.withLock { $0.drivers[run] }?.yield(.news(id))
            }
        }
    }
}
