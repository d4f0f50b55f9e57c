/// A task that a thread waits for: the way from a program's `main` to what is asynchronous.
///
/// Never to be waited for on a thread of the shared pool, which the task may need.
public final class BlockingTask<Value: Sendable>: Sendable {
    private let outcome: JobQueue<Value>
    private let task: Task<Void, Never>

    /// Starts it.
    public init(_ body: @escaping @Sendable () async -> Value) {
        let outcome = JobQueue<Value>()
        self.outcome = outcome
        task = Task {
            outcome.append(await body())
            outcome.close()
        }
    }

    /// Tells the task to come to an end.
    public func cancel() { task.cancel() }

    /// Waits for what comes of it; to be called once.
    public func wait() -> Value {
        guard let value = outcome.next().first else { preconditionFailure("waited for a second time") }
        return value
    }
}
