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

    @Test func `a request that the budget does not allow is not sent, whoever is left`() async {
        let provider = ScriptedProvider("p", clock, .answer())
        let router = router(provider, BudgetLedger(day: SpendingLimit(tokens: 109)))
        let failure = await #expect(throws: RoutingFailure.self) {
            try await router.ask(.question(), over: route)
        }
        #expect(failure?.error.kind == .budget)
        #expect(
            failure?.error.message
                == "cannot ask 'p/p-model': the budget of today has 109 of 109 tokens left, and the request may take 110"
        )
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

    @Test func `an answer has no more than was reserved for it, whatever limits it`() async throws {
        let limits: [(BudgetLedger, RunBudget?)] = [
            (BudgetLedger(request: RequestLimits(money: Money(picodollars: 100_000))), nil),
            (BudgetLedger(day: SpendingLimit(tokens: 100_000)), nil),
            (BudgetLedger(), RunBudget(run: "7", limit: SpendingLimit(tokens: 100_000))),
            (BudgetLedger(), nil),
        ]
        for (place, (ledger, run)) in limits.enumerated() {
            let provider = ScriptedProvider("p", clock, .answer())
            let router = router(provider, ledger)
            var request = ModelRequest(model: "", messages: [Message(.user, "Hi")])
            _ = try await router.ask(request, over: route, AskOptions(run: run))
            request.thinking = .high
            _ = try await router.ask(request, over: route, AskOptions(run: run))
            var small = route
            small.candidates[0].maximumOutput = 4096
            _ = try await router.ask(request, over: small, AskOptions(run: run))
            request.maximumOutput = 7
            _ = try await router.ask(request, over: route, AskOptions(run: run))
            let expected: [Int?] = place == 3 ? [nil, nil, nil, 7] : [8192, 32768, 4096, 7]
            #expect(provider.calls.map(\.maximumOutput) == expected)
        }
    }

    @Test func `what is new to a provider's cache may cost more, and is reserved so`() async {
        let provider = ScriptedProvider("p", clock, .answer())
        let rates = ModelPrice.Rates(
            input: Money(picodollars: 100), output: .zero, cacheWrite: Money(picodollars: 125))
        let ledger = BudgetLedger(request: RequestLimits(money: Money(picodollars: 1249)))
        let router = Router([provider.provider], budgets: ledger, clock: clock.routing) {
            ModelPrice(rates: rates).cost(of: $2)
        }
        let failure = await #expect(throws: RoutingFailure.self) {
            try await router.ask(.question(), over: route)
        }
        #expect(failure?.error.kind == .budget)
    }

    @Test func `who is too dear, or has no price, is passed over for the next`() async throws {
        let (dear, unpriced) = (
            ScriptedProvider("dear", clock, .answer()), ScriptedProvider("unpriced", clock, .answer())
        )
        let (ill, cheap) = (
            ScriptedProvider("ill", clock, .fail(ModelError(.overload, "'ill' is ill"))),
            ScriptedProvider("cheap", clock, .answer())
        )
        let router = Router(
            [dear, unpriced, ill, cheap].map(\.provider),
            budgets: BudgetLedger(request: RequestLimits(money: Money(picodollars: 1000))),
            clock: clock.routing
        ) { name, _, usage in
            name == "unpriced" ? nil : Money(picodollars: Int64(usage.total * (name == "dear" ? 100 : 1)))
        }
        var route = Route(
            ["ill", "dear", "unpriced", "cheap"].map { RouteCandidate($0) }, retry: RetryPolicy(attempts: 1))
        let answer = try await router.ask(.question(), over: route)
        #expect(answer.provider == "cheap")
        #expect(
            answer.record.attempts.map { $0.outcome.word } == ["overload", "budget", "budget", "answered"])
        route.candidates.removeLast()
        let failure = await #expect(throws: RoutingFailure.self) {
            try await router.ask(.question(), over: route)
        }
        #expect(failure?.error.kind == .overload)
        let message = failure?.error.message ?? ""
        #expect(
            message.contains("'ill' is ill") && message.contains("cannot ask 'dear/dear-model'"), "\(message)"
        )
        #expect(message.contains("cannot ask 'unpriced/unpriced-model': the model's price is not known"))
        #expect(dear.calls.isEmpty && unpriced.calls.isEmpty)
    }

    @Test func `a provider's usual price counts where nobody knows another`() async throws {
        let free = Provider(name: "p", model: "m", usualPrice: .free) { (_, _) throws(ModelError) in
            Reply(message: Message(.assistant, "fine"), stop: .finished, stopWord: "", usage: Usage())
        }
        let router = Router(
            [free], budgets: BudgetLedger(day: SpendingLimit(money: .zero)), clock: clock.routing
        ) { _, _, _ in nil }
        #expect(try await router.ask(.question(), over: route).cost == .zero)
    }
}

extension CallAttempt.Outcome {
    fileprivate var word: String {
        switch self {
        case .answered: "answered"
        case .cached: "cached"
        case .failed(let kind, _), .skipped(let kind, _): kind.rawValue
        }
    }
}
