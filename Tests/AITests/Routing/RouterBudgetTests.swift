import AI
import Testing

struct RouterBudgetTests {
    let clock = VirtualClock()

    /// A nanodollar a token.
    private func router(
        _ provider: ScriptedProvider, _ budgets: BudgetLedger, limits: ProviderLimits = ProviderLimits()
    ) -> Router {
        Router([provider.provider], limits: [provider.name: limits], budgets: budgets, clock: clock.routing) {
            _, _, usage in Money(picodollars: Int64(usage.total))
        }
    }

    private let route = Route([RouteCandidate("p")])

    @Test func `a request that the budget does not allow is not sent, and nobody else is asked`() async {
        let provider = ScriptedProvider("p", clock, .answer())
        let router = router(provider, BudgetLedger(day: SpendingLimit(tokens: 109)))
        let failure = await #expect(throws: RoutingFailure.self) {
            try await router.ask(.question(), over: Route([RouteCandidate("p"), RouteCandidate("p")]))
        }
        #expect(failure?.error.kind == .budget)
        #expect(
            failure?.error.message
                == "the budget of today has 109 of 109 tokens left, and the request may take 110")
        #expect(failure?.record.attempts.count == 1)
        #expect(provider.calls.isEmpty)
    }

    @Test func `what was really used is settled, for the day and for the run`() async throws {
        let provider = ScriptedProvider("p", clock, .answer(usage: Usage(input: 30, output: 5)))
        let router = router(
            provider, BudgetLedger(day: SpendingLimit(tokens: 1000), spent: Spending(tokens: 800)))
        let run = RunBudget(run: "7", limit: SpendingLimit(money: Money(picodollars: 150)))
        let options = AskOptions(run: run)
        for _ in 1...2 { _ = try await router.ask(.question(), over: route, options) }
        #expect(await router.spentToday == Spending(tokens: 870, money: Money(picodollars: 70)))
        // 80 are left for the run, and 110 might be needed.
        let failure = await #expect(throws: RoutingFailure.self) {
            try await router.ask(.question(), over: route, options)
        }
        #expect(failure?.error.kind == .budget)
        #expect(failure?.error.message.contains("run '7'") == true)
        await router.close(run: "7")
        _ = try await router.ask(.question(), over: route, options)
    }

    @Test func `a day's budget begins anew with the day`() async throws {
        let provider = ScriptedProvider("p", clock, .answer(usage: Usage(input: 100, output: 10)))
        let router = router(provider, BudgetLedger(day: SpendingLimit(tokens: 200)))
        _ = try await router.ask(.question(), over: route)
        await #expect(throws: RoutingFailure.self) { try await router.ask(.question(), over: route) }
        clock.advance(to: .seconds(86_400))
        _ = try await router.ask(.question(), over: route)
    }

    @Test func `failed calls that were paid count, others do not`() async {
        let provider = ScriptedProvider(
            "p", clock, .fail(ModelError(.overload, "busy")),
            .fail(ModelError(.network, "broken", isFree: false), pieces: ["12345678"]),
            .fail(ModelError(.authentication, "no")))
        let router = router(provider, BudgetLedger())
        let failure = await clock.passing {
            await #expect(throws: RoutingFailure.self) { try await router.ask(.question(), over: route) }
        }
        #expect(failure?.record.attempts.map(\.usage) == [nil, Usage(input: 10, output: 2), nil])
        #expect(await router.spentToday == Spending(tokens: 12, money: Money(picodollars: 12)))
        #expect(failure?.record.spending == Spending(tokens: 12, money: Money(picodollars: 12)))
    }

    @Test func `calls at once do not use more than is there`() async {
        let provider = ScriptedProvider(
            "p", clock, .answer(after: .seconds(5), usage: Usage(input: 10, output: 100)))
        let router = router(
            provider, BudgetLedger(day: SpendingLimit(tokens: 500)), limits: ProviderLimits(concurrent: 50))
        let answered = await clock.passing {
            await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<50 {
                    group.addTask { (try? await router.ask(.question(), over: route)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
        }
        // A fifth one would need ten more than there are.
        #expect(answered == 4)
        #expect(await router.spentToday.tokens == 440)
        #expect(provider.calls.count == 4)
    }

    @Test func `the budget's limit of the output goes into the request`() async throws {
        let provider = ScriptedProvider("p", clock, .answer())
        let router = router(provider, BudgetLedger(request: RequestLimits(output: 55)))
        var request = ModelRequest.question()
        request.maximumOutput = nil
        _ = try await router.ask(request, over: route)
        #expect(provider.calls.map(\.maximumOutput) == [55])
    }
}
