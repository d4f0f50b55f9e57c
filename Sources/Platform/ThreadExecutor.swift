import Glibc

/// A thread of its own that runs an actor's jobs one by one, in the order they came.
///
/// For actors that block in I/O: on the shared pool they would take threads from everybody else. The
/// actor keeps the executor and returns it as `unownedExecutor`. The thread ends by itself after the
/// last reference is gone and what was queued is done.
public final class ThreadExecutor: SerialExecutor, Sendable {
    /// A job and the executor it came in by, which so outlives the job.
    private struct Entry {
        let job: UnownedJob
        let executor: ThreadExecutor
    }

    private let queue = JobQueue<Entry>()

    /// Starts the thread; it has the system's usual stack size.
    public init() {
        // The thread holds the queue, not the executor, whose end is what ends it.
        let argument = Unmanaged.passRetained(queue)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                ThreadExecutor.run(Unmanaged<JobQueue<Entry>>.fromOpaque(argument).takeRetainedValue())
                return nil
            }, argument.toOpaque())
        precondition(code == 0, "cannot start a thread")
        // Nobody joins it: the last reference may go away on the thread itself.
        pthread_detach(thread)
    }

    deinit {
        queue.close()
    }

    /// Called by the Swift runtime.
    public func enqueue(_ job: consuming ExecutorJob) {
        queue.append(Entry(job: UnownedJob(job), executor: self))
    }

    private static func run(_ queue: JobQueue<Entry>) {
        while true {
            let entries = queue.next()
            if entries.isEmpty { return }
            for entry in entries {
                entry.job.runSynchronously(on: entry.executor.asUnownedSerialExecutor())
            }
        }
    }
}
