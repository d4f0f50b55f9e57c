import Glibc

/// A variable of the environment by which the processes that a command has started are found again,
/// wherever they have gone: it passes from each to those it starts, through new groups and sessions.
///
/// A process that is started with another environment, or that overwrites the memory of its own as some
/// servers do for their title, loses it.
public struct ProcessMark: Sendable, Equatable {
    /// What one process says.
    enum Finding {
        case carried
        case absent
        /// It ended meanwhile.
        case vanished
        /// It is about to become another program and has no environment at this moment.
        case undecided
    }

    /// The variable's name.
    public let variable: String
    /// The value that nobody else's commands have.
    public let value: String

    /// A mark of this name and value; neither is checked.
    public init(variable: String, value: String) {
        self.variable = variable
        self.value = value
    }

    /// Whether a process carries it; those of other users count as not carrying it.
    func finding(in process: pid_t) -> Finding {
        let environment: [UInt8]
        do throws(SystemError) {
            environment = try Files.read("/proc/\(process)/environ")
        } catch {
            return [ENOENT, ESRCH].contains(error.code) ? .vanished : .absent
        }
        if environment.isEmpty { return Self.isChangingProgram(process) ? .undecided : .absent }
        let assignment = Array("\(variable)=\(value)".utf8)
        let isCarried = environment.split(separator: 0).contains { $0.elementsEqual(assignment) }
        return isCarried ? .carried : .absent
    }

    /// Whether a process without an environment is amid `execve(2)`: then the kernel doesn't know yet where
    /// it will be (`env_end` in proc(5)), in contrast to one that is empty. Kernel threads and zombies have
    /// none either, but no program.
    private static func isChangingProgram(_ process: pid_t) -> Bool {
        guard (try? Files.linkTarget(of: "/proc/\(process)/exe")) != nil else { return false }
        return ProcessStatus(process)?.environmentEnd == 0
    }
}
