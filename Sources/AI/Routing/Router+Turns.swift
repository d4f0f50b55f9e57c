extension Router {
    /// Waits until a call to the provider may begin. After ``Turn/here`` the turn has to be given back by
    /// ``giveBack(_:to:tokens:)`` or ``withdraw(_:from:)``.
    ///
    /// - Parameter entry: with an id of its own.
    func takeTurn(
        _ entry: RequestQueue.Entry, at provider: String, _ observer: @Sendable (RoutingNews) -> Void
    ) async -> Turn {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume(returning: .cancelled) }
                desks[provider]?.waiting[entry.id] = continuation
                desks[provider]?.queue.enqueue(entry)
                advance(provider)
                if desks[provider]?.waiting[entry.id] != nil {
                    observer(.waiting(provider: provider, nil, .turn))
                }
            }
        } onCancel: {
            Task { await self.leave(entry.id, provider) }
        }
    }

    /// A turn is over.
    ///
    /// - Parameter tokens: what it really took.
    func giveBack(_ turn: Int, to provider: String, tokens: Int) {
        desks[provider]?.queue.finish(turn, tokens: tokens, at: clock.now())
        advance(provider)
    }

    /// A turn was not used.
    func withdraw(_ turn: Int, from provider: String) {
        desks[provider]?.queue.withdraw(turn, at: clock.now())
        advance(provider)
    }

    /// The circuit of a provider is open: nobody waits for it any longer.
    func turnAwayAll(from provider: String, until time: Duration) {
        pass(desks[provider]?.queue.turnAwayAll(until: time) ?? [], at: provider)
    }

    /// The provider wants to be left alone for so long.
    func pause(_ provider: String, for time: Duration) {
        // Whatever it says, it is asked again after an hour.
        desks[provider]?.queue.pause(until: clock.now() + min(time, .seconds(3600)))
        advance(provider)
    }

    private func leave(_ turn: Int, _ provider: String) {
        guard desks[provider]?.queue.cancel(turn) == true else { return }
        desks[provider]?.waiting.removeValue(forKey: turn)?.resume(returning: .cancelled)
        advance(provider)
    }

    /// Does what is due at a provider's queue, and sees to it that this happens again in time.
    private func advance(_ provider: String) {
        let now = clock.now()
        pass(desks[provider]?.queue.advance(to: now) ?? [], at: provider)
        let next = desks[provider]?.queue.nextTime(after: now)
        // One that comes too early does no harm.
        if let next, let timer = desks[provider]?.timer, timer.time <= next { return }
        desks[provider]?.timer?.task.cancel()
        desks[provider]?.timer = next.map { time in
            (
                time,
                Task { [weak self, clock] in
                    await clock.sleep(time)
                    if !Task.isCancelled { await self?.timeHasCome(provider) }
                }
            )
        }
    }

    /// Tells those who wait.
    private func pass(_ outputs: [RequestQueue.Output], at provider: String) {
        for output in outputs {
            let (id, turn): (Int, Turn) =
                switch output {
                case .start(let id): (id, .here)
                case .expire(let id): (id, .expired)
                case .turnAway(let id, let until): (id, .turnedAway(until: until))
                }
            desks[provider]?.waiting.removeValue(forKey: id)?.resume(returning: turn)
        }
    }

    private func timeHasCome(_ provider: String) {
        desks[provider]?.timer = nil
        advance(provider)
    }
}
