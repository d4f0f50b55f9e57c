import Glibc

/// What one thread gives as often as it likes and another one takes, waiting for it if need be (sem_overview(7)).
public final class Signal: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    /// Not given yet.
    public init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    /// Lets one that waits go on, or the next one that comes.
    public func give() { sem_post(semaphore) }

    /// Waits for it; not to be called on a thread of the shared pool where who gives it needs one, too.
    public func take() { while sem_wait(semaphore) != 0 {} }

    /// Waits for it in a task.
    public func taken() async {
        await withCheckedContinuation { continuation in
            var thread = pthread_t()
            let waiting = Unmanaged.passRetained(Waiting(signal: self, continuation: continuation))
            pthread_create(
                &thread, nil,
                { argument in
                    guard let argument else { return nil }
                    let waiting = Unmanaged<Waiting>.fromOpaque(argument).takeRetainedValue()
                    waiting.signal.take()
                    waiting.continuation.resume()
                    return nil
                }, waiting.toOpaque())
            pthread_detach(thread)
        }
    }

    private final class Waiting {
        let signal: Signal
        let continuation: CheckedContinuation<Void, Never>

        init(signal: Signal, continuation: CheckedContinuation<Void, Never>) {
            (self.signal, self.continuation) = (signal, continuation)
        }
    }
}
