import AI
import TestSupport
import Testing

/// Requests that have nobody else to ask.
struct RouterPatienceTests {
    let clock = VirtualClock()
    private let ill = ModelError(.overload, "'p' is ill")

    private func router(_ provider: ScriptedProvider, _ limits: ProviderLimits = ProviderLimits()) -> Router {
        Router([provider.provider], limits: ["p": limits], clock: clock.routing) { _, _, _ in .zero }
    }

    private func route(attempts: Int = 1) -> Route {
        Route([RouteCandidate("p")], retry: RetryPolicy(attempts: attempts))
    }

    private func limits(_ failures: Int) -> ProviderLimits {
        ProviderLimits(breaker: CircuitBreaker.Settings(failures: failures, coolDown: .seconds(30)))
    }

    @Test func `an outage is waited for, by all who come meanwhile`() async throws {
        let provider = ScriptedProvider("p", clock, .fail(ill), .answer(after: .seconds(5)))
        let router = router(provider, limits(1))
        _ = try? await router.ask(.question(), over: route())
        let log = Notes<RoutingNews>()
        let arrived = Signal()
        let requests = (0..<8).map { _ in
            Task {
                try await router.ask(.question(), over: route()) { news in
                    log.add(news)
                    if case .waiting = news { arrived.give() }
                }
            }
        }
        // No time passes before all of them are there.
        for _ in requests { await arrived.taken() }
        let answers = try await clock.passing {
            var answers: [RoutedReply] = []
            for request in requests { answers.append(try await request.value) }
            return answers
        }
        #expect(answers.count == 8)
        #expect(
            answers.allSatisfy { $0.record.attempts.count == 1 && $0.record.waitedMilliseconds >= 30_000 })
        #expect(log.all.contains(.waiting(provider: "p", .seconds(30), .pause(.overload))))
        // The probe, and those who have seen it succeed.
        #expect(provider.calls.map(\.at).sorted().prefix(2) == [.zero, .seconds(30)])
        // Together, and not one outage after the other.
        #expect(clock.now < .seconds(8 * 30))
    }

    @Test func `an outage that lasts beyond the deadline is not waited for`() async {
        let provider = ScriptedProvider("p", clock, .fail(ill))
        let router = router(provider, limits(1))
        _ = try? await router.ask(.question(), over: route())
        let failure = await #expect(throws: RoutingFailure.self) {
            try await router.ask(.question(), over: route(), AskOptions(timeLimit: .seconds(29)))
        }
        #expect(failure?.error.message == "'p' can't be used for now, and is left alone for 30 s")
        #expect(clock.now == .zero)
    }

    @Test func `a pause is waited for as long as the route allows, by others, too`() async throws {
        let limited = ModelError(.rateLimit, "slowly", retryAfter: .seconds(90))
        let provider = ScriptedProvider("p", clock, .fail(limited), .answer())
        let router = router(provider)
        var route = route(attempts: 2)
        _ = try? await router.ask(.question(), over: route)
        await #expect(throws: RoutingFailure.self) { try await router.ask(.question(), over: route) }
        route.retry.longestRetryAfter = .seconds(300)
        _ = try await clock.passing { try await router.ask(.question(), over: route) }
        #expect(provider.calls.map(\.at) == [.zero, .seconds(90)])
    }

    @Test(arguments: [ModelError.Kind.authentication, .quota])
    func `a model that can't be asked is not waited for, and others are asked`(kind: ModelError.Kind)
        async throws
    {
        let provider = ScriptedProvider("p", clock, .fail(ModelError(kind, "'p' says no")), .answer())
        let router = router(provider)
        _ = try? await router.ask(.question(), over: route())
        let failure = await #expect(throws: RoutingFailure.self) {
            try await router.ask(.question(), over: route())
        }
        #expect(failure?.error.kind == kind)
        #expect(
            failure?.error.message
                == "'p' has refused 'p-model' before (\(kind.rawValue)), and is left alone for 300 s")
        let other = Route([RouteCandidate("p", model: "other")])
        #expect(try await router.ask(.question(), over: other).model == "other")
        clock.advance(to: .seconds(300))
        _ = try await router.ask(.question(), over: route())
        #expect(provider.calls.count == 3)
    }

    @Test func `who waits for a turn with a model that turns out to be barred fails, and others get theirs`()
        async
    {
        let provider = ScriptedProvider(
            "p", clock, .fail(ModelError(.authentication, "'p' says no"), after: .seconds(3)), .answer())
        let router = router(provider, ProviderLimits(concurrent: 1))
        let first = Task { try? await router.ask(.question(), over: route()) }
        await clock.sleeper(until: .seconds(3))
        let answers = Task {
            await withTaskGroup(of: String?.self) { group in
                for model in ["p-model", "p-model", "other"] {
                    group.addTask {
                        try? await router.ask(.question(), over: Route([RouteCandidate("p", model: model)]))
                            .model
                    }
                }
                return await group.reduce(into: [String]()) { if let model = $1 { $0.append(model) } }
            }
        }
        while await router.status(of: "p")?.waiting != 3 { await Task.yield() }
        clock.advance(to: .seconds(3))
        #expect(await answers.value == ["other"])
        #expect(await first.value == nil)
        #expect(provider.calls.count == 2)
    }
}
