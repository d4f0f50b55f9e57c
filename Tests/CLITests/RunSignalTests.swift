import Glibc
import Platform
import TestSupport
import Testing

/// What Ctrl-C and its kin do to a run that is followed.
@Suite struct RunSignalTests {
    let place: RunPlace

    init() throws {
        place = try RunPlace([:])
        let outside = place.sandbox.path
        // Nobody ever writes to the last one.
        for name in ["begun", "told", "never"] {
            _ = try place.sandbox.run(["mkfifo", "\(outside)/\(name)"])
        }
        // Each waits for ever when it is performed first, and says so. An interrupted 'wait' fails, which would
        // end the shell.
        try place.commit([
            "obedient": Self.workflow(outside, "", "cat \(outside)/never & wait"),
            "stubborn": Self.workflow(
                outside, "trap 'echo told > \(outside)/told' TERM",
                "while :; do cat \(outside)/never & wait || :; done"),
        ])
    }

    private static func workflow(_ outside: String, _ preparation: String, _ command: String) -> String {
        """
        steps:
          - id: before
            run: echo before >> \(outside)/effects
          - id: long
            run: |
              if test -e \(outside)/again; then exit 0; fi
              touch \(outside)/again
              \(preparation)
              echo $$ > \(outside)/begun
              \(command)
          - id: after
            run: echo after >> \(outside)/effects
        """
    }

    /// Starts a run and waits until its long command is under way; returns the command's process, too.
    private func start(_ workflow: String, through shell: String = "exec") throws -> (LiveCommand, pid_t) {
        let run = try place.sandbox.start(
            ["/bin/sh", "-c", "\(shell) git-autowrk run \(workflow)"], in: place.path)
        let process = try place.sandbox.run(["cat", "begun"]).stdout
        return (run, try #require(pid_t(process.dropLast())))
    }

    /// Listens for a command that says that it was told to stop.
    ///
    /// It has to listen before the signal: a command that nobody hears is killed when its grace is over.
    private func listen() throws -> LiveCommand {
        try place.sandbox.start(["cat", "told"], named: "listener")
    }

    /// Whether a process has ended; one that was just killed has its moment.
    private func hasEnded(_ process: pid_t) -> Bool {
        let stopwatch = Stopwatch()
        while isAlive(process) {
            guard stopwatch.elapsed < .seconds(30) else { return false }
            poll(nil, 0, 1)
        }
        return true
    }

    private func isAlive(_ process: pid_t) -> Bool {
        guard let text = try? place.sandbox.read("/proc/\(process)/stat"), let end = text.lastIndex(of: ")")
        else { return false }
        return !["Z", "X"].contains(text[end...].dropFirst(2).prefix(1))
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `a signal stops what is under way, and the run can be resumed`(signal: Int32) throws {
        let (live, process) = try start("obedient")
        let run = try #require(try live.nextLines()?.first)
        live.kill(.process, with: signal)
        let (status, stderr) = try live.finish()
        #expect(status == 128 + signal)
        #expect(
            stderr.contains("stopping ... (once more stops at once)\n? run \(run.prefix(4)): interrupted\n"))
        #expect(stderr.hasSuffix("    git autowrk resume \(run.prefix(4))\n"))
        #expect(hasEnded(process))
        #expect(try place.autowrk("runs", "--status", "interrupted").stdout.contains(run))
        let resumed = try place.autowrk("resume")
        #expect(resumed.status == 0, "\(resumed.stderr)")
        #expect(try place.sandbox.read("effects") == "before\nafter\n")
    }

    @Test func `a run that a suggestion has begun is stopped as any other, though a model was asked before`()
        throws
    {
        let command = "echo $$ > \(place.sandbox.path)/begun; cat \(place.sandbox.path)/never"
        let model = try SuggestPlace(answers: [SuggestPlace.answer([[(command, "", "copy")]])])
        let live = try model.sandbox.start(
            ["git-autowrk", "suggest", "wait", "--yes"], in: model.path, environment: SuggestPlace.now)
        let process = try #require(pid_t(try place.sandbox.run(["cat", "begun"]).stdout.dropLast()))
        live.kill(.process, with: SIGINT)
        let (status, stderr) = try live.finish()
        #expect(status == 128 + SIGINT)
        #expect(stderr.contains(": interrupted\n"))
        #expect(hasEnded(process))
    }

    @Test func `Ctrl-C counts once, though 'git' passes it on`() throws {
        let live = try place.sandbox.start(["git", "autowrk", "run", "obedient"], in: place.path)
        let process = try #require(pid_t(try place.sandbox.run(["cat", "begun"]).stdout.dropLast()))
        // As a terminal does: to all that are in the foreground.
        live.kill(.group, with: SIGINT)
        let (status, stderr) = try live.finish()
        #expect(status == 128 + SIGINT)
        #expect(stderr.contains(": interrupted\n"))
        #expect(hasEnded(process))
        #expect(try place.autowrk("resume").status == 0)
    }

    @Test func `a second signal ends everything at once`() throws {
        let (live, process) = try start("stubborn")
        let listener = try listen()
        let stopwatch = ContinuousClock.now
        live.kill(.process, with: SIGINT)
        #expect(try listener.nextLines() == ["told"])
        live.kill(.process, with: SIGINT)
        // On a machine that is too busy the command may be killed before, when its grace of two seconds is over.
        let isInTime = ContinuousClock.now - stopwatch < .seconds(1)
        let (status, stderr) = try live.finish()
        #expect(status == 128 + SIGINT)
        if isInTime {
            #expect(!stderr.contains("interrupted"), "there was no time to say how it stands")
        }
        #expect(hasEnded(process))
        #expect(try place.autowrk("resume").status == 0)
    }

    @Test func `a command that ignores the request is killed when the grace is over`() throws {
        let (live, process) = try start("stubborn")
        let listener = try listen()
        live.kill(.process, with: SIGTERM)
        #expect(try listener.nextLines() == ["told"])
        let (status, stderr) = try live.finish()
        #expect(status == 128 + SIGTERM)
        #expect(stderr.contains("interrupted"))
        #expect(hasEnded(process))
    }

    @Test func `a signal that is ignored stays so`() throws {
        let (live, process) = try start("obedient", through: "trap '' HUP; exec")
        live.kill(.process, with: SIGHUP)
        // Its process ends the step; the run then goes on to its end.
        kill(process, SIGTERM)
        let (status, stderr) = try live.finish()
        #expect(status == 1)
        #expect(!stderr.contains("stopping"))
    }

    @Test func `'work' stops likewise`() throws {
        let (live, _) = try start("obedient")
        live.kill(.group)
        _ = try live.finish()
        try place.sandbox.write("nothing", "")
        #expect(try place.sandbox.run(["rm", "again"]).status == 0)
        let worker = try place.sandbox.start(
            ["git-autowrk", "work", "--every", "3600"], in: place.path, named: "worker")
        let process = try #require(
            pid_t(try place.sandbox.run(["cat", "begun"]).stdout.dropLast()))
        worker.kill(.process, with: SIGINT)
        let (status, stderr) = try worker.finish()
        #expect(status == 128 + SIGINT)
        #expect(stderr.contains(": interrupted\n"))
        #expect(hasEnded(process))
        #expect(try place.autowrk("work", "--once").status == 0)
    }

    @Test func `nobody else goes on with a run that a process is at`() throws {
        let (live, _) = try start("obedient")
        let run = try #require(try live.nextLines()?.first)
        let outcome = try place.autowrk("resume", run)
        #expect(outcome.status == 1)
        #expect(outcome.stderr.hasPrefix("error: another process is at run '\(run)'\n"))
        #expect(try place.autowrk("resume").status == 2)
        #expect(try place.autowrk("runs", "--status", "running").stdout.contains(run))
        // A request reaches the process that is at it.
        let cancelled = try place.autowrk("cancel", run)
        #expect(cancelled.status == 0)
        #expect(
            cancelled.stderr.hasSuffix(
                "recorded; another process is at run \(run.prefix(4)) and goes on with it\n"))
        #expect(try live.finish().status == 1)
        #expect(try place.status(run) == "cancelled")
    }
}
