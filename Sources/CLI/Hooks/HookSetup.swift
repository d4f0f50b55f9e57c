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

    /// Installs the hooks, unless `autowrk.hooks` is false.
    init(_ journal: borrowing Journal, _ session: borrowing Session) throws(Failure) {
        isWanted = try session.configuration(of: journal.repository).bool("autowrk.hooks") ?? true
        guard isWanted, let program = Environment.programPath else { return }
        do throws(HookError) {
            report = try Self.installation(in: journal, session).install(program: program)
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
        guard isWanted, failure == nil, let report, let layout = report.layout else { return [] }
        var lines = ["hooks: \(report.hasChanged ? "installed" : "as they were"), \(layout.text)"]
        for manager in report.managers {
            lines.append("    beside \(manager.rawValue)" + (manager.advice.map { ": \($0)" } ?? ""))
        }
        return lines
    }

    var warnings: [String] {
        if let failure { return ["no hooks were installed: \(failure.message)"] }
        let off =
            report != nil && report?.layout == nil
            ? ["no hooks were installed: core.hooksPath is '/dev/null'"] : []
        return off + (report?.remarks ?? []).map { printable($0) }
    }

    var json: JSON {
        [
            "layout": report?.layout.map { .string($0.rawValue) } ?? .null,
            "new": .bool(report?.hasChanged ?? false),
            "managers": .array((report?.managers ?? []).map { .string($0.rawValue) }),
            "error": failure.map { .string($0.message) } ?? .null,
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
        case .configurationLocked(let path):
            self.init(
                .conflict, "cannot change '\(path)': another program holds its lock",
                hints: ["try again when it is done; a lock that is left behind is '\(path).lock'"])
        }
    }
}
