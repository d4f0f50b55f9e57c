import Synchronization

/// Hands the pieces of one call on as long as it counts: what comes from a call that was given up is dropped.
final class PieceGate: Sendable {
    struct Passed: Sendable {
        /// Of text and thinking.
        var bytes = 0
        /// When the first piece came.
        var firstAt: Duration?
    }

    private struct State: Sendable {
        var passed = Passed()
        var isOpen = true
    }

    private let state = Mutex(State())
    private let clock: RoutingClock
    private let observer: @Sendable (RoutingNews) -> Void

    init(_ clock: RoutingClock, _ observer: @escaping @Sendable (RoutingNews) -> Void) {
        (self.clock, self.observer) = (clock, observer)
    }

    /// Hands a piece on, on the caller's thread. It happens under the lock, so that nothing follows after
    /// ``close()``.
    func pass(_ piece: ReplyPiece) {
        state.withLock { state in
            guard state.isOpen else { return }
            if state.passed.firstAt == nil { state.passed.firstAt = clock.now() }
            switch piece {
            case .text(let text), .thinking(let text): state.passed.bytes += text.utf8.count
            case .toolCall(_, let name): state.passed.bytes += name.utf8.count
            }
            observer(.piece(piece))
        }
    }

    /// What has passed; nothing does from now on.
    func close() -> Passed {
        state.withLock { state in
            state.isOpen = false
            return state.passed
        }
    }
}
