import Platform
import Workflow

extension ExitStatus {
    /// How it stands with a run that was followed.
    init(_ state: RunState) {
        switch state.status {
        case .completed: self = .done
        case .failed, .cancelled, .rolledBack: self = .failed
        case .pending, .running, .waiting: self = .waiting
        }
    }

    /// What is told of several runs: a failure says more than a wait, and that more than success.
    func worse(_ other: ExitStatus) -> ExitStatus {
        other == .failed || self == .done ? other : self
    }

    /// The end by a signal, as a shell has it.
    init(_ signal: StopSignal) {
        switch signal {
        case .hangUp: self = .hungUp
        case .interrupt: self = .interrupted
        case .terminate: self = .terminated
        }
    }
}
