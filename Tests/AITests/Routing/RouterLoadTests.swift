import AI
import TestSupport
import Testing

/// A thousand requests at once.
struct RouterLoadTests {
    let clock = VirtualClock()

    private func router(_ provider: ScriptedProvider, _ limits: ProviderLimits) -> Router {
        Router([provider.provider], limits: [provider.name: limits], clock: clock.routing) { _, _, _ in .zero
        }
    }

    private let route = Route([RouteCandidate("p", callLimit: .seconds(100_000))])

    @Test func `the rate is held in every minute, and so is the number of calls at once`() async throws {
        let provider = ScriptedProvider("p", clock, .answer(after: .milliseconds(700)))
        let router = router(provider, ProviderLimits(concurrent: 7, requestsPerMinute: 600))
        let options = AskOptions(timeLimit: .seconds(100_000))
        let answers = try await clock.passing {
            try await withThrowingTaskGroup(of: RoutedReply.self) { group in
                for _ in 0..<1000 {
                    group.addTask { try await router.ask(.question(), over: route, options) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(answers.count == 1000)
        #expect(provider.mostRunning <= 7)
        let times = provider.calls.map(\.at)
        #expect(times.count == 1000)
        for (index, time) in times.enumerated() where index >= 600 {
            #expect(time - times[index - 600] >= .seconds(60))
        }
        #expect(await router.status(of: "p")?.waiting == 0)
        #expect(await router.status(of: "p")?.running == 0)
    }

    @Test func `the order is by priority, and within one by coming`() async throws {
        let provider = ScriptedProvider("p", clock, .answer(after: .seconds(1)), .answer())
        let router = router(provider, ProviderLimits(concurrent: 1))
        let options = AskOptions(timeLimit: .seconds(100_000))
        let first = Task { try await router.ask(.question("first"), over: route, options) }
        await clock.sleeper(until: .seconds(1))
        // Told by the router itself, one after the other, as they come into the queue.
        let waiting = Notes<String>()
        var generator = SeededGenerator(seed: 3)
        let priorities = (0..<999).map { _ in
            RequestPriority.allCases.randomElement(using: &generator) ?? .agent
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, priority) in priorities.enumerated() {
                group.addTask {
                    let name = "\(priority.rawValue) \(number)"
                    let options = AskOptions(priority: priority, timeLimit: .seconds(100_000))
                    _ = try await router.ask(.question(name), over: route, options) { _ in
                        waiting.add(name)
                    }
                }
            }
            await waiting.reach(999)
            clock.advance(to: .seconds(1))
            try await group.waitForAll()
        }
        _ = try await first.value
        let expected = ["0", "1", "2"].flatMap { rank in waiting.all.filter { $0.hasPrefix(rank + " ") } }
        #expect(provider.calls.map(\.text) == ["first"] + expected)
    }

    @Test func `a thousand that are cancelled leave nothing behind`() async {
        let provider = ScriptedProvider("p", clock, .hang)
        let router = router(provider, ProviderLimits(concurrent: 5))
        let log = Notes<RoutingNews>()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<1000 {
                group.addTask { _ = try? await router.ask(.question(), over: route) { log.add($0) } }
            }
            await log.reach(995)
            group.cancelAll()
        }
        #expect(await router.status(of: "p")?.waiting == 0)
        #expect(await router.status(of: "p")?.running == 0)
    }
}
