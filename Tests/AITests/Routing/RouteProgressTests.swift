import Testing

@testable import AI

struct RouteProgressTests {
    private static func route(_ names: String..., attempts: Int = 3) -> Route {
        Route(names.map { RouteCandidate($0) }, retry: RetryPolicy(attempts: attempts))
    }

    private func fail(
        _ progress: inout RouteProgress, _ kind: ModelError.Kind, retryAfter: Duration? = nil,
        left: Duration = .seconds(3600)
    ) -> RouteProgress.Step {
        progress.failed(
            ModelError(kind, "'x' \(kind.rawValue)", retryAfter: retryAfter), left: left, random: 0.5)
    }

    private func isEnd(_ step: RouteProgress.Step) -> ModelError? {
        if case .end(let error) = step { error } else { nil }
    }

    /// What the first, second and third failure of a kind lead to, on a route of two: `again`, `next`, `end`.
    private static let table: [(ModelError.Kind, [String])] = [
        (.overload, ["again", "again", "next"]),
        (.rateLimit, ["again", "again", "next"]),
        (.network, ["again", "again", "next"]),
        (.timeout, ["again", "next", "again"]),
        (.protocol, ["again", "next", "again"]),
        (.authentication, ["next", "end"]),
        (.quota, ["next", "end"]),
        (.request, ["next", "end"]),
        (.contextTooLong, ["next", "end"]),
        (.refused, ["end"]),
        (.budget, ["next", "end"]),
        (.cancelled, ["end"]),
    ]

    @Test func `the table knows every kind`() {
        #expect(Set(Self.table.map(\.0)) == Set(ModelError.Kind.allCases))
    }

    @Test(arguments: table) func `what follows a failure depends on its kind`(
        kind: ModelError.Kind, expected: [String]
    ) {
        var progress = RouteProgress(Self.route("a", "b"))
        #expect(progress.begin() == .ask(index: 0, pause: .zero))
        for expected in expected {
            let before = progress.index
            switch fail(&progress, kind) {
            case .ask(let index, let pause) where index == before:
                #expect(expected == "again")
                #expect(pause > .zero)
            case .ask(let index, let pause):
                #expect(expected == "next")
                #expect(index == before + 1)
                #expect(pause == .zero)
            case .end(let error):
                #expect(expected == "end")
                #expect(error.kind == kind)
            }
        }
    }

    @Test func `an empty route is a fault of the request`() {
        #expect(isEnd(RouteProgress(Self.route()).begin())?.kind == .request)
    }

    @Test func `each provider has its own attempts and pauses`() {
        var progress = RouteProgress(Self.route("a", "b", attempts: 2))
        #expect(fail(&progress, .overload) == .ask(index: 0, pause: .milliseconds(500)))
        #expect(fail(&progress, .overload) == .ask(index: 1, pause: .zero))
        #expect(fail(&progress, .overload) == .ask(index: 1, pause: .milliseconds(500)))
        #expect(isEnd(fail(&progress, .overload)) != nil)
    }

    @Test func `a wait that the provider asks for is made up to the limit, and a longer one is not`() {
        var progress = RouteProgress(Self.route("a", "b"))
        #expect(fail(&progress, .rateLimit, retryAfter: .seconds(60)) == .ask(index: 0, pause: .seconds(60)))
        #expect(fail(&progress, .rateLimit, retryAfter: .seconds(61)) == .ask(index: 1, pause: .zero))
    }

    @Test func `a pause that would reach beyond the deadline is not made`() {
        var progress = RouteProgress(Self.route("a", "b"))
        let step = fail(&progress, .rateLimit, retryAfter: .seconds(10), left: .seconds(10))
        #expect(step == .ask(index: 1, pause: .zero))
    }

    @Test func `what is too long goes only to models that take more`() {
        let candidates = [
            RouteCandidate("a", contextTokens: 200_000), RouteCandidate("b", contextTokens: 128_000),
            RouteCandidate("c"), RouteCandidate("d", contextTokens: 200_000),
            RouteCandidate("e", contextTokens: 1_000_000),
        ]
        var progress = RouteProgress(Route(candidates))
        #expect(fail(&progress, .contextTooLong) == .ask(index: 2, pause: .zero))
        // It stays too long, whatever else fails.
        #expect(fail(&progress, .quota) == .ask(index: 4, pause: .zero))
        #expect(isEnd(fail(&progress, .contextTooLong))?.kind == .contextTooLong)
    }

    @Test func `a refusal goes to the next one only where the route says so`() {
        var route = Self.route("a", "b")
        #expect(!RouteProgress(route).hasNextForRefusal)
        route.fallsBackWhenRefused = true
        var progress = RouteProgress(route)
        #expect(progress.hasNextForRefusal)
        #expect(fail(&progress, .refused) == .ask(index: 1, pause: .zero))
        #expect(!progress.hasNextForRefusal)
        #expect(isEnd(fail(&progress, .refused))?.kind == .refused)
    }

    @Test func `the end has the kind that may pass, all messages and the shortest wait`() {
        var progress = RouteProgress(Self.route("a", "b", "c"))
        _ = progress.failed(ModelError(.quota, "one"), left: .seconds(9), random: 0)
        _ = progress.failed(
            ModelError(.rateLimit, "two", retryAfter: .seconds(900)), left: .seconds(9), random: 0)
        let end = isEnd(progress.skipped(ModelError(.overload, "three", retryAfter: .seconds(30))))
        #expect(end?.kind == .rateLimit)
        #expect(end?.message == "nobody has answered: one; two; three")
        #expect(end?.retryAfter == .seconds(30))
    }

    @Test func `what is not to be repeated goes to the next one`() {
        var progress = RouteProgress(Self.route("a", "b"))
        let error = ModelError(.network, "'a' can't be trusted", isRepeatable: false)
        #expect(progress.failed(error, left: .seconds(99), random: 0.5) == .ask(index: 1, pause: .zero))
    }

    @Test func `what a candidate has failed with is told beside why it was not asked again`() {
        var progress = RouteProgress(Self.route("a"))
        _ = progress.failed(ModelError(.overload, "one"), left: .seconds(9), random: 0)
        let end = isEnd(progress.skipped(ModelError(.budget, "two")))
        #expect(end?.kind == .overload)
        #expect(end?.message == "nobody has answered: one; two")
    }

    @Test func `the end of a single candidate is its own error`() {
        var progress = RouteProgress(Self.route("a"))
        let error = ModelError(.authentication, "'a' knows no such key", status: 401, requestID: "r1")
        #expect(progress.failed(error, left: .seconds(9), random: 0) == .end(error))
    }
}
