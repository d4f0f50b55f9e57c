import Domain
import Platform
import Synchronization
import Verification

/// Shows a verification while it goes on: what runs now, drawn over and over on a terminal, else told of when
/// it begins; and a line for each check that has ended.
final class VerificationBoard: Sendable {
    private struct Running {
        let name: String
        let stopwatch = Stopwatch()
        var counts: TestCounts?
        var tail = OutputTail(count: 1)
    }

    private struct State {
        var running: Running?
        var screen: RunScreen
        var note: String?
        var isDrawn = false
        var lines: [String] = []
    }

    private let mode: RunBoard.Mode
    private let style: TextStyle
    private let state: Mutex<State>
    /// Gets the lines about a check that has ended.
    private let print: @Sendable ([String]) -> Void
    /// In the style of the place where they go.
    private let lines: VerificationLines

    init(
        _ session: borrowing Session, style: TextStyle, print: @escaping @Sendable ([String]) -> Void
    ) {
        mode = RunBoard.mode(session)
        (self.style, self.print) = (TextStyle.error(session.terminal), print)
        lines = VerificationLines(style: style)
        state = Mutex(State(screen: RunScreen(style: TextStyle.error(session.terminal))))
    }

    /// Prints results as they come; the session's own stream has nothing in it yet. A reader that has gone is
    /// noticed when the last line is printed.
    static func printNow(_ text: String) {
        guard var stream = try? StandardOutput.stream() else { return }
        try? stream.write(text)
        try? stream.flush()
    }

    /// Takes the news.
    func observe(_ progress: VerificationProgress) {
        state.withLock { state in
            switch progress {
            case .planned: break
            case .preparing(let name): begin(name, &state)
            case .began(let name): begin(name, &state)
            case .printed(_, let bytes): state.running?.tail.append(bytes)
            case .counted(_, let counts): state.running?.counts = counts
            case .remarked(let text):
                erase(&state)
                StandardError.write("\(harmless(text))\n")
            case .ended(let result, let isKnown):
                state.running = nil
                erase(&state)
                print(lines.lines(for: result, isKnown: isKnown))
            }
        }
    }

    private func begin(_ name: String, _ state: inout State) {
        state.running = Running(name: name)
        guard mode == .lines else { return }
        StandardError.write("\(RunMark.running.text(style)) \(harmless(name))\n")
    }

    /// Draws as long as `body` takes.
    func whileDrawn<R: Sendable>(_ body: @Sendable () async -> R) async -> R {
        guard mode == .screen else { return await body() }
        let drawing = Task {
            while !Task.isCancelled {
                self.draw()
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
        let value = await body()
        drawing.cancel()
        await drawing.value
        state.withLock { erase(&$0) }
        return value
    }

    private func draw() {
        guard let size = Terminal.errorSize() else { return }
        state.withLock { state in
            guard let running = state.running else { return }
            let span = TimeText.span(Int64(running.stopwatch.elapsedMilliseconds))
            let counts = running.counts.map { "  \($0.text)" } ?? ""
            var lines = [
                "\(RunMark.running.text(style)) \(harmless(running.name))\(counts)  \(style.faint(span))"
            ]
            lines += running.tail.last.map { "    " + style.faint("\(style.bar) \($0)") }
            if let note = state.note { lines.append(note) }
            StandardError.write(state.screen.picture(lines, size: size))
            state.isDrawn = true
        }
    }

    private func erase(_ state: inout State) {
        guard state.isDrawn, let size = Terminal.errorSize() else { return }
        StandardError.write(state.screen.picture([], size: size))
        state.isDrawn = false
    }

    /// Says that a signal has arrived.
    func remarkStop() {
        let text = "stopping \(style.isUnicode ? "…" : "...") (once more stops at once)"
        guard mode == .screen else { return StandardError.write(text + "\n") }
        state.withLock { $0.note = text }
    }
}

/// The lines about results, for people.
struct VerificationLines {
    let style: TextStyle

    /// A result, and what explains a failure.
    func lines(for result: CheckResult, isKnown: Bool) -> [String] {
        var line = "\(mark(of: result).text(style)) \(harmless(result.line))"
        if isKnown, result.standIn == nil { line += style.faint(" [known]") }
        guard result.status != .passed, let excerpt = result.excerpt else { return [line] }
        let explanation = excerpt.split(separator: "\n", omittingEmptySubsequences: false).map {
            "    " + style.faint("\(style.bar) ") + harmless(withoutEscapes(String($0)))
        }
        return [line] + explanation
    }

    private func mark(of result: CheckResult) -> RunMark {
        switch result.status {
        case .passed: .done
        case .failed, .timedOut, .missing: result.isCritical ? .failed : .remark
        case .skipped: result.isGood ? .done : .skipped
        }
    }
}
