import Journal
public import Workflow

extension Engine {
    /// The runs of this clone that can go on without anybody: interrupted ones, those whose turn or time
    /// has come, those with answers that nobody has acted on.
    public func continuable() async throws(EngineError) -> [RunSummary] {
        let all: [RunSummary]
        do {
            all = try await store.journal.read { try RunIndex.continuable(in: &$0) }
        } catch { throw EngineError(error) }
        let now = now()
        return all.filter { run in
            guard run.owner == replica, !isPerforming(run.id) else { return false }
            return run.status != .waiting || run.hasRequests || !run.listensTo.isEmpty
                || run.due.map { $0 <= now } ?? false
        }
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
    public func handOver(_ run: RunID) { release(run) }
}
