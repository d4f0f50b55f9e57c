import AI
import Testing

struct MoneyTests {
    @Test(arguments: [
        ("0", 0), ("1", 1_000_000_000_000), ("0.25", 250_000_000_000), ("0.000000000001", 1),
        ("9223372.036854775807", Int64.max),
    ])
    func `amounts are exact`(text: String, picodollars: Int64) {
        #expect(Money(dollars: text)?.picodollars == picodollars)
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", "0x1", "1.0000000000001", "9223373", "٣",
    ])
    func `what is no amount is none`(text: String) { #expect(Money(dollars: text) == nil) }

    @Test(arguments: [
        (Int64(0), "$0.00"), (1_500_000_000_000, "$1.50"), (4_200_000_000, "$0.0042"), (1, "$0.000001"),
        (-2_000_000_000_000, "-$2.00"), (999_999_999_999, "$1.00"), (.max, "$9223372.036855"),
        (.min, "-$9223372.036855"),
    ])
    func `amounts show cents, and what is more only where there is more`(picodollars: Int64, text: String) {
        #expect(Money(picodollars: picodollars).description == text)
    }

    @Test func `what is beyond the bound stays there`() throws {
        let most = Money(picodollars: .max)
        #expect(most + Money(picodollars: 1) == most)
        let dear = ModelPrice(rates: .init(input: most, output: .zero))
        #expect(dear.cost(of: Usage(input: 2, output: 0)) == most)
    }
}
