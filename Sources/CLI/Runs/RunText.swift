import Platform
import Workflow

/// Spans of time and moments, for people.
enum TimeText {
    /// As in `85 ms`, `1.2 s`, `2 m 05 s`, `3 h 20 m`, `4 d 2 h`.
    static func span(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        switch milliseconds {
        case ..<1000: return "\(max(0, milliseconds)) ms"
        case ..<60_000: return "\(seconds).\(milliseconds % 1000 / 100) s"
        case ..<3_600_000: return "\(seconds / 60) m \(padded(seconds % 60)) s"
        case ..<86_400_000: return "\(seconds / 3600) h \(padded(seconds / 60 % 60)) m"
        default: return "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
        }
    }

    /// The largest unit only, as in `3 m ago`.
    static func age(_ time: Timestamp, at now: Timestamp) -> String {
        let seconds = max(0, now.milliseconds - time.milliseconds) / 1000
        switch seconds {
        case ..<60: return "\(seconds) s ago"
        case ..<3600: return "\(seconds / 60) m ago"
        case ..<86_400: return "\(seconds / 3600) h ago"
        default: return "\(seconds / 86_400) d ago"
        }
    }

    /// As in `2026-11-21 04:27:11`, in UTC.
    static func moment(_ time: Timestamp) -> String {
        String(time.iso8601.prefix(19).replacing("T", with: " "))
    }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// What stands in front of a line to show at a glance how it goes.
enum RunMark {
    case done, failed, running, waiting, skipped, retrying, unclear, open, undone, remark

    /// The mark alone.
    func text(_ style: TextStyle) -> String {
        let (unicode, ascii, colour) = forms
        let mark = style.isUnicode ? unicode : ascii
        return style.usesColour ? "\u{1B}[\(colour)m\(mark)\u{1B}[m" : mark
    }

    private var forms: (String, String, colour: Int) {
        switch self {
        case .done: ("✓", "+", 32)
        case .failed: ("✗", "x", 31)
        case .running: ("▸", ">", 36)
        case .waiting: ("●", "*", 33)
        case .skipped: ("-", "-", 2)
        case .retrying: ("↻", "~", 33)
        case .unclear: ("?", "?", 35)
        case .open: ("·", ".", 2)
        case .undone: ("↩", "<", 36)
        case .remark: ("·", ".", 2)
        }
    }

    /// For a step; nil stands for one that the run has not come to.
    init(_ step: StepState?) {
        switch step?.status {
        case nil: self = .open
        case .running: self = .running
        case .waiting: self = .waiting
        case .retrying: self = .retrying
        case .completed: self = step?.compensation?.isDone ?? false ? .undone : .done
        case .failed: self = .failed
        case .skipped: self = .skipped
        case .unknown, .interrupted: self = .unclear
        }
    }

    /// For a run.
    init(_ status: RunStatus, isInterrupted: Bool) {
        switch status {
        case .pending: self = .open
        case .running: self = isInterrupted ? .unclear : .running
        case .waiting: self = .waiting
        case .completed: self = .done
        case .failed: self = .failed
        case .cancelled: self = .skipped
        case .rolledBack: self = .undone
        }
    }
}

extension RunStatus {
    /// As people read it.
    func words(isInterrupted: Bool) -> String {
        if isInterrupted { return RunSelection.interrupted }
        return self == .rolledBack ? "rolled back" : rawValue
    }
}

/// What the place that text goes to can show.
struct TextStyle: Sendable {
    var isUnicode: Bool
    var usesColour: Bool

    /// For standard output.
    static func output(_ terminal: Terminal) -> TextStyle {
        TextStyle(isUnicode: terminal.isUnicode, usesColour: terminal.usesColour)
    }

    /// The same without colours.
    var plain: TextStyle { TextStyle(isUnicode: isUnicode, usesColour: false) }

    /// For standard error.
    static func error(_ terminal: Terminal) -> TextStyle {
        TextStyle(isUnicode: terminal.isUnicode, usesColour: terminal.usesErrorColour)
    }

    /// Text that is less important than what stands around it.
    func faint(_ text: String) -> String { usesColour ? "\u{1B}[2m\(text)\u{1B}[m" : text }

    /// Text that matters most.
    func bold(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[m" : text }

    /// What stands in front of lines that a command has printed.
    var bar: String { isUnicode ? "│" : "|" }
}
