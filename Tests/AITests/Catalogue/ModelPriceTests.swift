import AI
import Testing

struct ModelPriceTests {
    /// Two dollars for a million tokens that are sent, ten for those that are answered.
    private let price = ModelPrice(
        rates: .init(
            input: Money(picodollars: 2_000_000), output: Money(picodollars: 10_000_000),
            cacheRead: Money(picodollars: 200_000), cacheWrite: Money(picodollars: 2_500_000)),
        beyond: (
            tokens: 1000,
            rates: .init(input: Money(picodollars: 4_000_000), output: Money(picodollars: 20_000_000))
        ))

    @Test func `each kind of token has its own rate`() {
        let usage = Usage(input: 100, output: 10, cacheRead: 600, cacheWrite: 50, inputHoldsCache: false)
        #expect(price.cost(of: usage)?.picodollars == 545_000_000)
    }

    @Test func `what is found in the cache is not paid twice`() {
        let usage = Usage(input: 750, output: 10, cacheRead: 600, cacheWrite: 50, inputHoldsCache: true)
        #expect(price.cost(of: usage)?.picodollars == 545_000_000)
    }

    @Test func `thoughts are paid as what is answered`() {
        let usage = Usage(input: 0, output: 1, thinking: 9, outputHoldsThinking: false)
        #expect(price.cost(of: usage)?.picodollars == 100_000_000)
    }

    @Test(arguments: [(1000, 2_000_000_000), (1001, 4_004_000_000)])
    func `a long question costs more from its first token on`(tokens: Int, picodollars: Int64) {
        #expect(price.cost(of: Usage(input: tokens, output: 0))?.picodollars == picodollars)
    }

    @Test func `what nobody has counted has no price, unless it is free`() {
        #expect(price.cost(of: Usage()) == nil)
        #expect(ModelPrice.free.cost(of: Usage()) == .zero)
    }
}
