import Testing

@testable import AI

struct RetryPolicyTests {
    let policy = RetryPolicy(firstPause: .seconds(1), longestPause: .seconds(30))

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 30), (7, 30), (1_000_000, 30)])
    func `the bound of a pause doubles with each failure up to the longest`(failures: Int, bound: Int) {
        #expect(
            policy.pause(afterFailures: failures, retryAfter: nil, random: 0.5) == .milliseconds(bound * 500))
    }

    @Test(arguments: [(0.0, 0), (0.25, 1), (1.0, 4), (7.0, 4), (-1.0, 0)])
    func `chance chooses anything up to the bound`(random: Double, seconds: Int) {
        #expect(policy.pause(afterFailures: 3, retryAfter: nil, random: random) == .seconds(seconds))
    }

    @Test func `a pause is never shorter than the provider asks for`() {
        #expect(policy.pause(afterFailures: 1, retryAfter: .seconds(7), random: 0.9) == .seconds(7))
        #expect(policy.pause(afterFailures: 4, retryAfter: .seconds(2), random: 1) == .seconds(8))
    }

    @Test func `a first pause that is longer than the longest is cut`() {
        let policy = RetryPolicy(firstPause: .seconds(9), longestPause: .seconds(3))
        #expect(policy.pause(afterFailures: 1, retryAfter: nil, random: 1) == .seconds(3))
    }
}
