import Platform
import TestSupport
import Testing

@Suite("ChildCommand with a time limit")
struct ChildCommandTimeLimitTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
    }

    private func shell(_ script: String, limit: Duration) -> ChildCommand {
        ChildCommand(
            ["sh", "-c", script], in: sandbox.path, environment: sandbox.environment, timeLimit: limit)
    }

    @Test("A child that is quick enough does not notice it", arguments: [60, Int64.max])
    func quick(seconds: Int64) throws {
        #expect(try shell("echo done", limit: .seconds(seconds)).run().outputText == "done\n")
    }

    @Test("A child that takes too long is asked to stop, and what it printed is kept")
    func tooLong() throws {
        var command = shell(
            "trap 'echo stopped; exit 0' TERM; echo started; sleep 600 & wait", limit: .seconds(1))
        command.grace = .seconds(60)
        let outcome = try command.run()
        #expect(outcome.ending == .timedOut)
        #expect(outcome.outputText == "started\nstopped\n")
        #expect(outcome.milliseconds < 300_000)
    }

    @Test("A child that ignores the request is killed half a second later")
    func deaf() throws {
        let outcome = try shell("trap '' TERM; exec sleep 600", limit: .milliseconds(100)).run()
        #expect(outcome.ending == .timedOut)
        #expect((100..<300_000).contains(outcome.milliseconds))
    }

    @Test("The whole group ends, also those who ignore the request")
    func wholeGroup() throws {
        let outcome = try shell(
            """
            (trap '' TERM; exec 9>lock; flock 9; echo locked; exec sleep 600) >log 2>&1 &
            while ! grep -q locked log; do :; done 2>/dev/null
            echo ready
            wait
            """, limit: .seconds(2)
        ).run()
        #expect(outcome.ending == .timedOut)
        #expect(outcome.outputText == "ready\n")
        // Nobody but a living process of that group could still hold it.
        _ = try FileLock(path: sandbox.path("lock"), mode: .exclusive, wait: .until(.seconds(60)))
    }

    @Test("In an inherited group the child alone is ended")
    func inheritedGroup() throws {
        var command = shell("exec sleep 600", limit: .milliseconds(50))
        command.group = .inherited
        #expect(try command.run().ending == .timedOut)
    }

    @Test("A limit of zero is over at once")
    func zero() throws {
        #expect(try shell("exec sleep 600", limit: .zero).run().ending == .timedOut)
    }
}
