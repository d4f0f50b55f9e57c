import Engine
import Git
import Journal
import Workflow

/// Reads runs for those who look at them.
enum RunReader {
    /// The run, if this clone has its beginning.
    static func view(_ run: RunID, in journal: inout Journal) throws(Failure) -> RunView {
        let state = try loaded(run, in: &journal).state
        return try view(of: state, in: &journal)
    }

    /// A run that is known already.
    static func view(of state: RunState, in journal: inout Journal) throws(Failure) -> RunView {
        let replica: String?
        do { replica = try journal.replica()?.description } catch { throw Failure(error) }
        let presence = RunPresence(commonDirectory: journal.repository.commonDirectory)
        let steps = definition(of: state, in: journal)?.steps ?? []
        let names = steps.compactMap { step in step.name?.constantText.map { (step.id, $0) } }
        let holder = try holder(of: state, in: &journal)
        return RunView(
            state: state, definedSteps: steps.map(\.id),
            stepNames: Dictionary(names, uniquingKeysWith: { $1 }),
            holder: holder.map { RunNames.short($0, in: &journal) },
            shortName: RunNames.short(state.id, in: &journal), isPerformed: presence.isPerformed(state.id),
            isOwn: state.owner == replica)
    }

    /// The run of the same group that is ahead of one which waits for its turn.
    private static func holder(of state: RunState, in journal: inout Journal) throws(Failure) -> RunID? {
        guard case .pending = state.phase, let group = state.start.group else { return nil }
        let runs: [RunSummary]
        do { runs = try RunIndex.unfinished(in: &journal).filter { $0.group == group } } catch {
            throw Failure(error)
        }
        let ahead = runs.first { $0.status != .pending } ?? runs.first
        return ahead?.id == state.id ? nil : ahead?.id
    }

    /// The run with all of its events.
    static func loaded(
        _ run: RunID, in journal: inout Journal
    ) throws(Failure) -> (run: LoadedRun, state: RunState) {
        let loaded: LoadedRun
        do { loaded = try LoadedRun(run, from: &journal) } catch { throw Failure(error) }
        guard let state = loaded.state else {
            throw Failure(
                .repository, "cannot show run '\(run)': its beginning is not in this clone",
                hints: ["'git autowrk sync' fetches what other clones have"])
        }
        return (loaded, state)
    }

    /// The definition that a run was started with; nil where it is not here or can't be read any more.
    static func definition(of state: RunState, in journal: borrowing Journal) -> Definition? {
        guard let blob = ObjectID(hex: state.start.definition), let text = try? journal.attachment(blob)
        else { return nil }
        return Definition.read(
            text, name: state.start.workflow, catalogue: Catalogue(actions: Actions.table.signatures),
            isStarted: true
        ).0
    }
}
