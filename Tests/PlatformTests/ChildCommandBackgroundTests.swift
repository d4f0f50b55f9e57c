import Glibc
import Platform
import Synchronization
import TestSupport
import Testing

@Suite struct ChildCommandBackgroundTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    @Test func `more children than there are processors run at once, and one request stops them all`()
        async throws
    {
        // One after the other they would never all have started.
        let request = try StopRequest()
        let started = Mutex(0)
        var command = ChildCommand(
            ["sh", "-c", "echo started; exec sleep 600"], environment: sandbox.environment)
        command.stopRequests = [request]
        command.output = .stream { _ in
            if started.withLock({ count in
                count += 1
                return count == 24
            }) {
                request.stop()
            }
        }
        let endings = await withTaskGroup { [command] group in
            for _ in 0..<24 { group.addTask { try? await command.runInBackground().ending } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(endings == [ChildOutcome.Ending?](repeating: .stopped, count: 24))
    }

    @Test func `a program that is not there is told of`() async {
        await #expect(throws: SystemError(code: ENOENT, operation: "start", path: "/nowhere/program")) {
            try await ChildCommand(["/nowhere/program"], environment: [:]).runInBackground()
        }
    }

    @Test func `a task that is cancelled stops its child, and no other of the same request`() async throws {
        let request = try StopRequest()
        var command = ChildCommand(
            ["sh", "-c", "echo started; exec sleep 600"], environment: sandbox.environment)
        command.stopRequests = [request]
        let (started, continuation) = AsyncStream<Void>.makeStream()
        command.output = .stream { _ in continuation.yield() }
        let task = Task { [command] in try await command.runInBackground().ending }
        for await _ in started { break }
        task.cancel()
        #expect(try await task.value == .stopped)
        #expect(!request.isStopped)
    }
}
