import Testing
import Workflow

/// Looks whether the facts about a run make sense one behind the other, whatever was asked of it.
struct RunAudit {
    private var completed: Set<String> = []
    private var running: Set<String> = []
    private var remaining: [String]?
    private(set) var starts: [String: Int] = [:]
    private(set) var completions: [String: Int] = [:]
    /// What does not make sense.
    private(set) var complaints: [String] = []

    init(_ records: [RunRecord]) {
        for record in records { look(at: record.event) }
    }

    private mutating func look(at event: RunEvent) {
        switch event {
        case .stepStarted(let step, _):
            if completed.contains(step) { complain("\(step) was started again after its completion") }
            if !running.insert(step).inserted { complain("\(step) was started while it was under way") }
            if remaining != nil { complain("\(step) was started in a rollback") }
            starts[step, default: 0] += 1
        case .stepCompleted(let step, _):
            if !completed.insert(step).inserted { complain("\(step) was completed twice") }
            running.remove(step)
            completions[step, default: 0] += 1
        case .stepFailed(let step, _, _, let consequence):
            if completed.contains(step) { complain("\(step) has failed after its completion") }
            if consequence == .proceed { completed.insert(step) }
            running.remove(step)
        case .stepSkipped(let step, _):
            if completed.contains(step) { complain("\(step) was skipped after its completion") }
            if running.contains(step) { complain("\(step) was skipped while it was under way") }
        case .stepInterrupted(let step, _):
            if running.remove(step) == nil { complain("\(step) was interrupted and was not under way") }
        case .stepsReset(let steps, _):
            for step in steps where running.contains(step) {
                complain("\(step) was reset while it was under way")
            }
            completed.subtract(steps)
            remaining = nil
        case .rollbackStarted(_, let steps):
            if !running.isEmpty { complain("a rollback began beside \(running.sorted())") }
            remaining = steps
        case .stepCompensated(let step, _):
            if remaining?.first != step { complain("\(step) was taken back before its turn") }
            remaining?.removeFirst()
        case .completed, .failed, .cancelled, .rolledBack:
            if !running.isEmpty { complain("the run has ended beside \(running.sorted())") }
            if remaining?.isEmpty == false { complain("the run has ended in the middle of a rollback") }
            remaining = nil
        case .started, .claimed, .admitted, .waitStarted, .paused, .resumed, .voted, .retryRequested,
            .skipRequested, .resumeRequested, .cancelRequested, .rollbackRequested:
            break
        }
    }

    private mutating func complain(_ text: String) { complaints.append(text) }
}
