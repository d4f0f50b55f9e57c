extension Router {
    /// One attempt: the pause before it, the cache, the budget, the turn, the call.
    ///
    /// - Parameter attempt: gets everything but its outcome where it has none.
    func make(
        _ attempt: inout CallAttempt, after pause: Duration, _ call: inout RoutedCall
    ) async -> AttemptEnding {
        let name = attempt.provider
        guard let provider = providers[name] else {
            return .skipped(ModelError(.request, "there is no provider '\(name)'"))
        }
        if let error = await self.pause(pause, &attempt, call) { return .skipped(error) }
        var request = call.request
        request.model = attempt.model
        let key = cache != nil && call.options.usesCache ? ReplyStore.key(provider: name, request) : nil
        if let key, let reply = await cached(key, call) {
            attempt.outcome = .cached
            attempt.cost = .zero
            if call.hasStalePieces { call.observer(.restart(provider: name)) }
            return .answered(reply)
        }
        let estimate: RequestEstimate
        let price: Money?
        do throws(ModelError) {
            request.maximumOutput = try ledger.maximumOutput(of: request.maximumOutput)
            estimate = RequestEstimate(of: request)
            price = self.price(
                name, attempt.model, Usage(input: estimate.input, output: estimate.output))
            _ = try ledger.check(estimate, price: price, run: call.options.run, day: clock.day())
        } catch { return .skipped(error) }
        if let error = unavailability(of: name, for: call) { return .skipped(error) }
        lastTurn += 1
        let turn = lastTurn
        if let error = await wait(for: turn, estimate, &attempt, call) { return .skipped(error) }
        return await ask(provider, request, turn: turn, key: key, (estimate, price), &attempt, &call)
    }

    /// Waits because the attempt before has failed.
    private func pause(
        _ pause: Duration, _ attempt: inout CallAttempt, _ call: RoutedCall
    ) async -> ModelError? {
        if pause > .zero {
            let start = clock.now()
            let reason = call.attempts.last?.outcome.kind ?? .timeout
            call.observer(.waiting(provider: attempt.provider, pause, .pause(reason)))
            await clock.sleep(start + pause)
            attempt.pausedMilliseconds = (clock.now() - start).milliseconds
        }
        if Task.isCancelled { return .cancelled }
        return clock.now() < call.deadline ? nil : ModelError(.timeout, "the time is over")
    }

    private func cached(_ key: String, _ call: RoutedCall) async -> Reply? {
        guard let cache else { return nil }
        let ending = await TimeBound.run(until: call.deadline, clock) { await cache.lookup(key) }
        guard case .returned(.some(var reply)) = ending else { return nil }
        reply.usage = Usage(input: 0, output: 0)
        return reply
    }

    /// Why a provider is not to be asked now.
    private func unavailability(of name: String, for call: RoutedCall) -> ModelError? {
        let now = clock.now()
        if let until = desks[name]?.breaker.refuses(at: now) { return .open(name, for: until - now) }
        return desks[name]?.queue.turnsAway(at: now, deadline: call.deadline).map {
            .paused(name, for: $0 - now)
        }
    }

    /// Waits for a turn; one that has come in vain is given back.
    private func wait(
        for turn: Int, _ estimate: RequestEstimate, _ attempt: inout CallAttempt, _ call: RoutedCall
    ) async -> ModelError? {
        let (name, start) = (attempt.provider, clock.now())
        let patience = desks[name]?.limits.longestWait.map { start + $0 }
        let entry = RequestQueue.Entry(
            id: turn, priority: call.options.priority, tokens: estimate.total, since: call.start,
            deadline: min(patience ?? call.deadline, call.deadline))
        let ending = await takeTurn(entry, at: name, call.observer)
        let now = clock.now()
        attempt.queuedMilliseconds = (now - start).milliseconds
        switch ending {
        case .here where Task.isCancelled:
            withdraw(turn, from: name)
            return .cancelled
        case .here: return nil
        case .expired:
            return ModelError(.timeout, "'\(name)' had no turn free in \((now - start).seconds)")
        case .turnedAway(let until):
            let isOpen = desks[name]?.breaker.refuses(at: now) != nil
            return isOpen ? .open(name, for: until - now) : .paused(name, for: until - now)
        case .cancelled: return .cancelled
        }
    }

    /// The call itself, for one whose turn it is.
    private func ask(
        _ provider: Provider, _ request: ModelRequest, turn: Int, key: String?,
        _ expected: (estimate: RequestEstimate, price: Money?), _ attempt: inout CallAttempt,
        _ call: inout RoutedCall
    ) async -> AttemptEnding {
        let (name, start) = (provider.name, clock.now())
        let ticket: CircuitBreaker.Ticket
        switch desks[name]?.breaker.admit(at: start) {
        case .allowed(let admitted)?: ticket = admitted
        case .refused(let until)?:
            withdraw(turn, from: name)
            return .skipped(.open(name, for: until - start))
        case nil: return .skipped(ModelError(.request, "there is no provider '\(name)'"))
        }
        let reservation: BudgetLedger.Reservation
        do throws(ModelError) {
            reservation = try ledger.reserve(
                expected.estimate, price: expected.price, run: call.options.run, day: clock.day())
        } catch {
            desks[name]?.breaker.abandoned(ticket, at: start)
            withdraw(turn, from: name)
            return .skipped(error)
        }
        if call.hasStalePieces { call.observer(.restart(provider: name)) }
        let gate = PieceGate(clock, call.observer)
        let limit = min(start + call.route.candidates[attempt.candidate].callLimit, call.deadline)
        let ending = await TimeBound.run(until: limit, clock) { () -> Result<Reply, ModelError> in
            do throws(ModelError) {
                return .success(try await provider.ask(request) { gate.pass($0) })
            } catch { return .failure(error) }
        }
        let passed = gate.close()
        let now = clock.now()
        let result = CallResult(
            ending, name, passed, expected.estimate, after: now - start, isDeadline: limit == call.deadline)
        attempt.milliseconds = (now - start).milliseconds
        attempt.firstPieceMilliseconds = passed.firstAt.map { ($0 - start).milliseconds }
        result.note(in: &attempt)
        attempt.cost = attempt.usage.flatMap { price(name, attempt.model, $0) }
        call.hasStalePieces = passed.firstAt != nil
        let used = Spending(tokens: attempt.usage?.total ?? 0, money: attempt.cost ?? .zero)
        ledger.settle(reservation, used: used, day: clock.day())
        report(result, ticket, to: name, at: now)
        giveBack(turn, to: name, tokens: used.tokens)
        switch result.reply {
        case .failure(let error): return .failed(error)
        case .success(let reply) where reply.stop == .refused && call.progress.hasNextForRefusal:
            return .failed(ModelError(.refused, "'\(name)' has refused to answer", isFree: false))
        case .success(let reply):
            if let key, let cache, [.finished, .tools].contains(reply.stop) {
                _ = await TimeBound.run(until: call.deadline, clock) { await cache.store(key, reply) }
            }
            return .answered(reply)
        }
    }

    /// Tells the provider's breaker and queue what a call says about its health.
    private func report(
        _ result: CallResult, _ ticket: CircuitBreaker.Ticket, to name: String, at now: Duration
    ) {
        if let kind = result.error?.kind, kind == .quota || kind == .authentication {
            desks[name]?.breaker.barred(ticket, at: now)
            if let until = desks[name]?.breaker.refuses(at: now) { turnAwayAll(from: name, until: until) }
            return
        }
        switch result.isIllness {
        case nil: desks[name]?.breaker.abandoned(ticket, at: now)
        case false?: desks[name]?.breaker.answered(ticket)
        case true?:
            desks[name]?.breaker.failed(ticket, at: now, retryAfter: result.error?.retryAfter)
            if let until = desks[name]?.breaker.refuses(at: now) { turnAwayAll(from: name, until: until) }
        }
        if let error = result.error, let time = error.retryAfter,
            [.rateLimit, .overload].contains(error.kind)
        {
            pause(name, for: time)
        }
    }
}

extension ModelError {
    fileprivate static var cancelled: ModelError { ModelError(.cancelled, "stopped") }

    /// The circuit of a provider is open; for no time while somebody else's call is the probe.
    fileprivate static func open(_ name: String, for time: Duration) -> ModelError {
        let rest =
            time > .zero ? "is left alone for \(time.seconds)" : "another request tries whether it is well"
        return ModelError(
            .overload, "'\(name)' can't be used for now, and \(rest)",
            retryAfter: time > .zero ? time : nil)
    }

    /// The provider has said when it will answer again.
    fileprivate static func paused(_ name: String, for time: Duration) -> ModelError {
        ModelError(.rateLimit, "'\(name)' wants to be left alone for \(time.seconds)", retryAfter: time)
    }
}
