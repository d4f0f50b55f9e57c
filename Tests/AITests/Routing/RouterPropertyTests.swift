import AI
import TestSupport
import Testing

struct RouterPropertyTests {
    /// What may go wrong, some of it often.
    private func script(_ generator: inout SeededGenerator) -> [ScriptedProvider.Line] {
        (0..<200).map { _ in
            let time = Duration.milliseconds(Int.random(in: 0...900, using: &generator))
            let pieces = Bool.random(using: &generator) ? ["some ", "pieces"] : []
            if Int.random(in: 0..<3, using: &generator) > 0 { return .answer(after: time, pieces: pieces) }
            let kinds = ModelError.Kind.allCases.filter { $0 != .budget && $0 != .cancelled }
            let kind = kinds.randomElement(using: &generator) ?? .overload
            let wait = Duration.seconds(Int.random(in: 0...90, using: &generator))
            let error = ModelError(
                kind, "it has failed", retryAfter: Bool.random(using: &generator) ? wait : nil,
                isFree: pieces.isEmpty)
            return .fail(error, after: time, pieces: pieces)
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `whatever providers do, every request ends once, and every call is in a record`(
        seed: UInt64
    ) async throws {
        var generator = SeededGenerator(seed: seed)
        let clock = VirtualClock()
        let providers = ["a", "b", "c"].map {
            ScriptedProvider($0, clock, script: script(&generator))
        }
        let limits = ProviderLimits(
            concurrent: 3, requestsPerMinute: 300, tokensPerMinute: 60_000,
            breaker: CircuitBreaker.Settings(failures: 3))
        let router = Router(
            providers.map(\.provider), limits: ["a": limits, "b": limits, "c": limits],
            clock: clock.routing
        ) { _, _, usage in Money(picodollars: Int64(usage.total)) }
        let requests = (0..<150).map { number in
            let names = ["a", "b", "c"].shuffled(using: &generator).prefix(1 + number % 3)
            let route = Route(
                names.map { RouteCandidate($0, callLimit: .seconds(100_000)) },
                fallsBackWhenRefused: Bool.random(using: &generator))
            return (route, RequestPriority.allCases[number % 3])
        }
        let records = await clock.passing {
            await withTaskGroup(of: CallRecord.self) { group in
                for (route, priority) in requests {
                    group.addTask {
                        let options = AskOptions(priority: priority, timeLimit: .seconds(100_000))
                        do throws(RoutingFailure) {
                            return try await router.ask(.question(), over: route, options).record
                        } catch { return error.record }
                    }
                }
                return await group.reduce(into: [CallRecord]()) { $0.append($1) }
            }
        }
        #expect(records.count == requests.count)
        for provider in providers {
            let asked = records.flatMap(\.attempts).count { attempt in
                if case .skipped = attempt.outcome { return false }
                return attempt.provider == provider.name
            }
            #expect(asked == provider.calls.count)
            #expect(provider.mostRunning <= 3)
            let status = await router.status(of: provider.name)
            #expect(status?.waiting == 0 && status?.running == 0)
        }
        var spent = Spending()
        for record in records {
            spent += record.spending
            #expect(try CallRecord(record.json) == record)
        }
        #expect(await router.spentToday == spent)
    }
}
