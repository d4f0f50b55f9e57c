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
            var given = Dictionary(
                state.start.inputs.members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
            given.merge(inputs) { $1 }
            let values = try InputValues.resolve(interpreter.definition.inputs, given: given)
            let suffix = "-\(fork.description.prefix(6))"
            let plan = try RunFork(of: state, at: step, inputs: values) { $0 + suffix }
            let attachments = try await material(for: plan, of: loaded, state, suffix)
            try hold(fork)
            do {
                let records = try await store.append(
                    plan.events, to: fork, after: nil, attachments: [0: attachments])
                configuration.observe(.recorded(fork, records ?? []))
            } catch {
                release(fork)
                throw error
            }
            return fork
        } catch { throw EngineError(error) }
    }

    /// Makes the fork's branches, and what its first event has to carry for other clones.
    private func material(
        for plan: RunFork, of loaded: LoadedRun, _ state: RunState, _ suffix: String
    ) async throws -> [Attachment] {
        let (branches, tree) = (plan.branches, plan.start.tree)
        return try await repository.use { repository in
            try RunMaterial(run: loaded).provide(state, in: repository)
            for (reference, commit) in branches {
                guard let commit = ObjectID(hex: commit) else { continue }
                try repository.updateReference(
                    reference + suffix, to: commit, expecting: .mustNotExist,
                    logMessage: "autowrk: fork of run \(state.id)")
            }
            guard let tree = tree.flatMap({ ObjectID(hex: $0) }), let base = ObjectID(hex: state.start.base)
            else { return [] }
            let before = try repository.commit(base).tree
            return try TreeOverlay(from: before, to: tree, in: repository).attachments
        }
    }
}
