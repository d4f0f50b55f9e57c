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
        let reason = RoutingNews.Reason.pause(call.attempts.last?.outcome.kind ?? .timeout)
        if let error = await self.pause(pause, &attempt, call, because: reason) { return .skipped(error) }
        var request = call.request
        request.model = attempt.model
        let key = cache != nil && call.options.usesCache ? ReplyStore.key(provider, request) : nil
        if let key, let reply = await cached(key, call) {
            attempt.outcome = .cached
            attempt.cost = .zero
            if call.hasStalePieces { call.observer(.restart(provider: name)) }
            return .answered(reply)
        }
        let expected: ExpectedCall
        do throws(ModelError) {
            expected = self.expected(&request, of: attempt, call)
            _ = try ledger.check(
                expected.estimate, price: expected.price, run: call.options.run, day: clock.day())
        } catch { return .skipped(error.asking(attempt)) }
        while true {
            switch await askInTurn(provider, request, key: key, expected, &attempt, &call) {
            case .over(let ending): return ending
            case .away(let absence):
                // While another request tries whether it is well nobody knows for how long.
                let wait = max(absence.until - clock.now(), .seconds(1))
                guard absence.mayPass, !call.progress.hasNext, clock.now() + wait < call.deadline else {
                    return .skipped(absence.error)
                }
                let isKnown = absence.until > clock.now()
                let reason = isKnown ? RoutingNews.Reason.pause(absence.error.kind) : nil
                if let error = await self.pause(wait, &attempt, call, because: reason) {
                    return .skipped(error)
                }
            }
        }
    }

    /// What a call may take. Where a budget depends on it, a request without a limit of its output gets one, as what is
    /// not asked for can't be relied on.
    private func expected(
        _ request: inout ModelRequest, of attempt: CallAttempt, _ call: RoutedCall
    ) -> ExpectedCall {
        if request.maximumOutput == nil, ledger.limitsAnswers(of: call.options.run) {
            let most = call.route.candidates[attempt.candidate].maximumOutput
            request.maximumOutput = min(request.assumedOutput, most ?? .max)
        }
        let estimate = RequestEstimate(of: request)
        // All of it may be new to the provider's cache, which is dearer with some.
        let usages = [0, estimate.input].map {
            Usage(input: estimate.input, output: estimate.output, cacheWrite: $0)
        }
        return ExpectedCall(estimate: estimate, price: usages.compactMap { cost(of: $0, attempt) }.max())
    }

    /// The price of what a call uses; nil if nobody knows it.
    private func cost(of usage: Usage, _ attempt: CallAttempt) -> Money? {
        price(attempt.provider, attempt.model, usage)
            ?? providers[attempt.provider]?.usualPrice?.cost(of: usage)
    }

    /// Waits because the attempt before has failed, or because the provider is to be left alone.
    ///
    /// - Parameter reason: for whoever looks on; nil for nothing to be said.
    private func pause(
        _ pause: Duration, _ attempt: inout CallAttempt, _ call: RoutedCall,
        because reason: RoutingNews.Reason?
    ) async -> ModelError? {
        if pause > .zero {
            let start = clock.now()
            if let reason { call.observer(.waiting(provider: attempt.provider, pause, reason)) }
            await clock.sleep(start + pause)
            attempt.pausedMilliseconds += (clock.now() - start).milliseconds
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
    private func absence(of attempt: CallAttempt, for call: RoutedCall) -> Absence? {
        let (name, now) = (attempt.provider, clock.now())
        guard let desk = desks[name] else { return nil }
        if let bar = desk.bars[attempt.model], bar.until > now {
            return Absence(.barred(attempt, bar.kind, for: bar.until - now), until: bar.until, mayPass: false)
        }
        if let until = desk.breaker.refuses(at: now) {
            return Absence(.open(name, for: until - now), until: until, mayPass: true)
        }
        return desk.queue.turnsAway(at: now, deadline: call.deadline).map {
            paused(name, until: $0, for: call)
        }
    }

    private func paused(_ name: String, until: Duration, for call: RoutedCall) -> Absence {
        let rest = until - clock.now()
        return Absence(
            .paused(name, for: rest), until: until, mayPass: rest <= call.route.retry.longestRetryAfter)
    }

    /// Waits for a turn and asks, unless the provider is to be left alone.
    private func askInTurn(
        _ provider: Provider, _ request: ModelRequest, key: String?, _ expected: ExpectedCall,
        _ attempt: inout CallAttempt, _ call: inout RoutedCall
    ) async -> TurnEnding {
        if let absence = absence(of: attempt, for: call) { return .away(absence) }
        lastTurn += 1
        let (turn, name, start) = (lastTurn, attempt.provider, clock.now())
        let patience = desks[name]?.limits.longestWait.map { start + $0 }
        let entry = RequestQueue.Entry(
            id: turn, priority: call.options.priority, tokens: expected.estimate.total, since: call.start,
            deadline: min(patience ?? call.deadline, call.deadline))
        let ending = await takeTurn(entry, at: name, call.observer)
        let now = clock.now()
        attempt.queuedMilliseconds += (now - start).milliseconds
        switch ending {
        case .here where Task.isCancelled:
            withdraw(turn, from: name)
            return .over(.skipped(.cancelled))
        case .here: return await ask(provider, request, turn: turn, key: key, expected, &attempt, &call)
        case .expired:
            return .over(
                .skipped(ModelError(.timeout, "'\(name)' had no turn free in \((now - start).seconds)")))
        case .turnedAway(let until):
            if let absence = absence(of: attempt, for: call) { return .away(absence) }
            if desks[name]?.queue.pause(at: now) != nil {
                return .away(paused(name, until: until, for: call))
            }
            // It was another model that was meant, or it is over already.
            return await askInTurn(provider, request, key: key, expected, &attempt, &call)
        case .cancelled: return .over(.skipped(.cancelled))
        }
    }

    /// The call itself, for one whose turn it is.
    private func ask(
        _ provider: Provider, _ request: ModelRequest, turn: Int, key: String?, _ expected: ExpectedCall,
        _ attempt: inout CallAttempt, _ call: inout RoutedCall
    ) async -> TurnEnding {
        let (name, start) = (provider.name, clock.now())
        let ticket: CircuitBreaker.Ticket
        switch desks[name]?.breaker.admit(at: start) {
        case .allowed(let admitted)?: ticket = admitted
        case .refused(let until)?:
            withdraw(turn, from: name)
            return .away(Absence(.open(name, for: until - start), until: until, mayPass: true))
        case nil: return .over(.skipped(ModelError(.request, "there is no provider '\(name)'")))
        }
        let reservation: BudgetLedger.Reservation
        do throws(ModelError) {
            reservation = try ledger.reserve(
                expected.estimate, price: expected.price, run: call.options.run, day: clock.day())
        } catch {
            desks[name]?.breaker.abandoned(ticket, at: start)
            withdraw(turn, from: name)
            return .over(.skipped(error.asking(attempt)))
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
        attempt.cost = attempt.usage.flatMap { cost(of: $0, attempt) }
        call.hasStalePieces = passed.firstAt != nil
        let used = Spending(tokens: attempt.usage?.total ?? 0, money: attempt.cost ?? .zero)
        ledger.settle(reservation, used: used, day: clock.day())
        report(result, ticket, of: attempt, at: now)
        giveBack(turn, to: name, tokens: used.tokens)
        switch result.reply {
        case .failure(var error):
            error.isRepeatable = error.isRepeatable && provider.isRepeatable
            return .over(.failed(error))
        case .success(let reply) where reply.stop == .refused && call.progress.hasNextForRefusal:
            return .over(.failed(ModelError(.refused, "'\(name)' has refused to answer", isFree: false)))
        case .success(let reply):
            if let key, let cache, [.finished, .tools].contains(reply.stop) {
                _ = await TimeBound.run(until: call.deadline, clock) { await cache.store(key, reply) }
            }
            return .over(.answered(reply))
        }
    }

    /// Tells the provider's breaker and queue what a call says about its health.
    private func report(
        _ result: CallResult, _ ticket: CircuitBreaker.Ticket, of attempt: CallAttempt, at now: Duration
    ) {
        let name = attempt.provider
        if let kind = result.error?.kind, kind == .quota || kind == .authentication, let desk = desks[name] {
            // To ask again at once is no use: people mend that. Other models may have a key and an allowance of theirs.
            let until = now + desk.limits.breaker.longestCoolDown
            desks[name]?.bars[attempt.model] = (until, kind)
            turnAwayAll(from: name, until: until)
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

/// What a call may take at most.
private struct ExpectedCall {
    var estimate: RequestEstimate
    /// Nil if nobody knows it.
    var price: Money?
}

/// How the way to a provider has ended.
private enum TurnEnding {
    case over(AttemptEnding)
    /// It is to be left alone.
    case away(Absence)
}

extension ModelError {
    fileprivate static var cancelled: ModelError { ModelError(.cancelled, "stopped") }

    /// A budget does not allow this attempt.
    fileprivate func asking(_ attempt: CallAttempt) -> ModelError {
        var error = self
        let model = attempt.model.isEmpty ? "" : "/\(attempt.model)"
        error.message = "cannot ask '\(attempt.provider)\(model)': \(message)"
        return error
    }
}
