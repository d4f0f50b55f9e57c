import Platform
import Workflow

/// A run with what belongs to showing it.
struct RunView: Sendable {
    var state: RunState
    /// The ids of all steps: as the definition has them, then others.
    let definedSteps: [String]
    /// What steps are called for people, by id, where that is said and always the same.
    let stepNames: [String: String]
    /// What people have to type for the run that this one waits for to have its turn.
    let holder: String?
    /// What people have to type for the run.
    let shortName: String
    /// Whether a process of this clone goes on with it right now.
    var isPerformed: Bool
    /// Whether this clone owns it.
    var isOwn: Bool

    /// The steps in the order in which they are shown.
    var steps: [String] {
        let known = Set(definedSteps)
        let others = state.steps.filter { !known.contains($0.key) }
            .sorted { ($0.value.order, $0.key) < ($1.value.order, $1.key) }
        return definedSteps + others.map(\.key)
    }

    /// Whether the run was under way in a process that is gone.
    var isInterrupted: Bool {
        isOwn && !isPerformed && state.status == .running
    }

    /// Where the run stands, for people.
    var status: String { state.status.words(isInterrupted: isInterrupted) }

    /// What it waits for, or why it failed or was rolled back.
    var reason: String? {
        if isInterrupted { return nil }
        guard case .pending = state.phase, let holder else { return state.reason }
        return (state.reason.map { $0 + ", " } ?? "") + "behind run \(holder)"
    }

    /// From its start to its end, or to now.
    func milliseconds(at now: Timestamp) -> Int64 {
        max(0, (state.endedAt ?? now).milliseconds - state.startedAt.milliseconds)
    }
}
