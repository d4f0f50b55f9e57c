import Git
import Workflow

/// Takes back what a step has changed outside of its run, if nobody has changed it since.
enum TakingBack {
    /// Takes back one effect; a second time it finds it taken back.
    static func takeBack(
        _ effect: StepEffect, message: String, signature: Signature, wasInterrupted: Bool,
        in repository: borrowing Repository
    ) throws -> Compensation {
        var outcome = Compensation.nothing
        try LeftReferenceLock.cleared(
            for: effect.reference, writers: .others, wasInterrupted: wasInterrupted, in: repository
        ) {
            outcome = try takeBack(effect, message, signature, in: repository)
        }
        return outcome
    }

    private static func takeBack(
        _ effect: StepEffect, _ message: String, _ signature: Signature, in repository: borrowing Repository
    ) throws -> Compensation {
        switch effect {
        case .branchCreated(let reference, let commit):
            return try takeBack(reference, at: commit, to: nil, message, in: repository)
        case .branchMoved(let reference, let from, let to):
            return try takeBack(reference, at: to, to: from, message, in: repository)
        case .noteWritten(let commit, let note, let previous):
            guard let target = ObjectID(hex: commit) else { return .nothing }
            let found = try repository.note(at: Notes.reference, for: target)
            if found == previous { return .done }
            guard found == note else {
                return .failed(reason: "the note on '\(commit)' was changed since")
            }
            try repository.writeNotes(
                at: Notes.reference, [target: previous], author: signature, message: message)
            return .done
        case .said: return .impossible(reason: "what was said stays said")
        case .runStarted: return .nothing
        }
    }

    private static func takeBack(
        _ reference: String, at expected: String, to original: String?, _ message: String,
        in repository: borrowing Repository
    ) throws -> Compensation {
        guard let expected = ObjectID(hex: expected) else { return .nothing }
        let branch = Branches.name(of: reference)
        let target = original.flatMap { ObjectID(hex: $0) }
        let found = try repository.reference(reference)
        if found == target { return .done }
        guard let found else { return .failed(reason: "branch '\(branch)' is gone") }
        guard found == expected else {
            return .failed(
                reason:
                    "branch '\(branch)' was moved since: it is at '\(found)', the run left it at '\(expected)'"
            )
        }
        if let place = Branches.worktree(of: reference, in: repository) {
            return .failed(reason: "branch '\(branch)' is checked out in '\(place)'")
        }
        if let target {
            try repository.updateReference(
                reference, to: target, expecting: .mustMatch(expected), logMessage: message)
        } else {
            try repository.deleteReference(reference, expecting: .mustMatch(expected))
        }
        return .done
    }
}

extension StepEffect {
    /// The reference that the effect has moved; empty for none.
    fileprivate var reference: String {
        switch self {
        case .branchCreated(let reference, _), .branchMoved(let reference, _, _): reference
        case .noteWritten: Notes.reference
        case .runStarted, .said: ""
        }
    }
}
