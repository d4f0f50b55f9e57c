import AI
import Platform
import Testing

struct RoutingClockTests {
    @Test func `the machine's clock goes on, and knows the day`() async {
        let clock = RoutingClock.system(time: .fixed(Timestamp(milliseconds: 3 * 86_400_000 - 1)))
        let before = clock.now()
        await clock.sleep(before)
        #expect(clock.now() >= before)
        #expect(clock.day() == 2)
        for _ in 0..<100 { #expect((0..<1).contains(clock.random())) }
    }

    @Test func `a sleep ends when its task is cancelled`() async {
        let clock = RoutingClock.system()
        let sleeper = Task { await clock.sleep(clock.now() + .seconds(3600)) }
        sleeper.cancel()
        await sleeper.value
        #expect(clock.now() < .seconds(3600))
    }
}
