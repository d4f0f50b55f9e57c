import Domain
import Hooks
import Journal
import Platform
import Workflow

/// What helps a run on that waits for a person's commit where no hook would tell of it.
enum CommitHint {
    /// Nil where hooks do, and for a run that waits for something else.
    static func text(
        for view: RunView, in journal: borrowing Journal, _ session: borrowing Session
    ) -> String? {
        guard view.isOwn, view.state.awaits(event: BranchMove.eventType) else { return nil }
        let goesOn = "'git autowrk resume \(view.shortName)' goes on once the commit is there"
        if session.environment["AUTOWRK_HOOKS"] == "0" { return "hint: hooks are turned off: \(goesOn)" }
        guard let installation = try? HookSetup.installation(in: journal, session),
            let problems = try? installation.problems(program: Environment.programPath ?? ""),
            installation.layout == nil || !problems.isEmpty
        else { return nil }
        return "hint: no hooks are installed: \(goesOn), or 'git autowrk init' has hooks see to it"
    }
}
