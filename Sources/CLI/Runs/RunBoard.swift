import Engine
import Git
import Journal
import Platform
import Synchronization
import Workflow

/// Shows runs on standard error while they go on: drawn over and over on a terminal, else line by line.
final class RunBoard: Sendable {
    /// Whether runs are drawn where they stood before, or told of line by line.
    enum Mode: Sendable {
        case lines, screen
    }

    private struct State: ~Copyable {
        /// For looking only.
        var journal: Journal
        var runs: [RunID: RunView] = [:]
        var order: [RunID] = []
        var tails: [RunID: [String: OutputTail]] = [:]
        /// Steps that were said to be under way, by run and attempt.
        var announced: Set<String> = []
        var screen: RunScreen
        var note: String?
        var isClosed = false

        /// Takes in how a run stands; a new one is shown below the others.
        mutating func put(_ view: RunView) {
            let run = view.state.id
            if runs.updateValue(view, forKey: run) == nil { order.append(run) }
        }
    }

    let mode: Mode
    private let style: TextStyle
    private let time: TimeSource
    /// Whether lines name their runs.
    private let namesRuns: Bool
    private let state: Mutex<State>

    /// - Parameters:
    ///   - journal: nobody else uses it from now on.
    ///   - namesRuns: whether there may be several runs.
    init(_ journal: consuming sending Journal, _ session: borrowing Session, mode: Mode, namesRuns: Bool) {
        let style = TextStyle.error(session.terminal)
        (self.mode, self.style, time, self.namesRuns) = (mode, style, session.time, namesRuns)
        state = Mutex(State(journal: journal, screen: RunScreen(style: style)))
    }

    /// On a terminal that can be drawn on it is drawn, else there are lines.
    static func mode(_ session: borrowing Session) -> Mode {
        let isDumb = ["", "dumb"].contains(session.environment["TERM", default: ""])
        return session.terminal.isErrorTerminal && !isDumb ? .screen : .lines
    }

    /// What the engine hands its news to.
    var observer: @Sendable (RunProgress) -> Void { { self.observe($0) } }

    func observe(_ progress: RunProgress) {
        switch progress {
        case .recorded(let run, let records): take(records, of: run)
        case .printed(let run, let step, let bytes):
            guard mode == .screen else { return }
            state.withLock { state in
                state.tails[run, default: [:]][step, default: OutputTail(count: RunScreen.tailLines)]
                    .append(bytes)
            }
        }
    }

    private func take(_ records: [RunRecord], of run: RunID) {
        state.withLock { state in
            guard !state.isClosed, let view = note(records, of: run, in: &state) else { return }
            if mode == .lines { tell(records, of: view, in: state) }
        }
    }

    /// Shows a run as somebody has read it, and the facts that are new.
    func show(_ run: RunID, _ loaded: RunState, isPerformed: Bool, news: [RunRecord]) {
        state.withLock { state in
            guard var view = state.runs[run] ?? (try? RunReader.view(of: loaded, in: &state.journal)) else {
                return
            }
            view.state = loaded
            view.isPerformed = isPerformed
            state.put(view)
            if mode == .lines { tell(news, of: view, in: state) }
        }
    }

    /// Notes whether somebody is at a run.
    func setPerformed(_ run: RunID, _ isPerformed: Bool) {
        state.withLock { $0.runs[run]?.isPerformed = isPerformed }
    }

    /// Brings what is known of a run up to date; nil when nothing is known.
    private func note(_ records: [RunRecord], of run: RunID, in state: inout State) -> RunView? {
        guard state.runs[run] == nil else {
            state.runs[run]?.state.append(records)
            return state.runs[run]
        }
        // What was just recorded is among what is read.
        guard var view = try? RunReader.view(run, in: &state.journal) else { return nil }
        view.isPerformed = true
        state.put(view)
        return view
    }

    private func tell(_ records: [RunRecord], of view: RunView, in state: borrowing State) {
        for record in records {
            write(RunLines(style: style).lines(for: record, in: view), of: view, in: state)
        }
    }

    private func write(_ lines: [String], of view: RunView, in state: borrowing State) {
        let isMain = state.order.first == view.state.id
        let name = namesRuns || !isMain ? "\(style.faint(view.shortName)) " : ""
        let text = lines.map { name + $0 + "\n" }.joined()
        if !text.isEmpty { StandardError.write(text) }
    }

    // MARK: Drawing

    /// Draws as long as `body` takes.
    func whileDrawn<R: Sendable>(_ body: @Sendable () async -> R) async -> R {
        let interval = Duration.milliseconds(mode == .screen ? 100 : 500)
        let drawing = Task {
            while !Task.isCancelled {
                self.draw()
                try? await Task.sleep(for: interval)
            }
        }
        let value = await body()
        drawing.cancel()
        await drawing.value
        draw()
        return value
    }

    /// Shows how it stands now.
    func draw() {
        if mode == .lines { return announce() }
        guard mode == .screen, let size = Terminal.errorSize() else { return }
        let now = time.now()
        let picture = state.withLock { state in
            var lines: [String] = []
            for run in state.order {
                guard let view = state.runs[run] else { continue }
                lines += state.screen.lines(of: view, tails: state.tails[run] ?? [:], at: now)
            }
            if let note = state.note { lines.append(note) }
            return state.screen.picture(lines, size: size)
        }
        StandardError.write(picture)
    }

    /// Names the steps that have been under way for long enough that somebody may wonder.
    private func announce() {
        let now = time.now()
        state.withLock { state in
            for run in state.order {
                guard let view = state.runs[run], view.isPerformed else { continue }
                for (id, step) in view.state.steps where step.status == .running {
                    let isLong = step.startedAt.map { now.milliseconds - $0.milliseconds >= 2000 } ?? false
                    guard isLong, state.announced.insert("\(run)/\(id)/\(step.attempts)").inserted else {
                        continue
                    }
                    write([RunLines(style: style).running(id)], of: view, in: state)
                }
            }
        }
    }

    /// Says something to the person in front of the terminal, beside the runs.
    func remark(_ text: String) {
        guard mode == .screen else { return StandardError.write(text + "\n") }
        state.withLock { $0.note = text }
    }

    /// Says that a signal has arrived.
    func remarkStop() { remark("stopping \(style.isUnicode ? "…" : "...") (once more stops at once)") }

    /// Says how it stands with a run that has come to rest, among others that go on.
    func report(_ view: RunView) {
        let text = text(about: view)
        state.withLock { _ in StandardError.write(text) }
    }

    /// Shows nothing more of what is still to come, and says how it stands with runs.
    func finish(_ views: [RunView]) {
        let text = views.map { self.text(about: $0) }.joined()
        state.withLock { state in
            state.isClosed = true
            if !text.isEmpty { StandardError.write(text) }
        }
    }

    private func text(about view: RunView) -> String {
        let lines = RunLines(style: style).standing(of: view, at: time.now())
        let leftovers = RunLines.leftovers(of: view.state).map { "    \($0)" }
        return (lines + leftovers).map { $0 + "\n" }.joined()
    }
}
