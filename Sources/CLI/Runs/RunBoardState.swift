import Journal
import Platform
import Workflow

/// The runs that a board shows, as far as they are known.
struct RunBoardState: ~Copyable {
    /// Said below the runs where they are drawn.
    var note: String?
    /// Whether news are too late.
    var isClosed = false
    /// For looking only.
    private var journal: Journal
    private var runs: [RunID: RunView] = [:]
    private var order: [RunID] = []
    private var tails: [RunID: [String: OutputTail]] = [:]
    /// Steps that were said to be under way, by run and attempt.
    private var announced: Set<String> = []
    private var screen: RunScreen

    /// A step that has gone on for so long, in milliseconds, makes people wonder.
    private static let patience: Int64 = 2000

    init(journal: consuming Journal, style: TextStyle) {
        self.journal = journal
        screen = RunScreen(style: style)
    }

    /// The run that was shown first.
    var main: RunID? { order.first }

    /// Takes in what was just recorded; nil when nothing is known of the run.
    mutating func take(_ records: [RunRecord], of run: RunID) -> RunView? {
        guard runs[run] == nil else {
            runs[run]?.state.append(records)
            return runs[run]
        }
        // What was just recorded is among what is read.
        guard var view = try? RunReader.view(run, in: &journal) else { return nil }
        view.isPerformed = true
        put(view)
        return view
    }

    /// Takes in a run as somebody has read it.
    mutating func take(_ state: RunState, isPerformed: Bool) -> RunView? {
        guard var view = runs[state.id] ?? (try? RunReader.view(of: state, in: &journal)) else { return nil }
        view.state = state
        view.isPerformed = isPerformed
        put(view)
        return view
    }

    /// Takes in what a step's command has printed.
    mutating func take(_ bytes: [UInt8], of step: String, _ run: RunID) {
        tails[run, default: [:]][step, default: OutputTail(count: RunScreen.tailLines)].append(bytes)
    }

    /// Notes whether somebody is at a run.
    mutating func setPerformed(_ run: RunID, _ isPerformed: Bool) { runs[run]?.isPerformed = isPerformed }

    private mutating func put(_ view: RunView) {
        let run = view.state.id
        if runs.updateValue(view, forKey: run) == nil { order.append(run) }
    }

    /// What to print so that a terminal of this size shows how all runs stand.
    mutating func picture(size: (columns: Int, rows: Int), at now: Timestamp) -> String {
        var lines: [String] = []
        for run in order {
            guard let view = runs[run] else { continue }
            lines += screen.lines(of: view, tails: tails[run] ?? [:], at: now)
        }
        if let note { lines.append(note) }
        return screen.picture(lines, size: size)
    }

    /// The steps that have been under way for long by now; each attempt is told of once.
    mutating func newlyLong(at now: Timestamp) -> [(run: RunView, step: String)] {
        var found: [(run: RunView, step: String)] = []
        for run in order {
            guard let view = runs[run], view.isPerformed else { continue }
            for (id, step) in view.state.steps where step.status == .running {
                let start = step.startedAt?.milliseconds ?? now.milliseconds
                guard now.milliseconds - start >= Self.patience,
                    announced.insert("\(run)/\(id)/\(step.attempts)").inserted
                else { continue }
                found.append((view, id))
            }
        }
        return found
    }
}
