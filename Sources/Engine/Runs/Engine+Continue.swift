import Journal
public import Workflow

extension Engine {
    /// The runs of this clone that can go on without anybody: interrupted ones, those whose turn or time
    /// has come, those with answers that nobody has acted on, those whose own runs have ended.
    public func continuable() async throws(EngineError) -> [RunSummary] {
        let (all, parents, replica): ([RunSummary], Set<RunID>, String?)
        do {
            (all, parents, replica) = try await store.journal.read { journal in
                let (runs, parents) = try RunIndex.continuable(in: &journal)
                return (runs, parents, try journal.replica()?.description)
            }
        } catch { throw EngineError(error) }
        let now = now()
        var found: [RunSummary] = []
        for run in all where run.owner == replica && !isPerforming(run.id) {
            let isDue = run.due.map { $0 <= now } ?? false
            if run.status != .waiting || run.hasRequests || !run.listensTo.isEmpty || isDue {
                found.append(run)
            } else if parents.contains(run.id), try await hasEndedRun(state(of: run.id)) {
                // The end may have come from another clone.
                found.append(run)
            }
        }
        return found
    }

    /// Whether a step of a run waits for another run that is over.
    func hasEndedRun(_ state: RunState) async throws(EngineError) -> Bool {
        for step in state.work.following {
            guard let child = state.steps[step]?.child else { continue }
            if try await store.load(child).state?.phase.isOver ?? false { return true }
        }
        return false
    }

    /// Goes on with all runs that can, many at once.
    ///
    /// - Parameter limit: how many at once.
    /// - Returns: where each one stands then, or why it could not go on.
    public func continueAll(
        limit: Int = 256
    ) async throws(EngineError) -> [(run: RunID, outcome: Result<RunState, EngineError>)] {
        var rest = try await continuable().map(\.id)[...]
        return await withTaskGroup(of: (RunID, Result<RunState, EngineError>).self) { group in
            var outcomes: [(run: RunID, outcome: Result<RunState, EngineError>)] = []
            func addNext() {
                guard let run = rest.popFirst() else { return }
                group.addTask { (run, await self.attempt(run)) }
            }
            for _ in 0..<limit { addNext() }
            for await outcome in group {
                outcomes.append(outcome)
                addNext()
            }
            return outcomes
        }
    }

    private func attempt(_ run: RunID) async -> Result<RunState, EngineError> {
        do throws(EngineError) { return .success(try await follow(run)) } catch { return .failure(error) }
    }

    /// Lets another process go on with a run that this one has started.
    public func handOver(_ run: RunID) { locks.releaseUnlessFollowed(run) }
}
