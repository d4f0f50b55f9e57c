/// How many commands may run at once; the others queue.
actor CommandSlots {
    private var free: Int
    private var queue: [(ticket: Int, turn: CheckedContinuation<Bool, Never>)] = []
    private var tickets = 0

    init(_ count: Int) { free = max(count, 1) }

    /// Waits for a slot, which has to be given back.
    ///
    /// - Returns: false when the task was cancelled before it had its turn; then there is nothing to give
    ///   back.
    func take() async -> Bool {
        if Task.isCancelled { return false }
        if free > 0 {
            free -= 1
            return true
        }
        tickets += 1
        let ticket = tickets
        return await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                if Task.isCancelled { turn.resume(returning: false) } else { queue.append((ticket, turn)) }
            }
        } onCancel: {
            Task { await self.leave(ticket) }
        }
    }

    /// Gives a slot back.
    func give() {
        if queue.isEmpty { free += 1 } else { queue.removeFirst().turn.resume(returning: true) }
    }

    private func leave(_ ticket: Int) {
        guard let place = queue.firstIndex(where: { $0.ticket == ticket }) else { return }
        queue.remove(at: place).turn.resume(returning: false)
    }
}
