import Git
import JSON
import Platform
import Workflow

extension Action {
    static let branchCreate = Action(
        signature: ActionSignature(
            name: "branch.create", summary: "make a branch, without checking it out",
            inputs: [
                .init("name", "as in fix/issue-42", isRequired: true),
                .init("from", "the revision that it starts at; the run's base where it is left out"),
            ],
            outputs: ["branch", "commit"]),
        perform: { (call) throws(StepFailure) in
            let branch = try await newBranch(of: call)
            let (message, wasInterrupted) = (call.logMessage, call.wasInterrupted)
            do throws(StepFailure) {
                try await call.git { repository in
                    try LeftReferenceLock.cleared(
                        for: branch.reference, writers: .others, wasInterrupted: wasInterrupted,
                        in: repository
                    ) {
                        try repository.updateReference(
                            branch.reference, to: branch.commit, expecting: .mustNotExist, logMessage: message
                        )
                    }
                }
            } catch {
                guard error.kind == .conflict else { throw error }
                throw StepFailure(.conflict, "branch '\(branch.name)' exists already")
            }
            return branch.outcome
        },
        recovery: .looks { (call) throws(StepFailure) in
            let branch = try await newBranch(of: call)
            let message = call.logMessage
            let (found, isOurs) = try await call.git { repository in
                (
                    try repository.reference(branch.reference),
                    Reflog.names(message, for: branch.reference, in: repository.commonDirectory)
                )
            }
            guard let found else { return .notDone }
            return found == branch.commit && isOurs ? .done(branch.outcome) : .unclear
        },
        compensation: .effects)

    private static func newBranch(of call: ActionCall) async throws(StepFailure) -> NewBranch {
        let name = try call.requiredText("name")
        let (from, base) = (call.text("from"), try call.base())
        let commit = try await call.git { repository in
            try from.map { try repository.peel(revision: $0) } ?? base
        }
        return NewBranch(name: name, commit: commit)
    }
}

private struct NewBranch: Sendable {
    let name: String
    let commit: ObjectID

    var reference: String { "refs/heads/" + name }

    var outcome: StepOutcome {
        StepOutcome(
            result: StepResult(
                outputs: ["branch": .string(name), "commit": .string(commit.hex)],
                effects: [.branchCreated(reference: reference, commit: commit.hex)]))
    }
}

/// What Git keeps about the moves of a reference.
enum Reflog {
    /// Whether the newest entry of a reference says `message`; false where no log is kept.
    static func names(_ message: String, for reference: String, in commonDirectory: String) -> Bool {
        guard let bytes = try? Files.read("\(commonDirectory)/logs/\(reference)") else { return false }
        let newest = String(decoding: bytes, as: UTF8.self).split(separator: "\n").last ?? ""
        return newest.split(separator: "\t", maxSplits: 1).last.map { $0 == message } ?? false
    }
}
