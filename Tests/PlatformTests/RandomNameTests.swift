import Platform
import Testing

@Suite struct RandomNameTests {
    @Test func `a name has twelve digits, and the upper four bits do not count`() {
        #expect(RandomName.text(bits: 0) == "000000000000")
        #expect(RandomName.text(bits: 31) == "00000000000z")
        #expect(RandomName.text(bits: .max) == "zzzzzzzzzzzz")
        #expect(RandomName.text(bits: 0xF << 60 | 1) == "000000000001")
    }

    @Test func `what no bits make is no name`() {
        #expect(RandomName.isValid("0123456789ab"))
        for text in [
            "", "0123456789a", "0123456789abc", "0123456789aB", "0123456789al", "0123456789a/", "ÀÀÀÀÀÀ",
        ] {
            #expect(!RandomName.isValid(text), "\(text)")
        }
    }
}
