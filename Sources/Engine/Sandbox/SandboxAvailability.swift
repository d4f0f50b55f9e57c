import Platform
import Synchronization

/// Whether this machine lets commands run in a sandbox.
public enum SandboxAvailability: Sendable, Equatable {
    /// `bwrap` is there and has made one; its absolute path.
    case works(program: String)
    /// It is there, and the system does not let it, for the reason that it gives.
    case forbidden(reason: String)
    /// It is not there.
    case missing

    /// Why no command can run in one; nil where it can.
    public var obstacle: String? {
        switch self {
        case .works: nil
        case .forbidden(let reason): "'bwrap' can't make one: \(reason)"
        case .missing: "there is no program 'bwrap' (package 'bubblewrap')"
        }
    }

    /// Looks for the program and has it make a sandbox, once in a process for each `PATH`: namespaces of users are
    /// forbidden in many containers, and nothing but trying tells.
    ///
    /// - Parameter environment: of this process, not of a command: a folder of the checkout at the front of `PATH`
    ///   must not choose what watches over it.
    public static func probed(in environment: [String: String]) -> SandboxAvailability {
        known.withLock { known in
            let path = environment["PATH"] ?? ""
            if let availability = known[path] { return availability }
            let availability = probe(path)
            known[path] = availability
            return availability
        }
    }

    private static let known = Mutex<[String: SandboxAvailability]>([:])
    private static let patience = Duration.seconds(10)

    private static func probe(_ path: String) -> SandboxAvailability {
        guard let program = try? ProgramLookup.find("bwrap", in: path) else { return .missing }
        let command = ChildCommand(
            [program] + CommandSandbox.base + CommandSandbox.namespaces + ["--unshare-net", "--"]
                // The only program that is known to be there.
                + [program, "--version"],
            environment: ["PATH": path], timeLimit: patience)
        do throws(SystemError) {
            let outcome = try command.run()
            if outcome.succeeded { return .works(program: program) }
            let line = outcome.errorText.split(separator: "\n").last.map { String($0) } ?? "\(outcome.ending)"
            return .forbidden(reason: line.hasPrefix("bwrap: ") ? String(line.dropFirst(7)) : line)
        } catch { return .forbidden(reason: error.description) }
    }
}
