import Git
import JSON
import Workflow

extension Action {
    static let note = Action(
        signature: ActionSignature(
            name: "note", summary: "write a note on a commit, for 'git log --notes=autowrk'",
            inputs: [
                .init("text", "what it says", isRequired: true),
                .init(
                    "commit", "a revision; the tip of the run's branch or else its base where it is left out"),
            ],
            outputs: ["commit"]),
        perform: { (call) throws(StepFailure) in
            let target = try await noteTarget(of: call)
            let (text, signature, message) = (try call.requiredText("text"), call.signature, call.logMessage)
            let wasInterrupted = call.wasInterrupted
            let previous = try await call.git { repository in
                let previous = try repository.note(at: Notes.reference, for: target)
                if previous != text {
                    try LeftReferenceLock.cleared(
                        for: Notes.reference, writers: .others, wasInterrupted: wasInterrupted, in: repository
                    ) {
                        try repository.writeNotes(
                            at: Notes.reference, [target: text], author: signature, message: message)
                    }
                }
                return previous
            }
            return outcome(target, text, replacing: previous == text ? nil : previous)
        },
        recovery: .looks { (call) throws(StepFailure) in
            // Written a second time it would take itself for the note that it has replaced.
            let target = try await noteTarget(of: call)
            let text = try call.requiredText("text")
            let found = try await call.git { try $0.note(at: Notes.reference, for: target) }
            return found == text ? .done(outcome(target, text, replacing: nil)) : .notDone
        },
        compensation: .effects)

    private static func noteTarget(of call: ActionCall) async throws(StepFailure) -> ObjectID {
        let revision = call.text("commit") ?? call.state.branches.values.first?.current
        guard let revision else { return try call.base() }
        return try await call.git { try $0.peel(revision: revision) }
    }

    private static func outcome(
        _ target: ObjectID, _ text: String, replacing previous: String?
    ) -> StepOutcome {
        StepOutcome(
            result: StepResult(
                outputs: ["commit": .string(target.hex)],
                effects: [.noteWritten(commit: target.hex, note: text, previous: previous)]))
    }
}

/// Where notes are kept.
enum Notes {
    static let reference = "refs/notes/autowrk"
}
