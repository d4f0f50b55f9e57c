import Engine
import JSON
import Journal
import Platform
import Workflow

extension Subcommand {
    static let watch = Subcommand(
        path: ["watch"], summary: "follow runs of other processes as they go on",
        operands: "[<run>]…", operandCount: 0...Int.max,
        options: [.json],
        discussion: [
            """
            Ends when all of these runs are over or wait for somebody; the exit status is then that of 'run', \
            for several runs that of the worst. Without a run all that are under way are watched, and those \
            that start meanwhile, up to Ctrl-C.
            """,
            "With --json the events are printed as they come, one document a line.",
        ]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournalForReading()
        var watcher = try RunWatcher(arguments, session, &journal)
        return try watcher.watch(&session, &journal)
    }
}
