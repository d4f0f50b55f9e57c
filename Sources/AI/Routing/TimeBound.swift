import Synchronization

/// Lets something take no longer than allowed, even if it does not heed that it is cancelled.
enum TimeBound {
    enum Ending<Value: Sendable>: Sendable {
        case returned(Value)
        /// The time is over; what goes on is cancelled and no longer waited for.
        case late
        /// The caller's task was cancelled; likewise.
        case cancelled
    }

    static func run<Value: Sendable>(
        until deadline: Duration, _ clock: RoutingClock, _ body: @escaping @Sendable () async -> Value
    ) async -> Ending<Value> {
        let ending = FirstValue<Ending<Value>>()
        // Not in a task group, which would wait for both.
        let work = Task { ending.set(.returned(await body())) }
        let timer = Task {
            await clock.sleep(deadline)
            if !Task.isCancelled { ending.set(.late) }
        }
        defer {
            work.cancel()
            timer.cancel()
        }
        return await withTaskCancellationHandler {
            await ending.value()
        } onCancel: {
            ending.set(.cancelled)
        }
    }
}

/// A value that one waits for and several try to set; the first one counts.
private final class FirstValue<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(CheckedContinuation<Value, Never>)
        case set(Value)
        case taken
    }

    private let state = Mutex(State.empty)

    func set(_ value: Value) {
        let waiter: CheckedContinuation<Value, Never>? = state.withLock { state in
            switch state {
            case .empty:
                state = .set(value)
                return nil
            case .awaited(let waiter):
                state = .taken
                return waiter
            case .set, .taken: return nil
            }
        }
        waiter?.resume(returning: value)
    }

    /// Only one may wait, once.
    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let value: Value? = state.withLock { state in
                guard case .set(let value) = state else {
                    state = .awaited(continuation)
                    return nil
                }
                state = .taken
                return value
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
