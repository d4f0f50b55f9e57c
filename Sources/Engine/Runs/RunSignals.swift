import Journal
import Synchronization
import Workflow

/// What a driver hears of.
enum RunSignal: Sendable {
    /// A step has come to an end.
    case ended(String, StepEnding)
    /// A step was taken back, or not; nil where the attempt was given up. The facts belong to it.
    case compensated(String, Compensation?, [EventDraft])
    /// A time has come, or something has happened anywhere.
    case time
    /// How many events about the run there are; somebody else may have recorded some. Nil where that is
    /// certain.
    case news(count: Int?)
    /// This process is told to leave the run as it is.
    case stop
}

/// What one driver hears of, in order.
///
/// Its task is never cancelled, as the stream would end with that and the driver would not hear how its steps
/// have ended: it is told to stop.
final class RunSignals: Sendable {
    let stream: AsyncStream<RunSignal>
    private let continuation: AsyncStream<RunSignal>.Continuation
    private let isStopped = Mutex(false)

    init() { (stream, continuation) = AsyncStream.makeStream() }

    /// Whether the driver is told to leave the run as it is, be it that it has not come to that signal yet.
    var hasToStop: Bool { isStopped.withLock { $0 } }

    func send(_ signal: RunSignal) { continuation.yield(signal) }

    func stop() {
        isStopped.withLock { $0 = true }
        send(.stop)
    }
}
