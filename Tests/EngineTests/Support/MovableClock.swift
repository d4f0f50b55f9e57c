import Platform
import Synchronization

/// A clock that stands still until a test moves it.
final class MovableClock: Sendable {
    private let time = Mutex(Timestamp(milliseconds: 1_795_234_442_000))  // 2026-11-21
    private let counter = Mutex(0)

    var source: TimeSource { TimeSource { self.now } }

    var now: Timestamp { time.withLock { $0 } }

    func move(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        time.withLock { time in
            let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
            time = Timestamp(milliseconds: time.milliseconds + milliseconds)
        }
    }

    /// A number that was not there before, for names.
    func next() -> Int {
        counter.withLock { counter in
            counter += 1
            return counter
        }
    }
}
