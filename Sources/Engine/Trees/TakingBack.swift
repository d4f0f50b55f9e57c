import Git
import Workflow

/// Takes back what a step has changed outside of its run, if nobody has changed it since.
enum TakingBack {
    /// Takes back one effect; a second time it finds it taken back.
    ///
    /// - Parameters:
    ///   - effect: what is to be taken back.
    ///   - branches: where the run has put its branches last, which a step's own `undo` may have done.
    ///   - message: for the reflog, or what the commit says that changes a note.
    ///   - signature: who stands in that commit and when.
    ///   - wasInterrupted: whether a process of the run was killed before.
    ///   - repository: where.
    static func takeBack(
        _ effect: StepEffect, _ branches: [String: BranchState], message: String, signature: Signature,
        wasInterrupted: Bool, in repository: borrowing Repository
    ) throws -> Compensation {
        var outcome = Compensation.nothing
        try LeftReferenceLock.cleared(
            for: effect.reference, writers: .others, wasInterrupted: wasInterrupted, in: repository
        ) {
            outcome = try takeBack(effect, branches, message, signature, in: repository)
        }
        return outcome
    }

    private static func takeBack(
        _ effect: StepEffect, _ branches: [String: BranchState], _ message: String, _ signature: Signature,
        in repository: borrowing Repository
    ) throws -> Compensation {
        switch effect {
        case .branchCreated(let reference, let commit):
            let places = [commit, branches[reference]?.current]
            return try takeBack(reference, at: places, to: nil, message, in: repository)
        case .branchMoved(let reference, let from, let to):
            let places = [to, branches[reference]?.current]
            return try takeBack(reference, at: places, to: from, message, in: repository)
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
        _ reference: String, at places: [String?], to original: String?, _ message: String,
        in repository: borrowing Repository
    ) throws -> Compensation {
        let own = places.compactMap { $0.flatMap { ObjectID(hex: $0) } }
        guard let last = own.last else { return .nothing }
        let branch = Branches.name(of: reference)
        let target = original.flatMap { ObjectID(hex: $0) }
        let found = try repository.reference(reference)
        if found == target { return .done }
        guard let found else { return .failed(reason: "branch '\(branch)' is gone") }
        guard own.contains(found) else {
            return .failed(
                reason:
                    "branch '\(branch)' was moved since: it is at '\(found)', the run left it at '\(last)'"
            )
        }
        if let place = Branches.worktree(of: reference, in: repository) {
            return .failed(reason: "branch '\(branch)' is checked out in '\(place)'")
        }
        if let target {
            try repository.updateReference(
                reference, to: target, expecting: .mustMatch(found), logMessage: message)
        } else {
            try repository.deleteReference(reference, expecting: .mustMatch(found))
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
