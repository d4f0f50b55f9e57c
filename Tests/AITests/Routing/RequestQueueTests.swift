import TestSupport
import Testing

@testable import AI

struct RequestQueueTests {
    private func entry(
        _ id: Int, _ priority: RequestPriority = .agent, since: Duration = .zero, tokens: Int = 10,
        deadline: Duration = .seconds(1000)
    ) -> RequestQueue.Entry {
        RequestQueue.Entry(id: id, priority: priority, tokens: tokens, since: since, deadline: deadline)
    }

    private enum Input: CaseIterable { case start, expire, cancel, turnAway, finish, withdraw }

    /// A queue for one call at once, in which entry 1 is in a state.
    private func queue(_ state: String) -> RequestQueue {
        var queue = RequestQueue(ProviderLimits(concurrent: 1), at: .zero)
        if state == "waiting" { queue.enqueue(entry(0)) }
        queue.enqueue(entry(1, deadline: .seconds(50)))
        _ = queue.advance(to: .zero)
        if state == "gone" { queue.finish(1, tokens: nil, at: .zero) }
        return queue
    }

    /// Those who wait and run after each input, in the order of ``Input``; entry 0 runs where 1 waits.
    private static let table: [(String, [(waiting: Int, running: Int)])] = [
        ("waiting", [(0, 1), (0, 1), (0, 1), (0, 1), (1, 1), (1, 1)]),
        ("running", [(0, 1), (0, 1), (0, 1), (0, 1), (0, 0), (0, 0)]),
        ("gone", [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)]),
    ]

    @Test(arguments: table) func `every state knows every input`(
        state: String, expected: [(waiting: Int, running: Int)]
    ) {
        for (input, expected) in zip(Input.allCases, expected) {
            var queue = queue(state)
            var outputs: [RequestQueue.Output] = []
            switch input {
            case .start:
                queue.finish(0, tokens: nil, at: .zero)
                outputs = queue.advance(to: .zero)
                #expect(outputs == (state == "waiting" ? [.start(1)] : []))
            case .expire:
                outputs = queue.advance(to: .seconds(50))
                #expect(outputs == (state == "waiting" ? [.expire(1)] : []))
            case .cancel: #expect(queue.cancel(1) == (state == "waiting"))
            case .turnAway:
                queue.pause(until: .seconds(100))
                outputs = queue.advance(to: .zero)
                #expect(outputs == (state == "waiting" ? [.turnAway(1, until: .seconds(100))] : []))
            case .finish: queue.finish(1, tokens: 5, at: .zero)
            case .withdraw: queue.withdraw(1, at: .zero)
            }
            #expect(queue.waitingCount == expected.waiting, "\(state) × \(input)")
            #expect(queue.runningCount == expected.running, "\(state) × \(input)")
        }
    }

    /// The order in which all start, one at a time, all being there at `now`.
    private func order(_ entries: [RequestQueue.Entry], at now: Duration) -> [Int] {
        var queue = RequestQueue(ProviderLimits(concurrent: 1, aging: .seconds(30)), at: .zero)
        for entry in entries { queue.enqueue(entry) }
        var order: [Int] = []
        while case .start(let id)? = queue.advance(to: now).first {
            order.append(id)
            queue.finish(id, tokens: nil, at: now)
        }
        return order
    }

    @Test func `the higher priority goes first, and within one who came first`() {
        let entries = [
            entry(1, .background), entry(2, .agent), entry(3, .interactive), entry(4, .background),
            entry(5, .interactive), entry(6, .agent),
        ]
        #expect(order(entries, at: .zero) == [3, 5, 2, 6, 1, 4])
    }

    @Test func `who asks again keeps his place`() {
        let entries = [
            entry(1, since: .seconds(5)), entry(2, since: .seconds(9)), entry(3, since: .seconds(2)),
            entry(4, since: .seconds(5)),
        ]
        #expect(order(entries, at: .seconds(9)) == [3, 1, 4, 2])
    }

    @Test func `nobody is passed by who comes more than the aging later`() {
        let entries = [
            entry(1, .background), entry(2, .interactive, since: .seconds(59)),
            entry(3, .interactive, since: .seconds(61)), entry(4, .agent, since: .seconds(29)),
            entry(5, .agent, since: .seconds(31)),
        ]
        #expect(order(entries, at: .seconds(61)) == [2, 4, 1, 3, 5])
    }

    @Test func `a stream of urgent ones does not starve one that can wait`() {
        var queue = RequestQueue(ProviderLimits(concurrent: 1), at: .zero)
        queue.enqueue(entry(0, .background))
        var startedAt: Int?
        for second in 0..<200 {
            // Two come, one goes.
            for id in [1000 + second, 2000 + second] {
                queue.enqueue(entry(id, .interactive, since: .seconds(second)))
            }
            if case .start(let id)? = queue.advance(to: .seconds(second)).first {
                if id == 0 { startedAt = second }
                queue.finish(id, tokens: nil, at: .seconds(second))
            }
        }
        // Those who came in its first minute, the 60th second included, go before it, and nobody else.
        #expect(startedAt == 122)
    }

    @Test func `no more than allowed run at once`() {
        var queue = RequestQueue(ProviderLimits(concurrent: 3), at: .zero)
        for id in 1...5 { queue.enqueue(entry(id)) }
        #expect(queue.advance(to: .zero) == [.start(1), .start(2), .start(3)])
        #expect(queue.advance(to: .zero).isEmpty)
        queue.finish(2, tokens: nil, at: .zero)
        queue.finish(2, tokens: nil, at: .zero)
        #expect(queue.advance(to: .zero) == [.start(4)])
    }

    @Test func `the rate keeps one waiting, and the next time is exact`() throws {
        var queue = RequestQueue(ProviderLimits(concurrent: 100, requestsPerMinute: 60), at: .zero)
        for id in 1...8 { queue.enqueue(entry(id)) }
        #expect(queue.advance(to: .zero).count == 6)
        let time = queue.nextTime(after: .zero)
        let next = try #require(time)
        #expect(next > .seconds(1) && next < .milliseconds(1100))
        #expect(queue.advance(to: next - .microseconds(1)).isEmpty)
        #expect(queue.advance(to: next) == [.start(7)])
    }

    @Test func `tokens are counted by estimate, then as they were`() throws {
        var queue = RequestQueue(ProviderLimits(tokensPerMinute: 1000), at: .zero)
        queue.enqueue(entry(1, tokens: 100))
        queue.enqueue(entry(2, tokens: 100))
        #expect(queue.advance(to: .zero) == [.start(1)])
        queue.finish(1, tokens: 0, at: .zero)
        #expect(queue.advance(to: .zero) == [.start(2)])
        queue.finish(2, tokens: 500, at: .zero)
        queue.enqueue(entry(3, tokens: 1))
        #expect(queue.advance(to: .seconds(20)).isEmpty)
        let next = queue.nextTime(after: .seconds(20))
        #expect(try #require(next) < .seconds(30))
    }

    @Test func `a small request does not pass a large one`() throws {
        var queue = RequestQueue(ProviderLimits(tokensPerMinute: 1000), at: .zero)
        queue.enqueue(entry(1, tokens: 50))
        queue.enqueue(entry(2, tokens: 90))
        queue.enqueue(entry(3, tokens: 1))
        #expect(queue.advance(to: .zero) == [.start(1)])
        let next = queue.nextTime(after: .zero)
        #expect(try #require(next) < .seconds(3))
        #expect(queue.advance(to: .seconds(10)) == [.start(2), .start(3)])
    }

    @Test func `a short pause is waited for, and it never gets shorter`() {
        var queue = RequestQueue(ProviderLimits(), at: .zero)
        queue.pause(until: .seconds(20))
        queue.pause(until: .seconds(10))
        queue.enqueue(entry(1))
        #expect(queue.advance(to: .zero).isEmpty)
        #expect(queue.nextTime(after: .zero) == .seconds(20))
        #expect(queue.turnsAway(at: .zero, deadline: .seconds(1000)) == nil)
        #expect(queue.advance(to: .seconds(20)) == [.start(1)])
    }

    @Test func `who could not wait to the end of a pause is turned away at once`() {
        var queue = RequestQueue(ProviderLimits(longestPause: .seconds(60)), at: .zero)
        queue.pause(until: .seconds(20))
        queue.enqueue(entry(1, deadline: .seconds(20)))
        queue.enqueue(entry(2, deadline: .seconds(21)))
        #expect(queue.advance(to: .zero) == [.turnAway(1, until: .seconds(20))])
        #expect(queue.turnsAway(at: .zero, deadline: .seconds(20)) == .seconds(20))
        #expect(queue.turnsAway(at: .seconds(20), deadline: .seconds(20)) == nil)
        queue.pause(until: .seconds(90))
        #expect(queue.advance(to: .seconds(1)) == [.turnAway(2, until: .seconds(90))])
    }

    @Test func `a turn that was not used counts for nothing`() {
        let limits = ProviderLimits(requestsPerMinute: 10, tokensPerMinute: 100)
        var queue = RequestQueue(limits, at: .zero)
        queue.enqueue(entry(1))
        queue.enqueue(entry(2))
        #expect(queue.advance(to: .zero) == [.start(1)])
        queue.withdraw(1, at: .zero)
        #expect(queue.advance(to: .zero) == [.start(2)])
        queue.finish(2, tokens: nil, at: .zero)
        queue.enqueue(entry(3))
        #expect(queue.advance(to: .zero) == [])
        #expect(queue.turnAwayAll(until: .seconds(5)) == [.turnAway(3, until: .seconds(5))])
        #expect(queue.waitingCount == 0)
    }

    @Test func `the next time is a deadline where nothing else can happen`() {
        var queue = queue("waiting")
        #expect(queue.nextTime(after: .zero) == .seconds(50))
        #expect(queue.cancel(1) == true)
        #expect(queue.nextTime(after: .zero) == nil)
    }

    @Test func `whatever happens, nobody is lost and nobody has two endings`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<50 {
            let limits = ProviderLimits(
                concurrent: Int.random(in: 1...4, using: &generator), requestsPerMinute: 120,
                tokensPerMinute: 5000)
            var queue = RequestQueue(limits, at: .zero)
            var now = Duration.zero
            var open: Set<Int> = []
            var running: [Int] = []
            var ended: Set<Int> = []
            func take(_ outputs: [RequestQueue.Output]) {
                for output in outputs {
                    switch output {
                    case .start(let id): running.append(id)
                    case .expire(let id), .turnAway(let id, _): #expect(ended.insert(id).inserted)
                    }
                }
                #expect(running.count <= limits.concurrent)
            }
            for id in 0..<300 {
                now += .milliseconds(Int.random(in: 0...500, using: &generator))
                let priority = RequestPriority.allCases.randomElement(using: &generator) ?? .agent
                let patience = Int.random(in: 1...60, using: &generator)
                open.insert(id)
                queue.enqueue(
                    entry(
                        id, priority, since: now, tokens: Int.random(in: 1...900, using: &generator),
                        deadline: now + .seconds(patience)))
                take(queue.advance(to: now))
                switch Int.random(in: 0...9, using: &generator) {
                case 0...4:
                    if let one = running.randomElement(using: &generator) {
                        queue.finish(one, tokens: Int.random(in: 0...900, using: &generator), at: now)
                        running.removeAll { $0 == one }
                        #expect(ended.insert(one).inserted)
                    }
                case 5: if queue.cancel(id) { #expect(ended.insert(id).inserted) }
                case 6: queue.pause(until: now + .seconds(Int.random(in: 1...70, using: &generator)))
                default: break
                }
            }
            // Nothing waits forever: whoever follows the next times comes to an end.
            while let next = queue.nextTime(after: now) {
                #expect(next > now || !running.isEmpty)
                now = max(now, next)
                take(queue.advance(to: now))
                for one in running {
                    queue.finish(one, tokens: nil, at: now)
                    #expect(ended.insert(one).inserted)
                }
                running = []
            }
            for one in running { ended.insert(one) }
            #expect(ended == open)
        }
    }
}
