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
}
