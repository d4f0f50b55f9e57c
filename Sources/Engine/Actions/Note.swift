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
            return try await call.gitAgain { repository in
                let previous = try repository.note(at: Notes.reference, for: target)
                try LeftReferenceLock.cleared(
                    for: Notes.reference, writers: .others, wasInterrupted: wasInterrupted, in: repository
                ) {
                    try repository.writeNotes(
                        at: Notes.reference, [target: text], author: signature, message: message)
                }
                return outcome(target, text, replacing: previous)
            }
        },
        recovery: .looks { (call) throws(StepFailure) in
            // Written a second time it would take itself for the note that it has replaced.
            let (target, text) = (try await noteTarget(of: call), try call.requiredText("text"))
            let (signature, message) = (call.signature, call.logMessage)
            return try await call.git { repository in
                guard let commit = try Notes.commit(by: signature, message, in: repository) else {
                    return .notDone
                }
                guard try repository.note(in: commit.id, for: target) == text else { return .unclear }
                let previous = try commit.parents.first.flatMap { try repository.note(in: $0, for: target) }
                return .done(outcome(target, text, replacing: previous))
            }
        },
        compensation: .effects)

    private static func noteTarget(of call: ActionCall) async throws(StepFailure) -> ObjectID {
        if let revision = call.text("commit") {
            return try await call.git { try $0.peel(revision: revision) }
        }
        let own = call.state.branches
        guard own.count < 2 else {
            throw StepFailure(.input, "the run has \(own.count) branches: 'commit' has to name a commit")
        }
        if let tip = own.values.first.flatMap({ ObjectID(hex: $0.current) }) { return tip }
        return try call.base()
    }

    private static func outcome(
        _ target: ObjectID, _ text: String, replacing previous: String?
    ) -> StepOutcome {
        StepOutcome(
            result: StepResult(
                outputs: ["commit": .string(target.hex)],
                effects: previous == text
                    ? [] : [.noteWritten(commit: target.hex, note: text, previous: previous)]))
    }
}

/// Where notes are kept.
public enum Notes {
    /// The reference that `git log --notes=autowrk` reads.
    public static let reference = "refs/notes/autowrk"

    /// As far as others may have written notes while a run's process was not there.
    private static let searchLimit = 1000

    /// The commit of a note that somebody has written with this message; nil when there is none.
    static func commit(
        by author: Signature, _ message: String, in repository: borrowing Repository
    ) throws(GitError) -> Commit? {
        var next = try repository.reference(reference)
        for _ in 0..<searchLimit {
            guard let id = next else { return nil }
            let commit = try repository.commit(id)
            if commit.author == author, commit.message == message { return commit }
            next = commit.parents.first
        }
        return nil
    }
}
