import Git
import Journal
import Platform
import Workflow

extension Engine {
    /// Brings a step's files together with what other steps have changed meanwhile, makes the rollback
    /// point, and gathers what the record has to carry.
    ///
    /// - Throws: a conflict, when the changes don't go together.
    func merge(
        _ outcome: StepOutcome, of step: String, into state: RunState
    ) async throws(StepFailure) -> StepOutcome {
        let moved = outcome.result.effects.compactMap { effect in
            if case .branchMoved(_, _, let commit) = effect { ObjectID(hex: commit) } else { nil }
        }
        let trees = outcome.trees.flatMap { $0.before == $0.after ? nil : $0 }
        guard trees != nil || !moved.isEmpty else { return outcome }
        let signature = configuration.signature(at: state.steps[step]?.startedAt ?? now())
        do {
            return try await repository.use { repository in
                var merged = outcome
                if let commit = moved.last {
                    // The commit itself, for clones that the branch does not reach.
                    let bytes = try repository.object(commit, as: .commit)
                    merged.attachments.append(
                        Attachment(name: RunMaterial.commitName, content: .bytes(bytes)))
                }
                guard let trees, let base = ObjectID(hex: state.start.base) else { return merged }
                let current = try state.currentTree(in: repository)
                let tree = try Self.merge(trees, into: current, in: repository)
                guard tree != current else { return merged }
                merged.result.tree = tree.hex
                merged.attachments += try TreeOverlay(from: current, to: tree, in: repository).attachments
                try PointChain(run: state.id, base: base)
                    .add(tree, named: step, by: signature, in: repository)
                return merged
            }
        } catch {
            throw error as? StepFailure ?? StepFailure(EngineError(error))
        }
    }

    private static func merge(
        _ trees: (before: ObjectID, after: ObjectID), into current: ObjectID,
        in repository: borrowing Repository
    ) throws -> ObjectID {
        if trees.before == current { return trees.after }
        switch try repository.mergeTrees(ancestor: trees.before, ours: current, theirs: trees.after) {
        case .clean(let tree): return tree
        case .conflicts(let conflicts):
            let paths = conflicts.map(\.path).joined(separator: ", ")
            throw StepFailure(
                .conflict, "the step's changes don't go with those that other steps made meanwhile: \(paths)")
        }
    }
}

extension RunState {
    /// The tree that the run works on.
    func currentTree(in repository: borrowing Repository) throws -> ObjectID {
        if let tree = tree.flatMap({ ObjectID(hex: $0) }) { return tree }
        guard let base = ObjectID(hex: start.base) else {
            throw EngineError.missingObject(id, object: start.base)
        }
        return try repository.commit(base).tree
    }
}

extension EngineConfiguration {
    /// The user's name on commits of this time.
    func signature(at time: Timestamp) -> Signature {
        Signature(
            name: identity.name, email: identity.email, seconds: time.milliseconds / 1000, offsetMinutes: 0)
    }
}
