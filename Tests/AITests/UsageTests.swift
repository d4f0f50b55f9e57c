import AI
import Testing

struct UsageTests {
    @Test func `what was found in the cache is not paid in full, whoever counts it where`() {
        let apart = Usage(input: 4, output: 10, cacheRead: 90, cacheWrite: 6, inputHoldsCache: false)
        #expect(apart.freshInput == 4)
        #expect(apart.total == 110)
        let inside = Usage(input: 100, output: 10, cacheRead: 90, cacheWrite: 6, inputHoldsCache: true)
        #expect(inside.freshInput == 4)
        #expect(inside.total == 110)
    }

    @Test func `thinking is paid as output, whoever counts it where`() {
        #expect(Usage(output: 10, thinking: 7, outputHoldsThinking: true).paidOutput == 10)
        #expect(Usage(output: 10, thinking: 7, outputHoldsThinking: false).paidOutput == 17)
    }

    @Test func `counts beyond all bounds are added without a trap`() {
        let most = Usage(
            input: .max, output: .max, cacheRead: .max, cacheWrite: .max, thinking: .max,
            inputHoldsCache: false,
            outputHoldsThinking: false)
        #expect(most.total == .max)
        #expect(Usage(input: 5, cacheRead: .max, cacheWrite: .max).freshInput == 0)
        let price = ModelPrice(
            rates: .init(input: Money(picodollars: .max), output: .zero),
            beyond: (5, .init(input: Money(picodollars: 1), output: Money(picodollars: 1))))
        #expect(price.cost(of: most) == Money(picodollars: .max))
    }
}
