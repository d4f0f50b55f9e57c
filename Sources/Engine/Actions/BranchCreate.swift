import Domain
import Git
import JSON
import Journal
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
            let outcome: StepOutcome? = try await call.git { repository in
                if branch.isOwn, try repository.reference(branch.reference) != nil {
                    return branch.outcome(isNew: false)
                }
                try Branches.requireFree(branch.reference, in: repository)
                if let other = try Branches.inTheWay(of: branch.reference, in: repository) {
                    throw StepFailure(
                        .conflict, "branch '\(other)' is in the way of '\(branch.name)'",
                        output: "Git keeps one or the other: rename or delete '\(other)', and try again")
                }
                do {
                    try LeftReferenceLock.cleared(
                        for: branch.reference, writers: .others, wasInterrupted: wasInterrupted,
                        in: repository
                    ) {
                        try repository.updateReference(
                            branch.reference, to: branch.commit, expecting: .mustNotExist, logMessage: message
                        )
                    }
                } catch {
                    guard (error as? GitError)?.kind == .modified else { throw error }
                    return nil
                }
                return branch.outcome(isNew: true)
            }
            if let outcome { return outcome }
            throw try await taken(branch, call)
        },
        recovery: .looks { (call) throws(StepFailure) in
            let branch = try await newBranch(of: call)
            if branch.isOwn { return .notDone }
            let (found, log) = try await call.git { repository in
                (
                    try repository.reference(branch.reference),
                    Reflog.first(of: branch.reference, in: repository.commonDirectory)
                )
            }
            guard found != nil else { return .notDone }
            // Where no log is kept, anybody may have made it.
            guard let log else { return .unclear }
            guard log.message == call.logMessage else { return .notDone }
            return .done(NewBranch(reference: branch.reference, commit: log.commit).outcome(isNew: true))
        },
        compensation: .effects)

    /// That there is such a branch, and what it is there for as far as that is known: to try again alone would
    /// not help.
    private static func taken(
        _ branch: NewBranch, _ call: ActionCall
    ) async throws(StepFailure) -> StepFailure {
        let open = try await call.journal { journal in
            let first = try PullRequestIndex.open(head: branch.name, in: &journal).first?.id
            return try first.map { try PullRequestIndex.shortName(of: $0, in: &journal) }
        }
        let log = try await call.git { Reflog.first(of: branch.reference, in: $0.commonDirectory) }
        let run = (log?.message.split(separator: " ") ?? []).drop { $0 != "run" }.dropFirst().first
        var (reason, hint) = ("", "rename or delete it, and try again")
        if let open {
            reason = ", with the open PR \(open)"
            hint = "merge or close PR \(open) and delete the branch, and try again"
        } else if let run = run.flatMap({ RunID(String($0)) }), run != call.state.id {
            reason = ", made by run \(run)"
            hint = "roll run \(run) back, or rename or delete the branch, and try again"
        }
        return StepFailure(.conflict, "branch '\(branch.name)' exists already\(reason)", output: hint)
    }

    private static func newBranch(of call: ActionCall) async throws(StepFailure) -> NewBranch {
        let reference = try Branches.reference(named: try call.requiredText("name"))
        let (from, base) = (call.text("from"), try call.base())
        let commit = try await call.git { repository in
            try from.map { try repository.peel(revision: $0) } ?? base
        }
        var branch = NewBranch(reference: reference, commit: commit)
        // The run has gone back, and the step has made the branch before.
        for effect in call.state.steps[call.step]?.result.effects ?? [] {
            if case .branchCreated(reference, _) = effect, let own = call.state.branches[reference] {
                branch.isOwn = true
                branch.commit = ObjectID(hex: own.current) ?? commit
            }
        }
        return branch
    }
}

private struct NewBranch: Sendable {
    let reference: String
    var commit: ObjectID
    var isOwn = false

    var name: String { Branches.name(of: reference) }

    func outcome(isNew: Bool) -> StepOutcome {
        StepOutcome(
            result: StepResult(
                outputs: ["branch": .string(name), "commit": .string(commit.hex)],
                effects: isNew ? [.branchCreated(reference: reference, commit: commit.hex)] : [],
                summary: isNew ? "Created branch `\(name)`" : nil))
    }
}

/// What Git keeps about the moves of a reference.
enum Reflog {
    /// The move that has made a reference; nil where no log is kept. It goes with the reference, so a later
    /// one of the same name has another.
    static func first(
        of reference: String, in commonDirectory: String
    ) -> (commit: ObjectID, message: String)? {
        guard let bytes = try? Files.read("\(commonDirectory)/logs/\(reference)") else { return nil }
        // `<old> <new> <who> <when>\t<message>`
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let parts = line.split(separator: "\t", maxSplits: 1)
        let words = parts.first?.split(separator: " ", maxSplits: 2) ?? []
        guard parts.count == 2, words.count == 3, let commit = ObjectID(hex: words[1]) else { return nil }
        return (commit, String(parts[1]))
    }
}
