import Git
public import JSON
import Journal
public import Workflow

extension Engine {
    /// Starts a run that shares the beginning of another one, up to and including a step, and goes its own
    /// way from there, with branches of its own. The other run is left alone.
    ///
    /// - Parameters:
    ///   - run: the other run, in any state.
    ///   - step: the last one that both share.
    ///   - inputs: what is to be different, by name.
    /// - Returns: the new run, which this process then has to go on with: ``follow(_:)``.
    public func fork(
        _ run: RunID, at step: String, inputs: [String: JSON] = [:]
    ) async throws(EngineError) -> RunID {
        let loaded = try await store.load(run)
        guard let state = loaded.state else { throw .unknownRun(run) }
        let interpreter = try await definitions.interpreter(for: run, blob: state.start.definition)
        let fork = RunID(bits: configuration.random())
        do {
            guard interpreter.definition.index(of: step) != nil else {
                throw RunRefusal("the workflow has no step '\(step)'")
            }
            try secretStore.secrets(of: interpreter.definition).requireNone(in: inputs)
            let given = state.start.inputs.dictionary.merging(inputs) { $1 }
            let values = try InputValues.resolve(interpreter.definition.inputs, given: given)
            let suffix = "-\(fork.description.prefix(6))"
            let plan = try RunFork(of: state, at: step, inputs: values) { $0 + suffix }
            try await provideMaterial(of: loaded, state, isTakenOver: false)
            if let base = ObjectID(hex: plan.start.base) { try await keep(base: base) }
            let attachments = try await attachments(of: plan)
            try locks.hold(fork)
            do {
                try await makeBranches(of: plan, suffix)
                let records = try await store.append(
                    plan.events, to: fork, after: nil, attachments: [0: attachments])
                configuration.observe(.recorded(fork, records ?? []))
            } catch {
                locks.release(fork)
                try? await removeBranches(of: plan, suffix)
                throw error
            }
            return fork
        } catch { throw EngineError(error) }
    }

    /// What the first event has to carry for other clones.
    private func attachments(of plan: RunFork) async throws -> [Attachment] {
        let start = plan.start
        guard let tree = start.tree.flatMap({ ObjectID(hex: $0) }), let base = ObjectID(hex: start.base)
        else { return [] }
        return try await repository.use { repository in
            let before = try repository.commit(base).tree
            return try TreeOverlay(from: before, to: tree, in: repository).attachments()
        }
    }

    private func makeBranches(of plan: RunFork, _ suffix: String) async throws {
        let (branches, origin) = (plan.branches, plan.start.fork?.run.description ?? "")
        try await repository.use { repository in
            for (reference, commit) in branches {
                guard let id = ObjectID(hex: commit), repository.contains(id) else {
                    throw RunRefusal("commit '\(commit)' of run '\(origin)' is not in this clone")
                }
                try repository.updateReference(
                    reference + suffix, to: id, expecting: .mustNotExist,
                    logMessage: "autowrk: fork of run \(origin)")
            }
        }
    }

    private func removeBranches(of plan: RunFork, _ suffix: String) async throws {
        let branches = plan.branches
        try await repository.use { repository in
            for (reference, commit) in branches {
                guard let id = ObjectID(hex: commit) else { continue }
                try? repository.deleteReference(reference + suffix, expecting: .mustMatch(id))
            }
        }
    }
}
