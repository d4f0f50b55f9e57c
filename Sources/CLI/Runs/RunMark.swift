import Workflow

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
