import Testing

@testable import AI

struct TokenBucketTests {
    /// The times at which as many as possible begin, each as early as it may.
    private func starts(_ count: Int, limit: Int, amount: Int = 1, pause: Duration = .zero) -> [Duration] {
        var bucket = TokenBucket(limit: limit, at: .zero)
        var now = pause
        return (0..<count).map { _ in
            now += bucket.wait(for: amount, at: now)
            bucket.take(amount, at: now)
            return now
        }
    }

    /// The most that lie within any minute.
    private func mostInAMinute(_ times: [Duration]) -> Int {
        var first = 0
        var most = 0
        for (index, time) in times.enumerated() {
            while time - times[first] >= .seconds(60) { first += 1 }
            most = max(most, index - first + 1)
        }
        return most
    }

    @Test(arguments: [1, 2, 3, 7, 10, 19, 20, 60, 99, 600, 1000, 50_000])
    func `no minute sees more than the limit`(
        limit: Int
    ) {
        let times = starts(min(limit * 3 + 20, 20_000), limit: limit)
        #expect(mostInAMinute(times) <= limit)
        #expect(mostInAMinute(starts(limit + 5, limit: limit, pause: .seconds(1000))) <= limit)
    }

    @Test(arguments: [10, 60, 600]) func `nine tenths of the limit are used at least`(limit: Int) throws {
        let times = starts(limit * 10, limit: limit)
        #expect(try #require(times.last) <= .seconds(60 * 10 * 10 / 9 + 60))
    }

    @Test func `a tenth may begin at once, then one after the other`() {
        let times = starts(12, limit: 100)
        #expect(times[9] == .zero)
        #expect(times[10] > .zero)
        #expect(times[11] - times[10] == .microseconds(60_000_000 / 91 + 1) || times[11] > times[10])
    }

    @Test func `a wait that was computed is enough, whenever it is asked`() {
        var bucket = TokenBucket(limit: 7, at: .zero)
        var generator = UInt64(1)
        var now = Duration.zero
        for _ in 0..<1000 {
            generator = generator &* 6_364_136_223_846_793_005 &+ 1
            now += .nanoseconds(Int64(generator >> 30))
            now += bucket.wait(for: 1, at: now)
            #expect(bucket.wait(for: 1, at: now) == .zero)
            bucket.take(1, at: now)
        }
    }

    @Test func `more than it holds may begin once it is full, and leaves a debt`() {
        var bucket = TokenBucket(limit: 1000, at: .zero)
        #expect(bucket.wait(for: 5000, at: .zero) == .zero)
        bucket.take(5000, at: .zero)
        // Five times what comes back in about a minute.
        #expect(bucket.wait(for: 1, at: .zero) > .seconds(4 * 60))
        #expect(bucket.wait(for: 1, at: .zero) < .seconds(6 * 60))
    }

    @Test func `an estimate is corrected in both directions`() {
        var bucket = TokenBucket(limit: 1000, at: .zero)
        bucket.take(100, at: .zero)
        #expect(bucket.wait(for: 100, at: .zero) > .zero)
        bucket.correct(100, to: 0, at: .zero)
        #expect(bucket.wait(for: 100, at: .zero) == .zero)
        bucket.correct(0, to: 100, at: .zero)
        #expect(bucket.wait(for: 100, at: .zero) > .zero)
        bucket.correct(1_000_000, to: 0, at: .zero)
        #expect(bucket.wait(for: 100, at: .zero) == .zero)
    }

    @Test func `absurd numbers do no harm`() {
        var bucket = TokenBucket(limit: .max, at: .zero)
        bucket.take(.max, at: .seconds(Int64.max))
        bucket.take(.min, at: .zero)
        bucket.correct(.min, to: .max, at: .seconds(1))
        #expect(bucket.wait(for: .max, at: .seconds(1)) >= .zero)
        var small = TokenBucket(limit: -5, at: .zero)
        small.take(.max, at: .zero)
        #expect(small.wait(for: 1, at: .zero) > .zero)
    }
}
