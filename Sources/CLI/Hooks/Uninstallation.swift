import Git
import Hooks
import JSON
import Journal

/// `init --uninstall`: takes out of a clone what `init` has put there. The journal stays.
enum Uninstallation {
    static func run(_ session: inout Session, _ arguments: Arguments) throws(Failure) -> ExitStatus {
        for name in ["--global", "--no-hooks", "--timeout"] where arguments.has(name) {
            throw Failure(.usage, "option '--uninstall' can't go with '\(name)'")
        }
        let journal = try session.openJournal()
        let report: HookInstallation.Report
        do throws(HookError) {
            report = try HookSetup.installation(in: journal, session).uninstall()
        } catch { throw Failure(error) }
        var remotes: [String] = []
        let known: [String]
        do { known = try journal.repository.configuration().remotes } catch { throw Failure(error) }
        do throws(JournalError) {
            for remote in known where try journal.removeFetchRefspec(for: remote, through: session.git) {
                remotes.append(remote)
            }
        } catch { throw Failure(error) }
        if arguments.has("--json") {
            try session.print([
                "hooks": .bool(report.hasChanged), "remotes": .array(remotes.map { .string($0) }),
                "remarks": .array(report.remarks.map { .string($0) }),
            ])
        } else if !arguments.has("--quiet") {
            try session.print(report.hasChanged ? "hooks: taken out" : "hooks: there were none of ours")
            for remote in remotes { try session.print("\(remote): lanes come no more with 'git fetch'") }
        }
        for remark in report.remarks { session.remark("warning: \(printable(remark))") }
        return .done
    }
}
