/// What a model's tokens cost, each.
public struct ModelPrice: Sendable, Equatable {
    /// The prices of one token.
    public struct Rates: Sendable, Equatable {
        /// Of one that is sent.
        public var input: Money
        /// Of one that is answered or thought.
        public var output: Money
        /// Of one that is found in the provider's cache.
        public var cacheRead: Money
        /// Of one that is put into the provider's cache.
        public var cacheWrite: Money

        /// Rates; without a word the cache costs what is sent.
        public init(input: Money, output: Money, cacheRead: Money? = nil, cacheWrite: Money? = nil) {
            (self.input, self.output) = (input, output)
            (self.cacheRead, self.cacheWrite) = (cacheRead ?? input, cacheWrite ?? input)
        }
    }

    /// As long as the question is no longer than usual.
    public var rates: Rates
    /// For a question of more tokens than these, all tokens of the exchange have other rates.
    public var beyond: (tokens: Int, rates: Rates)?
    /// When somebody has looked at the provider's page last, as in `2025-11-20`; prices change.
    public var date: String?

    /// A price of these parts.
    public init(rates: Rates, beyond: (tokens: Int, rates: Rates)? = nil, date: String? = nil) {
        (self.rates, self.beyond, self.date) = (rates, beyond, date)
    }

    /// Nothing, as for models that run on one's own machine.
    public static let free = ModelPrice(rates: Rates(input: .zero, output: .zero))

    /// What an exchange has cost; nil where the provider has not said how many tokens it took.
    public func cost(of usage: Usage) -> Money? {
        if self == .free { return .zero }
        guard usage.input != nil else { return nil }
        let (read, written) = (usage.cacheRead ?? 0, usage.cacheWrite ?? 0)
        let rates =
            beyond.map { usage.freshInput.adding(read).adding(written) > $0.tokens ? $0.rates : self.rates }
            ?? self.rates
        return rates.input * usage.freshInput + rates.output * usage.paidOutput + rates.cacheRead * read
            + rates.cacheWrite * written
    }

    /// Whether the rates and the date are the same.
    public static func == (left: ModelPrice, right: ModelPrice) -> Bool {
        left.rates == right.rates && left.date == right.date && left.beyond?.tokens == right.beyond?.tokens
            && left.beyond?.rates == right.beyond?.rates
    }
}
