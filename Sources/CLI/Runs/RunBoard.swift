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

    let mode: Mode
    private let style: TextStyle
    private let time: TimeSource
    /// Whether lines name their runs.
    private let namesRuns: Bool
    private let state: Mutex<RunBoardState>

    /// - Parameters:
    ///   - journal: nobody else uses it from now on.
    ///   - namesRuns: whether there may be several runs.
    init(_ journal: consuming sending Journal, _ session: borrowing Session, mode: Mode, namesRuns: Bool) {
        let style = TextStyle.error(session.terminal)
        (self.mode, self.style, time, self.namesRuns) = (mode, style, session.time, namesRuns)
        state = Mutex(RunBoardState(journal: journal, style: style))
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
            if mode == .screen { state.withLock { $0.take(bytes, of: step, run) } }
        case .remarked(_, _, let text): remark("autowrk: \(text)")
        }
    }

    private func take(_ records: [RunRecord], of run: RunID) {
        state.withLock { state in
            guard !state.isClosed, let view = state.take(records, of: run) else { return }
            if mode == .lines { tell(records, of: view, in: state) }
        }
    }

    /// Shows a run as somebody has read it, and the facts that are new.
    func show(_ run: RunState, isPerformed: Bool, news: [RunRecord]) {
        state.withLock { state in
            guard let view = state.take(run, isPerformed: isPerformed) else { return }
            if mode == .lines { tell(news, of: view, in: state) }
        }
    }

    /// Notes whether somebody is at a run.
    func setPerformed(_ run: RunID, _ isPerformed: Bool) {
        state.withLock { $0.setPerformed(run, isPerformed) }
    }

    private func tell(_ records: [RunRecord], of view: RunView, in state: borrowing RunBoardState) {
        for record in records {
            write(RunLines(style: style).lines(for: record, in: view), of: view, in: state)
        }
    }

    private func write(_ lines: [String], of view: RunView, in state: borrowing RunBoardState) {
        let isMain = state.main == view.state.id
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
        guard mode == .screen else { return announce() }
        guard let size = Terminal.errorSize() else { return }
        let now = time.now()
        StandardError.write(state.withLock { $0.picture(size: size, at: now) })
    }

    /// Names the steps that have been under way for long enough that somebody may wonder.
    private func announce() {
        let now = time.now()
        state.withLock { state in
            for (run, step) in state.newlyLong(at: now) {
                write([RunLines(style: style).running(step)], of: run, in: state)
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
