import Platform
import Workflow

/// What is to be said about a step behind its name.
enum StepText {
    /// - Parameter name: what the step is called for people; nil where that is not said.
    static func describe(
        _ step: StepState, named name: String?, isPerformed: Bool, at now: Timestamp
    ) -> String {
        var parts: [String] = []
        switch step.status {
        case .running:
            let span = step.startedAt.map { TimeText.span(now.milliseconds - $0.milliseconds) }
            parts = isPerformed ? [span ?? ""] : ["interrupted"]
        case .waiting(let wait): parts = [words(about: wait, named: name)]
        case .retrying(let time):
            parts = ["failed: \(step.failure?.message ?? "")", "next try at \(TimeText.moment(time))"]
        case .completed:
            parts = [step.result.summary ?? "", step.milliseconds.map { TimeText.span($0) } ?? ""]
            if step.isForgiven {
                parts.append("failed, which does not matter: \(step.failure?.message ?? "")")
            }
        case .failed:
            parts = [
                step.milliseconds.map { TimeText.span($0) } ?? "", "failed: \(step.failure?.message ?? "")",
            ]
        case .skipped(let reason): parts = [reason == .request ? "skipped by request" : "skipped"]
        case .unknown: parts = ["was interrupted, its outcome is unknown"]
        case .interrupted: parts = ["was interrupted"]
        }
        if step.attempts > 1 { parts.append("attempt \(step.attempts)") }
        if let compensation = step.compensation { parts.append(compensation.headline) }
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// What a step waits for: in the words of its name, where that begins with "wait for", and what ends it.
    static func words(about wait: Wait, named name: String?) -> String {
        let beginning = "wait for "
        guard let name, name.hasPrefix(beginning) else { return "waits for \(wait.headline)" }
        let purpose = name.dropFirst(beginning.count)
        return purpose == wait.headline ? "waits for \(purpose)" : "waits for \(purpose) (\(wait.headline))"
    }
}
