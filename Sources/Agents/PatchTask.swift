import Domain
import Engine
import Git
import Workflow

/// A patch that is applied for an issue, by a step of a run; no checkout is needed.
struct PatchTask: Sendable {
    private let issue: Issue
    private let call: ActionCall

    init(_ issue: Issue, _ call: ActionCall) { (self.issue, self.call) = (issue, call) }

    func perform() async throws(StepFailure) -> StepEnding {
        let (tree, text, suggestions) = (try await call.tree(), call.text("patch"), issue.suggestions)
        return try await call.work { place in
            do {
                let application =
                    if let text { try PatchApplication(patch: Array(text.utf8)) } else {
                        try PatchApplication(suggestions)
                    }
                let applied = try application.apply(to: tree, in: place.repository)
                guard applied.tree != tree else {
                    throw StepFailure(.input, "the patch changes nothing: the files have it already")
                }
                var outcome = try StepOutcome(by: "patch", from: tree, to: applied.tree, in: place.repository)
                outcome.result.effects = applied.remarks.map { .said($0) }
                return .completed(outcome)
            } catch let error as PatchError {
                throw StepFailure(.input, error.message, output: error.details)
            }
        }
    }
}
