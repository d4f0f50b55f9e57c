import Glibc
import Platform

extension Sandbox {
    /// Waits until all has ended that commands of this sandbox have left in the background, as hooks do.
    ///
    /// They are known by the sandbox's `HOME`, which nobody else has. A command that runs for a test counts,
    /// too: end it before.
    public func waitForBackground() throws {
        let processes = MarkedProcesses(ProcessMark(variable: "HOME", value: home))
        guard processes.waitForEnd(within: .seconds(120)) else {
            throw SystemError(code: ETIMEDOUT, operation: "wait for the background", path: path)
        }
    }
}
