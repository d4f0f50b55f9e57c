/// How completed steps are taken back.
extension Interpreter {
    func startRollback(_ mode: RollbackMode, _ state: RunState) -> [RunEvent] {
        let kept: Int
        switch mode {
        case .soft: return [.rollbackStarted(mode, steps: [])]
        case .hard: kept = 0
        case .to(let step): kept = state.steps[step]?.order ?? 0
        }
        // What a step has left that was reset and never performed again is known by its id alone.
        let all = state.leftBehind.merging(state.steps) { $1 }
        let steps = all.filter { $1.needsCompensation && $1.compensation == nil && $1.rank > kept }
            .sorted { ($0.value.rank, $0.key) > ($1.value.rank, $1.key) }.map(\.key)
        return [.rollbackStarted(mode, steps: steps)]
    }

    func goOnTakingBack(
        _ mode: RollbackMode, _ remaining: [String], _ state: RunState
    ) -> [RunEvent] {
        guard let next = remaining.first else { return finishRollback(mode, state) }
        guard state.steps[next]?.status == .unknown else { return [] }
        return [.stepCompensated(step: next, .impossible(reason: "nobody knows whether it was done"))]
    }

    private func finishRollback(_ mode: RollbackMode, _ state: RunState) -> [RunEvent] {
        guard case .to(let step) = mode else { return [.rolledBack(mode)] }
        let kept = state.steps[step]?.order ?? 0
        let behind = graph.ids.filter { id in
            state.steps[id].map { $0.rank > kept } ?? false
        }
        return [
            .stepsReset(steps: behind, cause: .rollback(to: step, tree: state.steps[step]?.treeAfter))
        ]
    }
}

extension StepState {
    /// Whether it may have left something to take back.
    var needsCompensation: Bool {
        // An attempt that failed half-way through may have had effects that it knows of.
        completions > 0 || !result.effects.isEmpty || status == .unknown
    }

    /// Its place in the order in which steps have ended; one that has not is behind all that have.
    fileprivate var rank: Int { hasEnded ? order : .max }
}
