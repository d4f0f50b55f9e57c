import Journal
import Platform
import Workflow

/// Runs of one concurrency group are performed one after the other.
extension Engine {
    /// Lets a pending run begin when no other one of its group is under way.
    ///
    /// - Returns: whether it may.
    func admit(_ driver: RunDriver) async throws(EngineError) -> Bool {
        guard let group = driver.state.start.group else { return false }
        let lock: RangeLock
        do {
            // Whoever has it is deciding the same about another run, which takes a moment.
            lock = try locks.tryLock(key: Hash.fnv1a("group/\(group)"))
        } catch {
            if case .system(let error) = error { throw .system(error) }
            return false
        }
        defer { withExtendedLifetime(lock) {} }
        for other in try await unfinished(in: group) where other.id != driver.run && other.status != .pending
        {
            guard driver.interpreter.definition.concurrency?.cancelsInProgress ?? false else { return false }
            _ = try? await request(.cancel, of: other.id)
            // Where it is under way, its process ends it and goes on with this run.
            guard !isPerforming(other.id), let state = try? await follow(other.id), state.phase.isOver else {
                return false
            }
        }
        try await driver.decide(.admit)
        try await driver.decide(.advance)
        return true
    }

    /// Goes on with the run that has waited longest for its turn in a group.
    func continueNext(in group: String) async {
        guard let others = try? await unfinished(in: group),
            let next = others.first(where: { $0.status == .pending && !isPerforming($0.id) })
        else { return }
        _ = try? await follow(next.id)
    }

    private func unfinished(in group: String) async throws(EngineError) -> [RunSummary] {
        do {
            return try await store.journal.read { journal in
                try RunIndex.unfinished(in: &journal).filter { $0.group == group }
            }
        } catch { throw EngineError(error) }
    }
}
