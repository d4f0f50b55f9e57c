import Platform

extension Workbench {
    /// Waits until all has ended that programs have left in the background here, as hooks do, so that nobody pays
    /// for somebody else's. They are known by their `HOME`.
    func waitForBackground() throws {
        let processes = MarkedProcesses(ProcessMark(variable: "HOME", value: folder))
        guard processes.waitForEnd(within: .seconds(60)) else {
            throw BenchError(.failure, "what runs in the background does not end")
        }
    }
}
