import Domain
import Git
import Journal
import Workflow

extension Engine {
    /// Records where the branches of a run are that somebody has moved, where hooks have not done so: there
    /// may be none in this clone. Only a run that waits for that needs to know.
    func recordMoves(of state: RunState) async throws(EngineError) {
        guard state.awaits(event: BranchMove.eventType) else { return }
        let (branches, actor) = (state.branches, configuration.actor)
        do {
            let moved = try await repository.use { repository in
                try branches.compactMap { reference, known -> (branch: String, tip: ObjectID)? in
                    guard let tip = try repository.reference(reference), tip.hex != known.current else {
                        return nil
                    }
                    return (Branches.name(of: reference), tip)
                }
            }
            for (branch, tip) in moved {
                let decision = try await store.journal.read { journal in
                    try BranchSightings.decision(branch, at: tip, nil, by: actor, in: &journal)
                }
                guard let decision else { continue }
                // Somebody else may tell it at the same time.
                do { _ = try await store.journal.append(decision) } catch JournalError.stale {}
            }
        } catch { throw EngineError(error) }
    }
}
