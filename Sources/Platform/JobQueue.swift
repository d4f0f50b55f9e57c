import Glibc

/// A queue that threads put values into and one thread takes them out of, first in, first out.
///
/// Unchecked, as the compiler can't see that `values` and `isClosed` are touched under `mutex` only.
public final class JobQueue<Value>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var values: [Value] = []
    private var isClosed = false

    /// An empty queue.
    public init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Puts a value behind the others.
    public func append(_ value: Value) {
        pthread_mutex_lock(mutex)
        values.append(value)
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(changed)
    }

    /// After what is queued now, `next()` returns the end.
    public func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(changed)
    }

    /// Everything queued, in order, as soon as there is something; empty once the queue is closed.
    public func next() -> [Value] {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while values.isEmpty, !isClosed { pthread_cond_wait(changed, mutex) }
        defer { values = [] }
        return values
    }
}
