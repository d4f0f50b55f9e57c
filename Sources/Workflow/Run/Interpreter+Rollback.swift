/// How completed steps are taken back.
extension Interpreter {
    func startRollback(_ mode: RollbackMode, _ state: RunState) -> [RunEvent] {
        let kept: Int
        switch mode {
        case .soft: return [.rollbackStarted(mode, steps: [])]
        case .hard: kept = 0
        case .to(let step): kept = state.steps[step]?.order ?? 0
        }
        // What nobody knows the end of is behind all that has ended.
        let unknown = graph.ids.filter { state.steps[$0]?.status == .unknown }
        let left = state.residues.filter { $0.order > kept }.map(\.step)
        return [.rollbackStarted(mode, steps: unknown + left.reversed())]
    }

    func goOnTakingBack(
        _ mode: RollbackMode, _ remaining: [String], _ state: RunState
    ) -> [RunEvent] {
        guard let next = remaining.first else { return finishRollback(mode, state) }
        guard let step = state.steps[next], step.status == .unknown, step.compensation == nil else {
            return []
        }
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
    /// Its place in the order in which steps have ended; one that has not is behind all that have.
    fileprivate var rank: Int { hasEnded ? order : .max }
}
