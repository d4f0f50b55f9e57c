import Platform
import Workflow

/// Draws runs on a terminal, each time over what was there.
struct RunScreen {
    let style: TextStyle
    /// How many lines the last picture had.
    private var height = 0

    /// As many of the last lines of a command's output are shown.
    static let tailLines = 4

    init(style: TextStyle) { self.style = style }

    /// What to print so that the terminal shows `lines` and the cursor stands behind them.
    ///
    /// - Parameters:
    ///   - lines: without line feeds; marks of colour count for nothing.
    ///   - size: of the terminal; what does not fit is left out at the top and at the right.
    mutating func picture(_ lines: [String], size: (columns: Int, rows: Int)) -> String {
        let shown = lines.suffix(max(1, size.rows - 1))
        var text = height > 0 ? "\r\u{1B}[\(height)A" : "\r"
        for line in shown { text += fit(line, size.columns - 1) + "\u{1B}[K\n" }
        height = shown.count
        return text + "\u{1B}[J"
    }

    /// The lines about a run while it goes on.
    func lines(
        of view: RunView, tails: [String: OutputTail], at now: Timestamp
    ) -> [String] {
        let mark = RunMark(view.state.status, isInterrupted: view.isInterrupted).text(style)
        let span = TimeText.span(view.milliseconds(at: now))
        var lines = [
            "\(mark) \(style.bold("run \(view.shortName)"))  \(view.state.start.workflow)  \(style.faint(span))"
        ]
        for step in view.steps {
            lines.append("  " + line(of: step, in: view, at: now))
            guard view.state.steps[step]?.status == .running, let tail = tails[step] else { continue }
            lines += tail.last.map { "      " + style.faint("\(style.bar) \($0)") }
        }
        return lines
    }

    /// A step, how it stands and for how long.
    func line(of step: String, in view: RunView, at now: Timestamp) -> String {
        let state = view.state.steps[step]
        let mark = RunMark(state).text(style)
        let text =
            state.map {
                StepText.describe(
                    $0, named: view.stepNames[step], isPerformed: view.isPerformed, at: now)
            } ?? ""
        return "\(mark) \(step)" + (text.isEmpty ? "" : "  \(harmless(text))")
    }

    /// The longest beginning of a line that has room; escape sequences take none.
    private func fit(_ line: String, _ width: Int) -> String {
        if line.unicodeScalars.count <= width { return line }
        var (text, taken, isCut) = ("", 0, false)
        var rest = line[...]
        while let character = rest.first {
            if character == "\u{1B}", let end = rest.firstIndex(of: "m") {
                text += rest[...end]
                rest = rest[rest.index(after: end)...]
                continue
            }
            let columns = String(character).displayWidth
            isCut = isCut || taken + columns > width
            if !isCut {
                text.append(character)
                taken += columns
            }
            rest = rest.dropFirst()
        }
        return text
    }
}
