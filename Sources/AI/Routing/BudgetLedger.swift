/// Keeps budgets: what is about to be used is reserved before a call and settled after it.
///
/// | a reservation | reserve | settle |
/// | --- | --- | --- |
/// | none | open, if request, run and day have room for it; else refused | |
/// | open | | gone; what was really used is spent |
///
/// Since reservations count, calls under way at once can't use more than the budget, unless a provider counts
/// more than was estimated. A new day has nothing spent, but keeps what is reserved: it is settled there.
public struct BudgetLedger: Sendable {
    /// What one call may take.
    public struct Reservation: Sendable, Equatable {
        fileprivate let amount: Spending
        fileprivate let run: String?
    }

    private struct Account: Sendable {
        var spent: Spending
        var reserved = Spending()
    }

    /// What a call may take.
    public let request: RequestLimits
    private let dayLimit: SpendingLimit
    private var day: Int
    private var today: Account
    private var runs: [String: Account] = [:]

    /// - Parameters:
    ///   - request: what one call may take.
    ///   - limit: what all calls of a day may take.
    ///   - day: the number of today.
    ///   - spent: what was used today before this process, as the events say.
    public init(
        request: RequestLimits = RequestLimits(), day limit: SpendingLimit = SpendingLimit(),
        today day: Int = 0,
        spent: Spending = Spending()
    ) {
        (self.request, dayLimit, self.day) = (request, limit, day)
        today = Account(spent: spent)
    }

    /// What was used today.
    public var spentToday: Spending { today.spent }

    /// What a run has used; nil for one that nothing was asked for.
    public func spent(by run: String) -> Spending? { runs[run]?.spent }

    /// Whether the tokens of an answer, or their price, are limited: then the answer needs a bound that holds.
    func limitsAnswers(of run: RunBudget?) -> Bool {
        request.money != nil || [dayLimit, run?.limit].contains { $0?.tokens != nil || $0?.money != nil }
    }

    /// Sets aside what a call may take.
    ///
    /// - Parameters:
    ///   - estimate: what it may take.
    ///   - price: of the estimate; nil if nobody knows it, which no budget in money allows.
    ///   - run: the run that it counts for.
    ///   - day: the number of today.
    /// - Throws: ``ModelError`` of kind `budget` that names the budget, what is left of it and what is needed.
    public mutating func reserve(
        _ estimate: RequestEstimate, price: Money?, run: RunBudget?, day: Int
    ) throws(ModelError) -> Reservation {
        let amount = try check(estimate, price: price, run: run, day: day, withReserved: true)
        today.reserved += amount
        if let run { runs[run.run]?.reserved += amount }
        return Reservation(amount: amount, run: run?.run)
    }

    /// Whether there would be room, were nothing else under way: who waits for a turn need not wait in vain.
    mutating func check(
        _ estimate: RequestEstimate, price: Money?, run: RunBudget?, day: Int, withReserved: Bool = false
    ) throws(ModelError) -> Spending {
        if day > self.day { (self.day, today.spent) = (day, Spending()) }
        if let most = request.input, estimate.input > most {
            throw .budget("the request has about \(estimate.input) tokens, and \(most) are allowed")
        }
        if let most = request.money {
            let price = try known(price, for: "a request")
            if price > most { throw .budget("the request may cost \(price), and \(most) is allowed") }
        }
        let amount = Spending(tokens: estimate.total, money: price ?? .zero)
        try compare(amount, price, with: dayLimit, today, "today", withReserved)
        if let run {
            let account = runs[run.run] ?? Account(spent: run.spent)
            runs[run.run] = account
            try compare(amount, price, with: run.limit, account, "run '\(run.run)'", withReserved)
        }
        return amount
    }

    /// Replaces a reservation by what was used.
    public mutating func settle(_ reservation: Reservation, used: Spending, day: Int) {
        if day > self.day { (self.day, today.spent) = (day, Spending()) }
        today.reserved -= reservation.amount
        today.spent += used
        guard let run = reservation.run else { return }
        runs[run]?.reserved -= reservation.amount
        runs[run]?.spent += used
    }

    private func compare(
        _ amount: Spending, _ price: Money?, with limit: SpendingLimit, _ account: Account, _ name: String,
        _ withReserved: Bool
    ) throws(ModelError) {
        var used = account.spent
        if withReserved { used += account.reserved }
        if let most = limit.tokens, used.tokens.adding(amount.tokens) > most {
            throw .budget(
                "the budget of \(name) has \(max(most.taking(used.tokens), 0)) of \(most) tokens left, "
                    + "and the request may take \(amount.tokens)")
        }
        guard let most = limit.money else { return }
        let price = try known(price, for: name)
        // What costs nothing takes nothing away, even where more was spent than there was.
        if price > .zero, used.money + price > most {
            throw .budget(
                "the budget of \(name) has \(max(most - used.money, .zero)) of \(most) left, "
                    + "and the request may cost \(price)")
        }
    }

    private func known(_ price: Money?, for name: String) throws(ModelError) -> Money {
        guard let price else {
            throw .budget("the model's price is not known, so the budget of \(name) can't be kept")
        }
        return price
    }
}

extension ModelError {
    fileprivate static func budget(_ message: String) -> ModelError { ModelError(.budget, message) }
}
