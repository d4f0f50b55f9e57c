import Workflow

/// What a person can type to help a run on.
enum RunAnswers {
    /// The commands, the likeliest first; none when the run needs nobody.
    static func commands(for view: RunView) -> [String] {
        let (state, run) = (view.state, view.shortName)
        if view.isInterrupted { return ["git autowrk resume \(run)"] }
        switch state.phase {
        case .pending: return view.holder.map { ["git autowrk show \($0)"] } ?? []
        case .rollingBack: return []
        case .ended(.failed), .ended(.cancelled): return retry(state, run)
        case .ended: return []
        case .active, .paused: break
        }
        var commands = approvals(state, run)
        let unknown = state.steps.filter { $1.status == .unknown }.keys.sorted()
        for step in unknown {
            let option = unknown.count > 1 ? " --step \(step)" : ""
            commands += ["git autowrk retry \(run)\(option)", "git autowrk skip \(run)\(option)"]
        }
        if case .paused = state.phase {
            let failed = state.steps.contains { $1.status == .failed }
            if failed { commands += ["git autowrk retry \(run)", "git autowrk skip \(run)"] }
            if state.stepToAskAgain == nil { commands.append("git autowrk resume \(run)") }
        }
        return commands
    }

    private static func approvals(_ state: RunState, _ run: String) -> [String] {
        let asked = state.steps.filter { _, step in
            if case .waiting(let wait) = step.status, case .approval = wait.condition { true } else { false }
        }.keys.sorted()
        return asked.flatMap { step in
            let option = asked.count > 1 ? " --step \(step)" : ""
            return ["git autowrk approve \(run)\(option)", "git autowrk reject \(run)\(option)"]
        }
    }

    private static func retry(_ state: RunState, _ run: String) -> [String] {
        let failed = state.steps.filter { $1.status == .failed }.keys.sorted()
        guard let first = failed.first else { return [] }
        return ["git autowrk retry \(run)" + (failed.count > 1 ? " --step \(first)" : "")]
    }
}

extension RunState {
    /// The step that has failed as somebody could not be reached; nil where none has, or another one has failed
    /// for good.
    var stepToAskAgain: String? {
        let failed = steps.filter { $1.status == .failed }
        guard failed.count == 1, let (step, state) = failed.first, state.failure?.kind == .unavailable else {
            return nil
        }
        return step
    }
}
