import Git
import Hooks
import JSON
import Journal
import Platform

/// What `init` did about hooks, and how it is told.
struct HookSetup {
    private var report: HookInstallation.Report?
    /// What kept it from being done; that is no reason for `init` to fail.
    private var failure: Failure?
    private let isWanted: Bool

    /// Installs the hooks; where they are not wanted it takes them out.
    ///
    /// - Parameter isAskedFor: whether the command says so; `autowrk.hooks` has a say, too.
    init(
        isAskedFor: Bool, _ journal: borrowing Journal, _ session: borrowing Session
    ) throws(Failure) {
        let isConfigured = try session.configuration(of: journal.repository).bool("autowrk.hooks") ?? true
        isWanted = isAskedFor && isConfigured
        guard let program = Environment.programPath else { return }
        do throws(HookError) {
            let installation = try Self.installation(in: journal, session)
            if isWanted {
                report = try installation.install(program: program)
            } else {
                report = try installation.uninstall()
            }
        } catch {
            failure = Failure(error)
        }
    }

    /// The hooks of the journal's repository.
    static func installation(
        in journal: borrowing Journal, _ session: borrowing Session
    ) throws(HookError) -> HookInstallation {
        let repository = journal.repository.commonDirectory
        return try HookInstallation(
            in: repository, from: journal.repository.workingDirectory ?? repository,
            environment: session.environment)
    }

    /// For people.
    var lines: [String] {
        guard failure == nil, let report else { return [] }
        if !isWanted { return report.hasChanged ? ["hooks: taken out"] : [] }
        guard let layout = report.layout else { return [] }
        var lines = ["hooks: \(report.hasChanged ? "installed" : "as they were"), \(layout.text)"]
        for manager in report.managers {
            lines.append("    beside \(manager.rawValue)" + (manager.advice.map { ": \($0)" } ?? ""))
        }
        return lines
    }

    var warnings: [String] {
        if let failure {
            return ["no hooks were \(isWanted ? "installed" : "taken out"): \(failure.message)"]
        }
        return (reason.map { ["no hooks were installed: \($0)"] } ?? [])
            + (report?.remarks ?? []).map { printable($0) }
    }

    /// Why none are there though they are wanted; nil where they are.
    private var reason: String? {
        guard isWanted, let report, report.layout == nil else { return nil }
        return "core.hooksPath is '/dev/null'"
    }

    var json: JSON {
        [
            "layout": report?.layout.map { .string($0.rawValue) } ?? .null,
            "new": .bool(report?.hasChanged ?? false),
            "managers": .array((report?.managers ?? []).map { .string($0.rawValue) }),
            "remarks": .array((report?.remarks ?? []).map { .string($0) }),
            "error": (failure?.message ?? reason).map { .string($0) } ?? .null,
        ]
    }
}

extension HookLayout {
    /// What `init` and `doctor` say of it.
    var text: String {
        switch self {
        case .files: "in the folder of hooks"
        case .detour: "in front of core.hooksPath"
        case .configuration: "in the configuration"
        }
    }
}

extension Failure {
    init(_ error: HookError) {
        switch error {
        case .system(let error): self.init(error)
        case .git(let command, let message): self.init(.system, "'\(command)' failed: \(harmless(message))")
        case .unnameable(let path):
            self.init(
                .system, "'\(printable(path))' has a line feed in its name: Git's configuration can't name it"
            )
        case .configurationLocked(let path):
            self.init(
                .conflict, "cannot change '\(path)': another program holds its lock",
                hints: ["try again when it is done; a lock that is left behind is '\(path).lock'"])
        }
    }
}
