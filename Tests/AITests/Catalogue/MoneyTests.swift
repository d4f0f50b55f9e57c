import AI
import Testing

struct MoneyTests {
    @Test(
        arguments: [
            (0, "$0.0000"), (1, "<$0.0001"), (99_999, "<$0.0001"), (100_000, "$0.0001"), (149_999, "$0.0001"),
            (150_000, "$0.0002"), (12_300_000, "$0.0123"), (999_999_999, "$1.0000"), (1_000_000_000, "$1.00"),
            (1_234_567_890, "$1.23"), (1_235_000_000, "$1.24"), (12_300_000_000, "$12.30"), (-1, "-<$0.0001"),
            (-12_300_000, "-$0.0123"), (.max, "$9223372036.85"), (.min, "-$9223372036.85"),
        ] as [(Int64, String)]) func `small amounts have more digits`(nanodollars: Int64, text: String)
    {
        #expect(Money(nanodollars: nanodollars).description == text)
    }

    @Test func `what does not fit is cut`() {
        let (most, least) = (Money(nanodollars: .max), Money(nanodollars: .min))
        #expect(most + Money(nanodollars: 1) == most)
        #expect(least - Money(nanodollars: 1) == least)
        #expect(least + Money(nanodollars: -1) == least)
        #expect(most - Money(nanodollars: -1) == most)
        #expect(Money(nanodollars: 3) - Money(nanodollars: 5) == Money(nanodollars: -2))
        #expect(least < .zero && .zero < most)
    }
}
