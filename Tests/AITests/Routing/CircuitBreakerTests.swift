import Testing

@testable import AI

struct CircuitBreakerTests {
    private enum Input: String, CaseIterable { case admit, answered, failed, abandoned }

    private let settings = CircuitBreaker.Settings(
        failures: 2, coolDown: .seconds(10), longestCoolDown: .seconds(30))

    /// A breaker in a state, with a ticket of it; the open ones from second 0 on.
    private func breaker(_ state: String) throws -> (CircuitBreaker, CircuitBreaker.Ticket) {
        var breaker = CircuitBreaker(settings)
        let first = try breaker.ticket(at: .zero)
        if state == "closed" { return (breaker, first) }
        breaker.failed(first, at: .zero)
        if state == "closed, 1 failure" { return (breaker, first) }
        breaker.failed(first, at: .zero)
        if state == "open" { return (breaker, first) }
        let probe = try breaker.ticket(at: .seconds(10))
        return (breaker, probe)
    }

    /// The state after each input, in the order of ``Input``, all at second 10.
    private static let table: [(String, [CircuitBreaker.State])] = [
        (
            "closed",
            [.closed(failures: 0), .closed(failures: 0), .closed(failures: 1), .closed(failures: 0)]
        ),
        (
            "closed, 1 failure",
            [
                .closed(failures: 1), .closed(failures: 0), .open(until: .seconds(20)),
                .closed(failures: 1),
            ]
        ),
        (
            "open",
            [
                .halfOpen, .open(until: .seconds(10)), .open(until: .seconds(10)),
                .open(until: .seconds(10)),
            ]
        ),
        (
            "half-open",
            [
                .halfOpen, .closed(failures: 0), .open(until: .seconds(30)), .open(until: .seconds(10)),
            ]
        ),
    ]

    @Test(arguments: table) func `every state knows every input`(
        state: String, expected: [CircuitBreaker.State]
    ) throws {
        for (input, expected) in zip(Input.allCases, expected) {
            var (breaker, ticket) = try self.breaker(state)
            switch input {
            case .admit: _ = breaker.admit(at: .seconds(10))
            case .answered: breaker.answered(ticket)
            case .failed: breaker.failed(ticket, at: .seconds(10))
            case .abandoned: breaker.abandoned(ticket, at: .seconds(10))
            }
            #expect(breaker.state == expected, "\(state) × \(input)")
        }
    }

    @Test func `an open one refuses until it has cooled down, then lets one through`() throws {
        var (breaker, _) = try self.breaker("open")
        #expect(breaker.admit(at: .milliseconds(9999)) == .refused(until: .seconds(10)))
        #expect(breaker.refuses(at: .milliseconds(9999)) == .seconds(10))
        #expect(breaker.refuses(at: .seconds(10)) == nil)
        _ = try breaker.ticket(at: .seconds(10))
        #expect(breaker.admit(at: .seconds(11)) == .refused(until: .seconds(11)))
        #expect(breaker.refuses(at: .seconds(11)) == .seconds(11))
    }

    @Test func `the time doubles with each failed probe up to the longest, and begins anew once it is well`()
        throws
    {
        var (breaker, ticket) = try self.breaker("half-open")
        var now = Duration.seconds(10)
        for seconds in [20, 30, 30] {
            breaker.failed(ticket, at: now)
            now += .seconds(seconds)
            #expect(breaker.state == .open(until: now))
            ticket = try breaker.ticket(at: now)
        }
        breaker.answered(ticket)
        let next = try breaker.ticket(at: now)
        breaker.failed(next, at: now)
        breaker.failed(next, at: now)
        #expect(breaker.state == .open(until: now + .seconds(10)))
    }

    @Test func `it stays open as long as the provider says, within bounds`() throws {
        for (seconds, expected) in [(5, 10), (20, 20), (3600, 30)] {
            var (breaker, ticket) = try self.breaker("closed, 1 failure")
            breaker.failed(ticket, at: .zero, retryAfter: .seconds(seconds))
            #expect(breaker.state == .open(until: .seconds(expected)))
        }
    }

    @Test func `what began before a change says nothing about the time after it`() throws {
        var (breaker, old) = try self.breaker("open")
        _ = try breaker.ticket(at: .seconds(10))
        breaker.answered(old)
        breaker.failed(old, at: .seconds(10))
        breaker.abandoned(old, at: .seconds(10))
        #expect(breaker.state == .halfOpen)
    }

    @Test func `the kinds that are ours do not make a provider ill`() {
        let ill = ModelError.Kind.allCases.filter { $0.isIllness == true }
        #expect(ill == [.overload, .network, .timeout, .protocol])
        #expect(ModelError.Kind.allCases.filter { $0.isIllness == nil } == [.budget, .cancelled])
    }
}

extension CircuitBreaker {
    /// Asks for a request to pass, and fails the test if it may not.
    fileprivate mutating func ticket(at now: Duration) throws -> Ticket {
        let admission = admit(at: now)
        guard case .allowed(let ticket) = admission else {
            throw ModelError(.overload, "not admitted: \(admission)")
        }
        return ticket
    }
}
