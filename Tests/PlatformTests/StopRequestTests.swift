import Glibc
import Platform
import TestSupport
import Testing

@Suite struct StopRequestTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    /// A command that calls `body` with the request at its first output.
    private func command(
        _ script: String, atOutput body: @escaping @Sendable (StopRequest) -> Void = { $0.stop() }
    ) throws -> ChildCommand {
        let request = try StopRequest()
        var command = ChildCommand(
            ["sh", "-c", script], in: sandbox.path, environment: sandbox.environment,
            timeLimit: .seconds(100))
        command.stopRequests = [request]
        command.errorOutput = .stream { _ in body(request) }
        return command
    }

    @Test func `a child that is told to stop can tidy up, and what it printed is kept`() throws {
        var command = try command("trap 'echo tidy; exit 0' TERM; echo started >&2; sleep 600 & wait")
        command.grace = .seconds(60)
        let outcome = try command.run()
        #expect(outcome.ending == .stopped)
        #expect(outcome.outputText == "tidy\n")
    }

    @Test func `a child that ignores the request is killed when the grace is over`() throws {
        var command = try command("trap '' TERM; echo started >&2; exec sleep 600")
        command.grace = .milliseconds(20)
        #expect(try command.run().ending == .stopped)
    }

    @Test func `without a grace it is killed at once`() throws {
        var command = try command("trap '' TERM; echo started >&2; exec sleep 600")
        command.grace = .zero
        #expect(try command.run().ending == .stopped)
    }

    @Test func `a request that was made before ends the child at its start`() throws {
        let command = try command("exec sleep 600")
        command.stopRequests.first?.stop()
        command.stopRequests.first?.stop()
        #expect(command.stopRequests.first?.isStopped == true)
        #expect(try command.run().ending == .stopped)
        #expect(try command.run().ending == .stopped, "it holds for good")
    }

    @Test func `a child that nobody stops ends as always`() throws {
        let command = try command("exit 3")
        #expect(try command.run().ending == .exited(3))
        #expect(command.stopRequests.first?.isStopped == false)
    }
}
