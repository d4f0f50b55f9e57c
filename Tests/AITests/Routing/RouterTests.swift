import AI
import Testing

struct RouterTests {
    let clock = VirtualClock()

    private func router(
        _ providers: ScriptedProvider..., limits: [String: ProviderLimits] = [:]
    ) -> Router {
        Router(providers.map(\.provider), limits: limits, clock: clock.routing) { _, model, usage in
            // A dollar a million of what is sent, ten of what is answered; nobody knows what "secret" takes.
            model == "secret"
                ? nil : Money(picodollars: Int64(usage.freshInput * 1000 + usage.paidOutput * 10_000))
        }
    }

    @Test func `the first is overloaded, the second out of quota, the third answers`() async throws {
        let first = ScriptedProvider(
            "first", clock, .fail(ModelError(.overload, "'first' is overloaded", status: 529)))
        let second = ScriptedProvider(
            "second", clock,
            .fail(ModelError(.quota, "'second' is not paid", status: 429), after: .milliseconds(80)))
        let third = ScriptedProvider("third", clock, .answer("here", after: .milliseconds(250)))
        let router = router(first, second, third)
        let log = Notes<RoutingNews>()
        let answer = try await clock.passing {
            try await router.ask(
                .question(),
                over: Route([
                    RouteCandidate("first"), RouteCandidate("second"), RouteCandidate("third", model: "big"),
                ])
            ) { log.add($0) }
        }
        #expect(answer.reply.message.text == "here")
        #expect(answer.provider == "third")
        #expect(answer.model == "big")
        #expect(answer.cost == Money(picodollars: 200_000))
        let record = answer.record
        #expect(record.attempts.map(\.provider) == ["first", "first", "first", "second", "third"])
        #expect(record.attempts.map(\.pausedMilliseconds) == [0, 500, 1000, 0, 0])
        #expect(record.attempts.map(\.milliseconds) == [0, 0, 0, 80, 250])
        #expect(record.attempts.map(\.status) == [529, 529, 529, 429, nil])
        #expect(record.attempts[3].outcome == .failed(.quota, "'second' is not paid"))
        #expect(record.attempts[4].outcome == .answered)
        #expect(record.attempts[4].requestID == "third-1")
        #expect(record.fallbacks == 2)
        #expect(record.retries == 2)
        #expect(record.waitedMilliseconds == 1500)
        #expect(record.milliseconds == 1830)
        #expect(record.tokens == 110)
        #expect(
            log.all == [
                .waiting(provider: "first", .milliseconds(500), .pause(.overload)),
                .waiting(provider: "first", .seconds(1), .pause(.overload)),
                .fallback(from: "first", to: "second", .overload),
                .fallback(from: "second", to: "third", .quota),
            ])
    }

    @Test func `nobody answers, and the failure has the way`() async throws {
        let first = ScriptedProvider(
            "first", clock, .fail(ModelError(.authentication, "'first' knows no such key")))
        let second = ScriptedProvider(
            "second", clock, .fail(ModelError(.request, "'second' has no such model")))
        let router = router(first, second)
        let failure = await #expect(throws: RoutingFailure.self) {
            try await router.ask(
                .question(),
                over: Route([RouteCandidate("first"), RouteCandidate("second"), RouteCandidate("none")]))
        }
        #expect(failure?.error.kind == .authentication)
        #expect(
            failure?.error.message == "nobody has answered: 'first' knows no such key; "
                + "'second' has no such model; there is no provider 'none'")
        #expect(failure?.record.attempts.count == 3)
        #expect(failure?.record.attempts.last?.outcome == .skipped(.request, "there is no provider 'none'"))
        #expect(failure?.record.cost == .zero)
    }

    @Test func `a model is the candidate's, or the request's for the preferred one, or the provider's`()
        async throws
    {
        let wrong = ModelError(.request, "no")
        let first = ScriptedProvider("first", clock, .fail(wrong))
        let second = ScriptedProvider("second", clock, .fail(wrong), .answer())
        let router = router(first, second)
        var request = ModelRequest.question()
        request.model = "mine"
        let route = Route([
            RouteCandidate("first"), RouteCandidate("second", model: "other"), RouteCandidate("second"),
        ])
        let answer = try await router.ask(request, over: route)
        #expect(answer.record.attempts.map(\.model) == ["mine", "other", "second-model"])
        #expect(first.calls.map(\.model) + second.calls.map(\.model) == ["mine", "other", "second-model"])
    }

    @Test func `what a provider asks for is waited, and others wait with it`() async throws {
        let limited = ModelError(.rateLimit, "slowly", retryAfter: .seconds(20))
        let provider = ScriptedProvider("p", clock, .fail(limited), .answer())
        let router = router(provider)
        let route = Route([RouteCandidate("p")])
        try await clock.passing {
            async let one = router.ask(.question(), over: route)
            async let two = router.ask(.question(), over: route)
            _ = try await (one, two)
        }
        let times = provider.calls.map(\.at)
        #expect(times.count == 3)
        // Both may have begun before the provider said it; whoever asks after that does so 20 seconds later.
        #expect(times[1] == .zero || times[1] == .seconds(20))
        #expect(times[2] == .seconds(20))
    }

    @Test func `a provider that wants to be left alone for long is not waited for, by nobody`() async throws {
        let limited = ModelError(.rateLimit, "'p' has had enough", retryAfter: .seconds(600))
        let provider = ScriptedProvider("p", clock, .fail(limited))
        let other = ScriptedProvider("other", clock, .answer())
        let router = router(provider, other)
        let route = Route([RouteCandidate("p"), RouteCandidate("other")])
        let first = try await router.ask(.question(), over: route)
        #expect(first.record.attempts[0].retryAfterMilliseconds == 600_000)
        let second = try await router.ask(.question(), over: route)
        #expect(
            second.record.attempts[0].outcome
                == .skipped(.rateLimit, "'p' wants to be left alone for 600 s"))
        #expect(provider.calls.count == 1)
        #expect(clock.now == .zero)
        #expect(await router.status(of: "p")?.pause == .seconds(600))
    }

    @Test func `an answer that broke is begun anew, and whoever shows it is told`() async throws {
        let broken = ModelError(.network, "ended amid the answer", isFree: false)
        let provider = ScriptedProvider(
            "p", clock, .fail(broken, pieces: ["half an ", "answ"]),
            .answer("a whole answer", pieces: ["a whole ", "answer"]))
        let router = router(provider)
        let log = Notes<RoutingNews>()
        let answer = try await clock.passing {
            try await router.ask(.question(), over: Route([RouteCandidate("p")])) { log.add($0) }
        }
        #expect(
            log.all == [
                .piece(.text("half an ")), .piece(.text("answ")),
                .waiting(provider: "p", .milliseconds(500), .pause(.network)), .restart(provider: "p"),
                .piece(.text("a whole ")), .piece(.text("answer")),
            ])
        // What was shown was paid: ten tokens that were sent, and three that came.
        #expect(answer.record.attempts[0].usage == Usage(input: 10, output: 3))
        #expect(answer.record.attempts[0].isEstimated)
        #expect(answer.record.attempts[0].firstPieceMilliseconds == 0)
        #expect(answer.cost == Money(picodollars: 40_000 + 200_000))
    }

    @Test func `a provider that is ill is left alone, then probed once`() async throws {
        let ill = ModelError(.overload, "'p' is ill")
        let provider = ScriptedProvider("p", clock, .fail(ill), .fail(ill), .answer())
        let other = ScriptedProvider("other", clock, .answer())
        let limits = ProviderLimits(
            breaker: CircuitBreaker.Settings(failures: 2, coolDown: .seconds(30)))
        let router = router(provider, other, limits: ["p": limits])
        let route = Route(
            [RouteCandidate("p"), RouteCandidate("other")], retry: RetryPolicy(attempts: 1))
        for _ in 1...2 { #expect(try await router.ask(.question(), over: route).provider == "other") }
        #expect(await router.status(of: "p")?.circuit == .open(until: .seconds(30)))
        let left = try await router.ask(.question(), over: route)
        #expect(
            left.record.attempts[0].outcome
                == .skipped(.overload, "'p' can't be used for now, and is left alone for 30 s"))
        #expect(provider.calls.count == 2)
        clock.advance(to: .seconds(30))
        #expect(try await router.ask(.question(), over: route).provider == "p")
        #expect(await router.status(of: "p")?.circuit == .closed(failures: 0))
    }

    @Test func `while a provider is probed nobody else asks it`() async throws {
        let ill = ModelError(.overload, "'p' is ill")
        let provider = ScriptedProvider("p", clock, .fail(ill), .answer(after: .seconds(5)))
        let router = router(
            provider, ScriptedProvider("other", clock, .answer()),
            limits: ["p": ProviderLimits(breaker: CircuitBreaker.Settings(failures: 1))])
        let route = Route([RouteCandidate("p"), RouteCandidate("other")], retry: RetryPolicy(attempts: 1))
        _ = try await router.ask(.question(), over: route)
        clock.advance(to: .seconds(30))
        let probe = Task { try await router.ask(.question(), over: route) }
        await clock.sleeper(until: .seconds(35))
        let other = try await router.ask(.question(), over: route)
        #expect(
            other.record.attempts[0].outcome
                == .skipped(
                    .overload,
                    "'p' can't be used for now, and another request tries whether it is well"))
        clock.advance(to: .seconds(35))
        #expect(try await probe.value.provider == "p")
        #expect(provider.calls.count == 2)
    }

    @Test func `who waits for a provider that turns out to be ill goes on at once`() async throws {
        let ill = ModelError(.overload, "'p' is ill")
        let provider = ScriptedProvider("p", clock, .fail(ill, after: .seconds(3)))
        let other = ScriptedProvider("other", clock, .answer())
        let limits = ProviderLimits(
            concurrent: 1, requestsPerMinute: 1, breaker: CircuitBreaker.Settings(failures: 1))
        let router = router(provider, other, limits: ["p": limits])
        let route = Route([RouteCandidate("p"), RouteCandidate("other")], retry: RetryPolicy(attempts: 1))
        let answers = try await clock.passing {
            try await withThrowingTaskGroup(of: RoutedReply.self) { group in
                for _ in 0..<20 { group.addTask { try await router.ask(.question(), over: route) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(answers.allSatisfy { $0.provider == "other" })
        #expect(provider.calls.count == 1)
        #expect(clock.now == .seconds(3))
    }

    @Test func `a refusal is an answer, unless the route goes on`() async throws {
        let provider = ScriptedProvider("p", clock, .refuse)
        let other = ScriptedProvider("other", clock, .answer())
        let router = router(provider, other)
        var route = Route([RouteCandidate("p"), RouteCandidate("other")])
        #expect(try await router.ask(.question(), over: route).reply.stop == .refused)
        route.fallsBackWhenRefused = true
        let answer = try await router.ask(.question(), over: route)
        #expect(answer.provider == "other")
        #expect(answer.record.attempts[0].usage == Usage(input: 100, output: 1))
        route.candidates.removeLast()
        #expect(try await router.ask(.question(), over: route).reply.stop == .refused)
    }

    @Test func `a reply at hand costs nothing and says so`() async throws {
        let provider = ScriptedProvider("p", clock, .answer("once"))
        let router = Router(
            [provider.provider], cache: .memory(ReplyCache(), clock: clock.routing), clock: clock.routing
        ) { _, _, _ in Money(picodollars: 5) }
        let route = Route([RouteCandidate("p")])
        let options = AskOptions(usesCache: true)
        let first = try await router.ask(.question(), over: route, options)
        #expect(!first.record.isCached)
        #expect(first.cost == Money(picodollars: 5))
        let second = try await router.ask(.question(), over: route, options)
        #expect(second.record.isCached)
        #expect(second.reply.message.text == "once")
        #expect(second.reply.usage.total == 0)
        #expect(second.cost == .zero)
        _ = try await router.ask(.question("something else"), over: route, options)
        _ = try await router.ask(.question(), over: route)
        #expect(provider.calls.count == 3)
    }

    @Test func `a price that nobody knows makes the cost unknown, and nothing else`() async throws {
        let provider = ScriptedProvider("p", clock, .answer())
        let answer = try await router(provider).ask(
            .question(), over: Route([RouteCandidate("p", model: "secret")]))
        #expect(answer.cost == nil)
        #expect(answer.record.tokens == 110)
    }

    @Test func `a provider that does not count is counted by estimate`() async throws {
        let provider = ScriptedProvider("p", clock, .answer("twelve bytes", usage: Usage()))
        let answer = try await router(provider).ask(.question(), over: Route([RouteCandidate("p")]))
        #expect(answer.record.attempts[0].usage == Usage(input: 10, output: 3))
        #expect(answer.record.attempts[0].isEstimated)
    }
}
