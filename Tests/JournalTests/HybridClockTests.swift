import Platform
import Testing

@testable import Journal

@Suite struct HybridClockTests {
    private let replica = ReplicaID(bits: 7)
    private let now = Timestamp(milliseconds: 1_800_000_000_000)

    private func earlier(_ milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds - milliseconds)
    }

    @Test func `follows the wall clock while that is ahead`() throws {
        var clock = HybridClock()
        #expect(try clock.next(at: earlier(5), replica: replica).time == now.milliseconds - 5)
        let id = try clock.next(at: now, replica: replica)
        #expect(id.time == now.milliseconds)
        #expect(id.counter == 0)
    }

    @Test func `counts while the wall clock stands still or jumps back`() throws {
        var clock = HybridClock()
        let first = try clock.next(at: now, replica: replica)
        let second = try clock.next(at: now, replica: replica)
        let third = try clock.next(at: earlier(86_400_000), replica: replica)
        #expect(first < second && second < third)
        #expect(third.time == now.milliseconds)
        #expect(third.counter == 2)
    }

    @Test func `is never behind an id of another replica`() throws {
        var clock = HybridClock()
        let theirs = EventID(time: now.milliseconds + 60_000, counter: 9, replica: ReplicaID(bits: 1 << 59))
        clock.observe(theirs)
        #expect(try clock.next(at: now, replica: replica) > theirs)
    }

    @Test func `goes on with the next millisecond when the counter is used up`() throws {
        var clock = HybridClock()
        clock.observe(EventID(time: now.milliseconds, counter: EventID.counterLimit - 1, replica: replica))
        let id = try clock.next(at: now, replica: replica)
        #expect(id.time == now.milliseconds + 1)
        #expect(id.counter == 0)
    }

    @Test(arguments: ["1970-01-01T00:00:00Z", "2024-12-31T23:59:59.999Z", "2100-01-01T00:00:00Z"])
    func `refuses a wall clock that no event may carry`(text: String) throws {
        let time = try #require(Timestamp(iso8601: text))
        var clock = HybridClock()
        #expect(throws: JournalError.self) { try clock.next(at: time, replica: replica) }
        #expect(clock == HybridClock())
    }

    @Test func `does not follow an id from a time that no clock may have`() throws {
        var clock = HybridClock()
        clock.observe(EventID(time: 1 << 48 - 1, counter: 0, replica: replica))
        #expect(try clock.next(at: now, replica: replica).time == now.milliseconds)
    }
}
