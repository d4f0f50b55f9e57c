import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

/// A run with what belongs to showing it.
struct RunView: Sendable {
    var state: RunState
    /// The ids of all steps: as the definition has them, then others.
    let definedSteps: [String]
    /// What people have to type for the run.
    let shortName: String
    /// Whether a process of this clone goes on with it right now.
    var isPerformed: Bool
    /// Whether this clone owns it.
    var isOwn: Bool

    /// The steps in the order in which they are shown.
    var steps: [String] {
        let known = Set(definedSteps)
        let others = state.steps.filter { !known.contains($0.key) }
            .sorted { ($0.value.order, $0.key) < ($1.value.order, $1.key) }
        return definedSteps + others.map(\.key)
    }

    /// Whether the run was under way in a process that is gone.
    var isInterrupted: Bool {
        isOwn && !isPerformed && state.status == .running
    }

    /// Where the run stands, for people.
    var status: String { state.status.words(isInterrupted: isInterrupted) }

    /// What it waits for, or why it failed.
    var reason: String? { isInterrupted ? nil : state.reason }

    /// From its start to its end, or to now.
    func milliseconds(at now: Timestamp) -> Int64 {
        max(0, (state.endedAt ?? now).milliseconds - state.startedAt.milliseconds)
    }
}

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
        return RunView(
            state: state, definedSteps: definition(of: state, in: journal)?.steps.map(\.id) ?? [],
            shortName: RunNames.short(state.id, in: &journal), isPerformed: presence.isPerformed(state.id),
            isOwn: state.owner == replica)
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
            text, name: state.start.workflow, catalogue: Catalogue(actions: ActionTable.signatures),
            isStarted: true
        ).0
    }
}
