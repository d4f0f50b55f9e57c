import Platform
import Workflow

@testable import Engine

/// Whether anything is running that an attempt at a step of a run has started.
func hasProcesses(_ run: RunID, step: String, attempt: Int = 1) -> Bool {
    MarkedProcesses(Workplace.mark(run, step, attempt)).exist()
}
