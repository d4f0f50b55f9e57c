import AI
import Synchronization

/// Time that passes only when a test says so.
final class VirtualClock: Sendable {
    private struct State {
        var now = Duration.zero
        var sleepers: [Int: (until: Duration, continuation: CheckedContinuation<Void, Never>)] = [:]
        var watchers: [Int: (bound: Duration, continuation: CheckedContinuation<Duration?, Never>)] = [:]
        var lastID = 0
    }

    private let state = Mutex(State())
    private let random: @Sendable () -> Double

    init(random: @escaping @Sendable () -> Double = { 0.5 }) { self.random = random }

    var now: Duration { state.withLock { $0.now } }

    /// Days begin at the same time as everything else.
    var routing: RoutingClock {
        RoutingClock(
            now: { self.now }, sleep: { await self.sleep(until: $0) },
            day: { Int(self.now / .seconds(86_400)) }, random: random)
    }

    func sleep(until time: Duration) async {
        let id = newID()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let watchers: [CheckedContinuation<Duration?, Never>]? = state.withLock { state in
                    // Whoever is cancelled later than this is found among the sleepers.
                    if Task.isCancelled || time <= state.now { return nil }
                    state.sleepers[id] = (time, continuation)
                    let seeing = state.watchers.filter { time <= $0.value.bound }
                    for id in seeing.keys { state.watchers[id] = nil }
                    return seeing.values.map(\.continuation)
                }
                guard let watchers else { return continuation.resume() }
                for watcher in watchers { watcher.resume(returning: time) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume()
        }
    }

    /// Sets the time, and wakes up whoever waits for it; it never goes back.
    func advance(to time: Duration) {
        let due = state.withLock { state in
            state.now = max(state.now, time)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.until < $1.until }.map(\.continuation)
        }
        for sleeper in due { sleeper.resume() }
    }

    /// Waits until somebody sleeps who is to wake up at this time or before.
    ///
    /// - Returns: when; nil if the task was cancelled.
    @discardableResult func sleeper(until bound: Duration) async -> Duration? {
        let id = newID()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let found: Duration?? = state.withLock { state in
                    if Task.isCancelled { return .some(nil) }
                    let times = state.sleepers.values.map(\.until).filter { $0 <= bound }
                    if let first = times.min() { return first }
                    state.watchers[id] = (bound, continuation)
                    return nil
                }
                if let found { continuation.resume(returning: found) }
            }
        } onCancel: {
            state.withLock { $0.watchers.removeValue(forKey: id) }?.continuation.resume(returning: nil)
        }
    }

    /// Lets time pass while something is done: on to whatever is waited for next, if that is not too far away.
    /// So the limits of requests, which are far away, are not reached.
    func passing<R: Sendable>(
        stepsUpTo horizon: Duration = .seconds(100), during body: () async throws -> R
    ) async rethrows -> R {
        let driver = Task {
            while let time = await self.sleeper(until: self.now + horizon) { self.advance(to: time) }
        }
        defer { driver.cancel() }
        return try await body()
    }

    private func newID() -> Int {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }
}
