import AI
import Testing

/// Nothing waits forever.
struct RouterDeadlineTests {
    let clock = VirtualClock()

    private func router(_ providers: ScriptedProvider..., limits: [String: ProviderLimits] = [:]) -> Router {
        Router(providers.map(\.provider), limits: limits, clock: clock.routing) { _, _, _ in .zero }
    }

    /// Asks in the background, so that the test can go on.
    ///
    /// - Parameter callLimit: of the preferred one; the others have the default, which no test reaches.
    private func ask(
        _ router: Router, _ names: String..., limit: Duration = .seconds(30),
        callLimit: Duration = .seconds(600),
        observer: @escaping @Sendable (RoutingNews) -> Void = { _ in }
    ) -> Task<Result<RoutedReply, RoutingFailure>, Never> {
        var route = Route(names.map { RouteCandidate($0) })
        route.candidates[0].callLimit = callLimit
        return Task { [route] in
            do throws(RoutingFailure) {
                return .success(
                    try await router.ask(
                        .question(), over: route, AskOptions(timeLimit: limit), observer: observer))
            } catch { return .failure(error) }
        }
    }

    private func failure(_ task: Task<Result<RoutedReply, RoutingFailure>, Never>) async -> RoutingFailure? {
        if case .failure(let failure) = await task.value { failure } else { nil }
    }

    @Test func `a call that never ends is ended at the deadline`() async {
        let router = router(ScriptedProvider("p", clock, .hang), ScriptedProvider("other", clock, .answer()))
        let task = ask(router, "p", "other")
        await clock.sleeper(until: .seconds(30))
        clock.advance(to: .seconds(30))
        let failure = await failure(task)
        #expect(failure?.error.kind == .timeout)
        #expect(
            failure?.error.message == "no answer within 30 s: 'p' has not answered within 30 s")
        #expect(failure?.record.attempts.map(\.milliseconds) == [30_000])
        #expect(failure?.record.milliseconds == 30_000)
        // Our patience says nothing about the provider's health.
        #expect(await router.status(of: "p")?.circuit == .closed(failures: 0))
        #expect(await router.status(of: "p")?.running == 0)
    }

    @Test func `a call that does not heed being cancelled is left behind`() async {
        let provider = ScriptedProvider("p", clock, .ignoreEverything)
        let log = Notes<RoutingNews>()
        let task = ask(router(provider), "p") { log.add($0) }
        await clock.sleeper(until: .seconds(30))
        clock.advance(to: .seconds(30))
        let failure = await failure(task)
        #expect(failure?.error.kind == .timeout)
        provider.letGo()
        #expect(log.all.isEmpty)
    }

    @Test func `a call that takes too long is ended, and the next one is asked`() async throws {
        let limits = ProviderLimits(breaker: CircuitBreaker.Settings(failures: 9))
        let router = router(
            ScriptedProvider("p", clock, .hang), ScriptedProvider("other", clock, .answer()),
            limits: ["p": limits])
        let task = ask(router, "p", "other", limit: .seconds(3600), callLimit: .seconds(50))
        let answer = try await clock.passing { try await task.value.get() }
        #expect(answer.provider == "other")
        #expect(answer.record.attempts.map(\.milliseconds) == [50_000, 50_000, 0])
        #expect(await router.status(of: "p")?.circuit == .closed(failures: 2))
    }

    @Test func `who waits for a turn does not wait beyond the deadline`() async {
        let provider = ScriptedProvider("p", clock, .hang)
        let router = router(provider, limits: ["p": ProviderLimits(concurrent: 1)])
        let holder = ask(router, "p", limit: .seconds(500))
        await clock.sleeper(until: .seconds(500))
        let log = Notes<RoutingNews>()
        let task = ask(router, "p") { log.add($0) }
        await log.reach(1)
        #expect(log.all == [.waiting(provider: "p", nil, .turn)])
        await clock.sleeper(until: .seconds(30))
        clock.advance(to: .seconds(30))
        let failure = await failure(task)
        #expect(failure?.error.kind == .timeout)
        #expect(failure?.record.attempts.map(\.queuedMilliseconds) == [30_000])
        #expect(
            failure?.record.attempts.map(\.outcome)
                == [.skipped(.timeout, "'p' had no turn free in 30 s")])
        holder.cancel()
        _ = await holder.value
        #expect(provider.calls.count == 1)
    }

    @Test func `who has waited long enough for a turn goes on to the next one`() async throws {
        let router = router(
            ScriptedProvider("p", clock, .hang), ScriptedProvider("other", clock, .answer()),
            limits: ["p": ProviderLimits(concurrent: 1, longestWait: .seconds(7))])
        let holder = ask(router, "p", limit: .seconds(5000), callLimit: .seconds(5000))
        await clock.sleeper(until: .seconds(5000))
        let task = ask(router, "p", "other", limit: .seconds(900))
        let answer = try await clock.passing { try await task.value.get() }
        #expect(answer.provider == "other")
        #expect(answer.record.attempts.map(\.queuedMilliseconds) == [7000, 0])
        holder.cancel()
        _ = await holder.value
    }

    @Test func `no pause is made that would reach beyond the deadline`() async {
        let slow = ModelError(.rateLimit, "'p' says: slowly", retryAfter: .seconds(31))
        let failure = await failure(ask(router(ScriptedProvider("p", clock, .fail(slow))), "p"))
        #expect(failure?.error == slow)
        #expect(clock.now == .zero)
    }

    @Test func `cancelling ends the call under way`() async {
        let router = router(ScriptedProvider("p", clock, .hang), ScriptedProvider("other", clock, .answer()))
        let task = ask(router, "p", "other")
        await clock.sleeper(until: .seconds(1_000_000_000))
        task.cancel()
        let failure = await failure(task)
        #expect(failure?.error.kind == .cancelled)
        #expect(failure?.record.attempts.map(\.provider) == ["p"])
        #expect(await router.status(of: "p")?.running == 0)
    }

    @Test func `cancelling ends the wait for a turn`() async {
        let provider = ScriptedProvider("p", clock, .hang)
        let router = router(provider, limits: ["p": ProviderLimits(concurrent: 1)])
        let holder = ask(router, "p", limit: .seconds(500))
        await clock.sleeper(until: .seconds(500))
        let log = Notes<RoutingNews>()
        let task = ask(router, "p") { log.add($0) }
        await log.reach(1)
        task.cancel()
        let failure = await failure(task)
        #expect(failure?.error.kind == .cancelled)
        #expect(await router.status(of: "p")?.waiting == 0)
        holder.cancel()
        _ = await holder.value
        #expect(await router.status(of: "p")?.running == 0)
        #expect(provider.calls.count == 1)
    }

    @Test func `cancelling ends a pause`() async {
        let ill = ModelError(.overload, "'p' is overloaded", retryAfter: .seconds(20))
        let provider = ScriptedProvider("p", clock, .fail(ill))
        let task = ask(router(provider), "p")
        await clock.sleeper(until: .seconds(20))
        task.cancel()
        #expect(await failure(task)?.error.kind == .cancelled)
        #expect(provider.calls.count == 1)
    }

    @Test func `a task that is cancelled already asks nobody`() async {
        let provider = ScriptedProvider("p", clock, .answer())
        let router = router(provider)
        let task = Task { () -> ModelError.Kind? in
            withUnsafeCurrentTask { $0?.cancel() }
            do throws(RoutingFailure) {
                _ = try await router.ask(.question(), over: Route([RouteCandidate("p")]))
                return nil
            } catch { return error.error.kind }
        }
        #expect(await task.value == .cancelled)
        #expect(provider.calls.isEmpty)
    }

    @Test func `a store that never answers is not waited for beyond the deadline`() async {
        let provider = ScriptedProvider("p", clock, .answer())
        let clock = clock
        let store = ReplyStore(
            lookup: { _ in
                await clock.sleep(until: .seconds(1_000_000_000))
                return nil
            }, store: { _, _ in })
        let router = Router([provider.provider], cache: store, clock: clock.routing) { _, _, _ in .zero }
        let task = Task { () -> ModelError.Kind? in
            do throws(RoutingFailure) {
                _ = try await router.ask(
                    .question(), over: Route([RouteCandidate("p")]),
                    AskOptions(timeLimit: .seconds(30), usesCache: true))
                return nil
            } catch { return error.error.kind }
        }
        await clock.sleeper(until: .seconds(30))
        clock.advance(to: .seconds(30))
        #expect(await task.value == .timeout)
    }
}
