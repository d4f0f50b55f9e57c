import Git
import Workflow

extension Engine {
    /// Makes what a run works on be there: the trees and commits that its events tell of. In a clone that
    /// the run has not been in before it gets its branches, too.
    ///
    /// - Throws: ``EngineError/missingObject(_:object:)`` for what only another clone has.
    func provideMaterial(of loaded: LoadedRun, _ state: RunState, isTakenOver: Bool) async throws(EngineError)
    {
        // What a fork has from the run that it comes from is told of there.
        if let origin = state.start.fork?.run, let other = try? await store.load(origin),
            let state = other.state
        {
            try? await provideMaterial(of: other, state, isTakenOver: false)
        }
        let (material, configuration) = (RunMaterial(loaded, state), configuration)
        do {
            try await repository.use { repository in
                try material.provide(configuration, in: repository)
                if isTakenOver { try material.restoreBranches(in: repository) }
            }
        } catch { throw EngineError(error) }
    }
}
