import Synchronization

/// What was noted, in order.
final class Notes<Note: Sendable>: Sendable {
    private struct State {
        var notes: [Note] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var all: [Note] { state.withLock { $0.notes } }

    func add(_ note: Note) {
        let due = state.withLock { state in
            state.notes.append(note)
            let due = state.waiters.filter { $0.count <= state.notes.count }
            state.waiters.removeAll { $0.count <= state.notes.count }
            return due
        }
        for waiter in due { waiter.continuation.resume() }
    }

    /// Waits until there are so many.
    func reach(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                if state.notes.count >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isReached { continuation.resume() }
        }
    }
}
