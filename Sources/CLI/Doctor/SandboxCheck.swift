import Engine
import Git
import Journal
import Platform

extension DoctorCheck {
    /// What agents run is the text of others, and not every system lets a user shut it in.
    static let sandbox = DoctorCheck(name: "sandbox") { (journal, session) throws(Failure) in
        let scope = try session.configuration(of: journal.repository).sandboxes(in: session.environment).scope
        if scope == .none { return [.ok("not wanted")] }
        let (fault, remedy): (String, String?)
        switch SandboxAvailability.probed(in: session.environment) {
        case .works: return [.ok(scope == .all ? "for all commands" : "for the commands of agents")]
        case .missing: (fault, remedy) = ("there is no program 'bwrap'", "apt-get install bubblewrap")
        case .forbidden(let reason):
            (fault, remedy) = ("'bwrap' can't make one: \(printable(reason))", SandboxLimit.found?.remedy)
        }
        // Where all commands need one none of them runs.
        return [
            scope == .all
                ? .problem(fault, remedy: remedy)
                : .warning("commands of agents run without: \(fault)", remedy: remedy)
        ]
    }
}

/// A setting of the kernel that keeps users from making namespaces.
private struct SandboxLimit {
    let file: String
    let forbidding: String
    let remedy: String

    /// The one that is in the way here; nil where it is something else, as the rules of a container.
    static var found: SandboxLimit? {
        all.first { limit in
            guard let text = try? Files.read("/proc/sys/\(limit.file)") else { return false }
            return String(decoding: text.prefix { $0 > 0x20 }, as: UTF8.self) == limit.forbidding
        }
    }

    private static let all = [
        SandboxLimit(
            file: "user/max_user_namespaces", forbidding: "0",
            remedy: "sysctl -w user.max_user_namespaces=15000"),
        // Debian and Arch.
        SandboxLimit(
            file: "kernel/unprivileged_userns_clone", forbidding: "0",
            remedy: "sysctl -w kernel.unprivileged_userns_clone=1"),
        // Ubuntu from 23.10 on.
        SandboxLimit(
            file: "kernel/apparmor_restrict_unprivileged_userns", forbidding: "1",
            remedy: "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"),
    ]
}
