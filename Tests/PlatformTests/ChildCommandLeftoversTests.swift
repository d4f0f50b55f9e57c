import Glibc
import Platform
import TestSupport
import Testing

@Suite struct ChildCommandLeftoversTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private func shell(_ script: String, mark: String? = nil) -> ChildCommand {
        var command = ChildCommand(
            ["sh", "-c", script], in: sandbox.path, environment: sandbox.environment,
            timeLimit: .seconds(100))
        command.leftovers = .end(mark: mark.map { ProcessMark(variable: "TEST_STEP", value: $0) })
        return command
    }

    /// Nobody but a living process could still hold it.
    private func expectNobodyHolds(_ lock: String) {
        #expect(throws: Never.self) {
            _ = try FileLock(path: sandbox.path(lock), mode: .exclusive, wait: .none)
        }
    }

    /// Starts something that makes itself ready and holds a lock, and goes on when it does.
    private func daemon(_ body: String, ready: String = ":", by starter: String = "") -> String {
        """
        \(starter) sh -c '\(ready); exec 9>lock; flock 9; : >held; \(body)' &
        while ! [ -e held ]; do :; done
        """
    }

    @Test func `what stays behind in the group is asked to stop, and what it says is kept`() throws {
        var command = shell(
            daemon("sleep 600 & wait", ready: "trap \"echo asked; exit\" TERM; echo up") + "; exit 3")
        command.grace = .seconds(60)
        let outcome = try command.run()
        #expect(outcome.ending == .exited(3), "the command's own end counts")
        #expect(outcome.outputText == "up\nasked\n")
        expectNobodyHolds("lock")
    }

    @Test func `what stays behind and ignores that is killed`() throws {
        var command = shell(daemon("while :; do sleep 600; done", ready: "trap \"\" TERM"))
        command.grace = .milliseconds(20)
        #expect(try command.run().succeeded)
        expectNobodyHolds("lock")
    }

    @Test func `a daemon in a session of its own is found by its mark`() throws {
        let outcome = try shell(daemon("exec sleep 600", by: "setsid"), mark: "daemon").run()
        #expect(outcome.succeeded)
        expectNobodyHolds("lock")
    }

    @Test func `a daemon whose starter does not wait for it is found, too`() throws {
        for round in 0..<10 {
            // Most of the time amid its birth, or amid execve(2), when the command ends.
            let script = "setsid sh -c 'exec 9>lock; flock 9; exec sleep 600' >/dev/null 2>&1 &"
            #expect(try shell(script, mark: "quick-\(round)").run().succeeded)
            expectNobodyHolds("lock")
        }
    }

    @Test func `a daemon that has left by two forks, holds the pipe and ignores SIGTERM is killed`() throws {
        var command = shell(
            daemon("(trap \"\" TERM; while :; do sleep 600; done) & exit", by: "setsid") + "; echo done",
            mark: "twice")
        command.grace = .milliseconds(20)
        let outcome = try command.run()
        #expect(outcome.succeeded)
        #expect(outcome.outputText == "done\n")
        expectNobodyHolds("lock")
    }

    @Test func `the child has its mark in the environment, and others none`() throws {
        #expect(try shell("echo $TEST_STEP", mark: "value").run().outputText == "value\n")
        #expect(try shell("echo $TEST_STEP").run().outputText == "\n")
    }

    @Test func `a time limit reaches those with the mark`() throws {
        var command = shell(daemon("exec sleep 600", by: "setsid") + "; echo up >&2; sleep 600", mark: "late")
        let request = try StopRequest()
        command.stopRequests = [request]
        command.errorOutput = .stream { _ in request.stop() }
        #expect(try command.run().ending == .stopped)
        expectNobodyHolds("lock")
    }

    @Test func `those of another command are left alone`() throws {
        var starter = shell(daemon("exec sleep 600", by: "setsid"), mark: "mine")
        starter.leftovers = .leave
        starter.environment["TEST_STEP"] = "other"
        #expect(try starter.run().succeeded)
        #expect(try shell("true", mark: "mine").run().succeeded)
        let others = MarkedProcesses(ProcessMark(variable: "TEST_STEP", value: "other"))
        #expect(others.exist())
        #expect(others.end())
        #expect(!others.exist())
        expectNobodyHolds("lock")
    }

    @Test func `marked processes that ignore SIGTERM are killed, whoever started them`() throws {
        let command = try sandbox.start(
            ["sh", "-c", "trap '' TERM; echo up; while :; do sleep 600; done"],
            environment: ["TEST_STEP": "deaf"])
        #expect(try command.nextLines() == ["up"])
        #expect(MarkedProcesses(ProcessMark(variable: "TEST_STEP", value: "deaf")).end(grace: .zero))
        #expect(try command.finish().status == 128 + SIGKILL)
    }

    @Test func `nobody with a mark is nobody to end`() {
        let none = MarkedProcesses(ProcessMark(variable: "TEST_STEP", value: "none"))
        #expect(!none.exist())
        #expect(none.end())
    }
}
