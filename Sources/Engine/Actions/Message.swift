import Workflow

extension Action {
    static let message = Action(
        signature: ActionSignature(
            name: "message", summary: "say something to the people who follow the run",
            inputs: [.init("text", "what is said", isRequired: true)]),
        perform: { (call) throws(StepFailure) in
            let text = try call.requiredText("text")
            return StepOutcome(result: StepResult(effects: [.said(text)]))
        },
        recovery: .repeats,
        compensation: .impossible("what was said stays said"))
}
