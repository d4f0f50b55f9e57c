import Journal
import Platform
import Workflow

/// Runs of one concurrency group are performed one after the other, in the order in which they started.
extension Engine {
    /// Lets a pending run begin when its turn has come. A definition that cancels what is in progress cancels
    /// all that is ahead.
    ///
    /// - Returns: whether it has begun.
    func admit(_ driver: RunDriver) async throws(EngineError) -> Bool {
        guard let group = driver.state.start.group else { return false }
        while true {
            let ahead = try await admit(driver, to: group)
            if ahead.isEmpty { return true }
            guard driver.interpreter.definition.concurrency?.cancelsInProgress ?? false else { return false }
            for run in ahead {
                _ = try? await request(.cancel, of: run.id)
                // Where somebody else goes on with it, that process ends it and goes on with this run.
                guard await isOwn(run.owner), let state = try? await follow(run.id), state.phase.isOver else {
                    return false
                }
            }
        }
    }

    /// - Returns: the runs that have to end before; with none of them it has begun.
    private func admit(_ driver: RunDriver, to group: String) async throws(EngineError) -> [RunSummary] {
        let lock = try await locks.lock(group: group)
        defer { withExtendedLifetime(lock) {} }
        let runs = try await unfinished(in: group)
        let ancestors = try await ancestors(of: driver.state)
        var ahead: [RunSummary] = []
        var isBefore = true
        for run in runs where !ancestors.contains(run.id) {
            if run.id == driver.run {
                isBefore = false
            } else if run.status != .pending || isBefore && run.owner == driver.state.owner {
                ahead.append(run)
            }
        }
        guard ahead.isEmpty else { return ahead }
        try await driver.decide(.admit)
        try await driver.decide(.advance)
        return []
    }

    /// Goes on with the run that has waited longest for its turn in a group, if the group is free.
    func continueNext(in group: String) async {
        guard let runs = try? await unfinished(in: group), runs.allSatisfy({ $0.status == .pending }) else {
            return
        }
        for run in runs where await isOwn(run.owner) {
            if !isPerforming(run.id) { _ = try? await follow(run.id) }
            return
        }
    }

    /// The runs that this one is a part of: what they wait for must not wait for them.
    func ancestors(of state: RunState) async throws(EngineError) -> [RunID] {
        var found: [RunID] = []
        var next = state.start.parent?.run
        while let run = next, !found.contains(run) {
            found.append(run)
            next = try await store.load(run).state?.start.parent?.run
        }
        return found
    }

    private func unfinished(in group: String) async throws(EngineError) -> [RunSummary] {
        do {
            return try await store.journal.read { journal in
                try RunIndex.unfinished(in: &journal).filter { $0.group == group }
            }
        } catch { throw EngineError(error) }
    }
}
