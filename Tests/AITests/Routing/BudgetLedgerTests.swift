import Testing

@testable import AI

struct BudgetLedgerTests {
    private let estimate = RequestEstimate(input: 100, output: 400)
    private let price = Money(picodollars: 500)

    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            guard let error = error as? ModelError else { return "another error" }
            return error.kind == .budget ? error.message : "\(error.kind)"
        }
    }

    @Test func `a request has limits of its own`() {
        var ledger = BudgetLedger(request: RequestLimits(input: 99))
        #expect(
            message { _ = try ledger.reserve(estimate, price: nil, run: nil, day: 0) }
                == "the request has about 100 tokens, and 99 are allowed")
        ledger = BudgetLedger(request: RequestLimits(money: Money(picodollars: 20_000_000)))
        #expect(
            message {
                _ = try ledger.reserve(
                    estimate, price: Money(picodollars: 30_000_000), run: nil, day: 0)
            } == "the request may cost $0.00003, and $0.00002 is allowed")
        ledger = BudgetLedger(
            request: RequestLimits(input: 100, money: Money(picodollars: 500)))
        #expect(message { _ = try ledger.reserve(estimate, price: price, run: nil, day: 0) } == nil)
    }

    @Test func `an answer needs a bound where its tokens or their price are limited`() {
        let (tokens, money) = (SpendingLimit(tokens: 1), SpendingLimit(money: .zero))
        #expect(!BudgetLedger(request: RequestLimits(input: 9)).limitsAnswers(of: nil))
        #expect(BudgetLedger(request: RequestLimits(money: .zero)).limitsAnswers(of: nil))
        for limit in [tokens, money] {
            #expect(BudgetLedger(day: limit).limitsAnswers(of: nil))
            #expect(BudgetLedger().limitsAnswers(of: RunBudget(run: "7", limit: limit)))
        }
        #expect(!BudgetLedger().limitsAnswers(of: RunBudget(run: "7", limit: SpendingLimit())))
    }

    @Test func `what costs nothing is not refused, even where more was spent than there was`() {
        var ledger = BudgetLedger(
            day: SpendingLimit(money: Money(picodollars: 5)), spent: Spending(money: Money(picodollars: 6)))
        #expect(message { _ = try ledger.reserve(estimate, price: .zero, run: nil, day: 0) } == nil)
        #expect(message { _ = try ledger.reserve(estimate, price: price, run: nil, day: 0) } != nil)
    }

    @Test func `absurd amounts are refused, not added up until it breaks`() {
        var ledger = BudgetLedger(
            day: SpendingLimit(tokens: .max - 1),
            spent: Spending(tokens: .max, money: Money(picodollars: .max)))
        let absurd = RequestEstimate(input: .max, output: .max)
        #expect(message { _ = try ledger.reserve(absurd, price: nil, run: nil, day: 0) } != nil)
        var spending = Spending(tokens: .max)
        spending += Spending(tokens: .max)
        #expect(spending.tokens == .max)
    }

    @Test func `what is reserved is not given twice`() throws {
        var ledger = BudgetLedger(day: SpendingLimit(tokens: 1200))
        let first = try ledger.reserve(estimate, price: nil, run: nil, day: 0)
        let second = try ledger.reserve(estimate, price: nil, run: nil, day: 0)
        #expect(
            message { _ = try ledger.reserve(estimate, price: nil, run: nil, day: 0) }
                == "the budget of today has 200 of 1200 tokens left, and the request may take 500")
        ledger.settle(first, used: Spending(tokens: 100), day: 0)
        _ = try ledger.reserve(estimate, price: nil, run: nil, day: 0)
        ledger.settle(second, used: Spending(tokens: 500), day: 0)
        #expect(ledger.spentToday == Spending(tokens: 600))
    }

    @Test func `a call that took more than estimated is counted as it was`() throws {
        var ledger = BudgetLedger(day: SpendingLimit(tokens: 1000))
        let call = try ledger.reserve(estimate, price: nil, run: nil, day: 0)
        ledger.settle(call, used: Spending(tokens: 2000), day: 0)
        #expect(
            message { _ = try ledger.reserve(estimate, price: nil, run: nil, day: 0) }
                == "the budget of today has 0 of 1000 tokens left, and the request may take 500")
    }

    @Test func `a run has its own budget, and goes on where its events end`() throws {
        var ledger = BudgetLedger()
        let limit = SpendingLimit(money: Money(picodollars: 1000))
        let run = RunBudget(run: "7", limit: limit, spent: Spending(money: Money(picodollars: 500)))
        let call = try ledger.reserve(estimate, price: price, run: run, day: 0)
        #expect(message { _ = try ledger.reserve(estimate, price: price, run: run, day: 0) } != nil)
        let other = RunBudget(run: "8", limit: limit)
        _ = try ledger.reserve(estimate, price: price, run: other, day: 0)
        ledger.settle(call, used: Spending(tokens: 9, money: Money(picodollars: 100)), day: 0)
        // What it had used before is taken in once.
        #expect(ledger.spent(by: "7") == Spending(tokens: 9, money: Money(picodollars: 600)))
        #expect(message { _ = try ledger.reserve(estimate, price: price, run: run, day: 0) } != nil)
    }

    @Test func `a new day has nothing spent, and calls from the old one are counted in it`() throws {
        var ledger = BudgetLedger(
            day: SpendingLimit(tokens: 1000), today: 5, spent: Spending(tokens: 500))
        let call = try ledger.reserve(estimate, price: nil, run: nil, day: 5)
        #expect(message { _ = try ledger.reserve(estimate, price: nil, run: nil, day: 5) } != nil)
        _ = try ledger.reserve(estimate, price: nil, run: nil, day: 6)
        #expect(message { _ = try ledger.reserve(estimate, price: nil, run: nil, day: 6) } != nil)
        ledger.settle(call, used: Spending(tokens: 300), day: 6)
        #expect(ledger.spentToday == Spending(tokens: 300))
        // A clock that is set back begins no new day.
        #expect(message { _ = try ledger.reserve(estimate, price: nil, run: nil, day: 5) } != nil)
    }

    @Test func `a budget in money can't be kept without a price, one in tokens can`() throws {
        var ledger = BudgetLedger(day: SpendingLimit(tokens: 1000))
        _ = try ledger.reserve(estimate, price: nil, run: nil, day: 0)
        ledger = BudgetLedger(day: SpendingLimit(money: Money(picodollars: 1)))
        #expect(
            message { _ = try ledger.reserve(estimate, price: nil, run: nil, day: 0) }
                == "the model's price is not known, so the budget of today can't be kept")
    }

    @Test func `a refusal of one budget reserves nothing in the others`() throws {
        var ledger = BudgetLedger(day: SpendingLimit(tokens: 500))
        let run = RunBudget(run: "7", limit: SpendingLimit(tokens: 1))
        #expect(message { _ = try ledger.reserve(estimate, price: nil, run: run, day: 0) } != nil)
        _ = try ledger.reserve(estimate, price: nil, run: nil, day: 0)
    }
}
