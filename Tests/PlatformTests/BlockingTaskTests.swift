import Glibc
import Platform
import Testing

@Suite struct BlockingTaskTests {
    /// Runs `body` on a thread that is not of the shared pool, as `main` would be.
    private func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await OwnThread().run(body)
    }

    @Test func `a thread gets what comes of a task`() async {
        let value = await onThread {
            BlockingTask {
                await Task.yield()
                return 42
            }.wait()
        }
        #expect(value == 42)
    }

    @Test func `a task that is cancelled is waited for`() async {
        let wasCancelled = await onThread {
            let task = BlockingTask { () async -> Bool in
                // Only the cancellation ends it.
                try? await Task.sleep(for: .seconds(600))
                return Task.isCancelled
            }
            task.cancel()
            return task.wait()
        }
        #expect(wasCancelled)
    }
}

private actor OwnThread {
    private let executor = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func run<Value: Sendable>(_ body: @Sendable () -> Value) -> Value { body() }
}
