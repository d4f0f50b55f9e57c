import Git
import Journal
import Workflow

/// Makes what a run works on be there, in a clone that has the run's events only: its tree, the commits on
/// its branches, the branches themselves.
struct RunMaterial {
    /// The attachment that holds a commit as Git stores it.
    static let commitName = "commit"

    let run: LoadedRun

    /// - Throws: ``EngineError/missingObject(_:object:)`` for what only another clone has.
    func provide(_ state: RunState, in repository: borrowing Repository) throws {
        guard let base = ObjectID(hex: state.start.base), repository.contains(base) else {
            throw EngineError.missingObject(state.id, object: state.start.base)
        }
        let isWhole = state.tree.flatMap { ObjectID(hex: $0) }.map { repository.contains($0) } ?? true
        let hasBranches = state.branches.values.allSatisfy { branch in
            ObjectID(hex: branch.current).map { repository.contains($0) } ?? false
        }
        if !isWhole || !hasBranches { try rebuild(state, from: base, in: repository) }
        for (reference, branch) in state.branches {
            guard let commit = ObjectID(hex: branch.current), try repository.reference(reference) == nil
            else { continue }
            try repository.updateReference(
                reference, to: commit, expecting: .mustNotExist, logMessage: "autowrk: run \(state.id)")
        }
    }

    /// Goes through the events and makes each tree from the one before.
    private func rebuild(
        _ state: RunState, from base: ObjectID, in repository: borrowing Repository
    ) throws {
        var tree = try repository.commit(base).tree
        let lost = Set(state.lostWork.map(\.id))
        for record in run.records where !lost.contains(record.id) {
            let attachments = run.attachments[record.id] ?? [:]
            if let overlay = try TreeOverlay(attachments, in: repository) {
                tree = try overlay.apply(to: tree, in: repository)
            }
            if let commit = attachments[Self.commitName] {
                _ = try repository.writeObject(.commit, try repository.blob(commit))
            }
            if case .stepsReset(_, .rollback(_, let earlier)) = record.event {
                tree = earlier.flatMap { ObjectID(hex: $0) } ?? tree
            }
        }
        if let wanted = state.tree, wanted != tree.hex {
            throw EngineError.missingObject(state.id, object: wanted)
        }
    }
}
