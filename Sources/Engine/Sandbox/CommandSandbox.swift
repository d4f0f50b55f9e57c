public import Platform

/// Runs commands where they can write their checkout and nothing else, see no credentials, and have no network
/// but a loopback interface of their own: by bubblewrap (bwrap(1)).
///
/// A command in a sandbox ends as it would without one, with two exceptions: a shell's number, 128 and the
/// signal, stands for an end by a signal, and what it leaves behind gets its signals in the sandbox. It
/// stays in its process group and carries its mark, so that time limits and requests to stop reach all of it.
public struct CommandSandbox: Sendable, Equatable {
    /// The absolute path of `bwrap`.
    let program: String
    /// What commands see.
    let rules: SandboxRules
    /// Of this process: where the home folder is, and what rules name.
    let environment: [String: String]
    /// Whether commands see the network of this machine.
    public var hasNetwork = false

    init(program: String, rules: SandboxRules, environment: [String: String]) {
        (self.program, self.rules, self.environment) = (program, rules, environment)
    }

    /// The file system as a whole. Without a terminal, into which a command could type (CVE-2017-5226): a session
    /// of its own would help as well, and take the command out of its process group.
    static let base =
        ["--ro-bind", "/", "/", "--dev", "/dev", "--dev-bind", "/dev/null", "/dev/tty", "--proc", "/proc"]
        + kernelSettings.flatMap { ["--ro-bind-try", "/proc/\($0)", "/proc/\($0)"] }

    /// What settings of the kernel stand in below `/proc`. Many of them look at the owner and not at capabilities:
    /// who is root outside could set them from within, and `kernel/core_pattern` names a program that the kernel
    /// runs outside of all namespaces (core(5)).
    private static let kernelSettings = ["sys", "sysrq-trigger", "mtrr", "acpi", "scsi", "fs"]

    /// Processes, users, names and memory of its own. No `--die-with-parent`: a request to stop ends `bwrap` at
    /// once, and the command is to have its grace all the same.
    static let namespaces = [
        "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--cap-drop", "ALL",
    ]

    /// The command that runs the given one in a sandbox.
    ///
    /// - Parameters:
    ///   - command: what is to be run. Its streams must not be a terminal.
    ///   - places: what it may read and write.
    /// - Throws: as the command itself, where its program is not there.
    public func wrap(
        _ command: ChildCommand, at places: SandboxPlaces
    ) throws(SystemError) -> ChildCommand {
        guard let name = command.arguments.first else { return command }
        _ = try ProgramLookup.find(name, in: command.environment["PATH"])
        var mounts = SandboxMounts(environment)
        for path in rules.empty { mounts.empty(path) }
        mounts.emptyHome(except: rules.hidden)
        for path in rules.shown { mounts.show(path) }
        for folder in (command.environment["PATH"] ?? "").split(separator: ":") {
            mounts.show(String(folder))
        }
        for path in rules.hidden { mounts.hide(path) }
        for path in places.repository { mounts.show(path, always: true) }
        for path in places.covered { mounts.hide(path) }
        for path in places.readable { mounts.show(path, always: true) }
        for path in places.writable + [places.checkout] { mounts.open(path) }
        mounts.show("\(places.checkout)/.git", always: true)

        var wrapped = command
        wrapped.arguments = [program] + Self.base + mounts.arguments + Self.namespaces
        if !hasNetwork { wrapped.arguments.append("--unshare-net") }
        if let folder = command.workingDirectory { wrapped.arguments += ["--chdir", folder] }
        wrapped.arguments += ["--"] + command.arguments
        for (name, value) in rules.variables {
            if !"/~$".contains(value.prefix(1)) {
                wrapped.environment[name] = value
            } else if let path = mounts.expand(value), Files.exists(path) {
                wrapped.environment[name] = path
            }
        }
        return wrapped
    }
}
