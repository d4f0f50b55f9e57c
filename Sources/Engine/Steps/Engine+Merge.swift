import Git
import Journal
import Platform
import Workflow

extension Engine {
    /// Brings a step's files together with what other steps have changed meanwhile, makes the rollback
    /// point, and gathers what the record has to carry.
    ///
    /// - Returns: a failure, when the changes don't go together; what the step has done beside them counts
    ///   all the same.
    func merge(_ outcome: StepOutcome, of step: String, into state: RunState) async -> StepEnding {
        let commit = outcome.result.effects.reversed().lazy.compactMap(\.newCommit).first
        let trees = outcome.trees.flatMap { $0.before == $0.after ? nil : $0 }
        guard trees != nil || commit != nil else { return .completed(outcome) }
        let signature = configuration.signature(at: state.steps[step]?.startedAt ?? now())
        do {
            return try await repository.use { repository in
                var merged = outcome
                var conflict: StepFailure?
                let current = try state.currentTree(in: repository)
                var tree = current
                do throws(StepFailure) {
                    if let trees { tree = try Self.merge(trees, into: current, in: repository) }
                } catch { conflict = error }
                if let commit {
                    merged.attachments += try Self.attachments(of: commit, beside: tree, in: repository)
                }
                if let conflict { return .failed(conflict, merged) }
                guard tree != current, let base = ObjectID(hex: state.start.base) else {
                    return .completed(merged)
                }
                merged.result.tree = tree.hex
                merged.attachments += try TreeOverlay(from: current, to: tree, in: repository).attachments()
                try PointChain(run: state.id, base: base)
                    .add(tree, named: step, by: signature, in: repository)
                return .completed(merged)
            }
        } catch {
            return .failed(StepFailure(wrapping: error), outcome)
        }
    }

    /// The commit itself, for clones that its branch does not reach, and its tree where that is not the
    /// run's.
    private static func attachments(
        of commit: ObjectID, beside tree: ObjectID, in repository: borrowing Repository
    ) throws -> [Attachment] {
        let name = RunMaterial.commitName
        let bytes = try repository.object(commit, as: .commit)
        let own = try repository.commit(commit)
        guard own.tree != tree, let parent = own.parents.first else {
            return [Attachment(name: name, content: .bytes(bytes))]
        }
        let overlay = try TreeOverlay(
            from: try repository.commit(parent).tree, to: own.tree, in: repository)
        return [Attachment(name: name, content: .bytes(bytes))] + overlay.attachments(of: name)
    }

    private static func merge(
        _ trees: (before: ObjectID, after: ObjectID), into current: ObjectID,
        in repository: borrowing Repository
    ) throws(StepFailure) -> ObjectID {
        if trees.before == current { return trees.after }
        let outcome: MergeOutcome
        do throws(GitError) {
            outcome = try repository.mergeTrees(ancestor: trees.before, ours: current, theirs: trees.after)
        } catch { throw StepFailure(EngineError.git(error)) }
        switch outcome {
        case .clean(let tree): return tree
        case .conflicts(let conflicts):
            let paths = conflicts.map(\.path).joined(separator: ", ")
            throw StepFailure(
                .conflict, "the step's changes don't go with those that other steps made meanwhile: \(paths)")
        }
    }
}

extension StepEffect {
    /// The commit that was put on a branch.
    fileprivate var newCommit: ObjectID? {
        if case .branchMoved(_, _, let commit) = self { ObjectID(hex: commit) } else { nil }
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
