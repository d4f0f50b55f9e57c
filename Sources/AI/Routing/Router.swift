/// Brings requests to providers: chooses whom to ask, waits for turns, tries again, falls back, keeps budgets.
///
/// What is decided is decided by values, each in a file of its own: `RouteProgress`, `RequestQueue`,
/// ``CircuitBreaker``, ``BudgetLedger``. This actor feeds them with what happens and does what they say.
public actor Router {
    /// The price of what a model has used; nil if it is not known.
    public typealias Price = @Sendable (_ provider: String, _ model: String, Usage) -> Money?

    let providers: [String: Provider]
    let clock: RoutingClock
    let price: Price
    let cache: ReplyStore?
    var ledger: BudgetLedger
    var desks: [String: ProviderDesk] = [:]
    var lastTurn = 0

    /// A router to these providers.
    ///
    /// - Parameters:
    ///   - providers: of two with the same name the first one counts.
    ///   - limits: by provider; one that is missing has the defaults.
    ///   - budgets: what may be used, and what was used before.
    ///   - cache: for requests that may be answered from it.
    ///   - clock: gives time and chance.
    ///   - price: of what is about to be used, and of what was; where it knows none, the provider's usual one counts.
    public init(
        _ providers: [Provider], limits: [String: ProviderLimits] = [:],
        budgets: BudgetLedger = BudgetLedger(),
        cache: ReplyStore? = nil, clock: RoutingClock, price: @escaping Price
    ) {
        self.providers = Dictionary(providers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        (self.clock, self.price, self.cache, ledger) = (clock, price, cache, budgets)
        let now = clock.now()
        for name in self.providers.keys {
            desks[name] = ProviderDesk(limits[name] ?? ProviderLimits(), at: now)
        }
    }

    /// What was used today, by calls that have ended.
    public var spentToday: Spending { ledger.spentToday }

    /// How a provider is doing; nil for one that is not known.
    public func status(of provider: String) -> ProviderStatus? { desks[provider]?.status(at: clock.now()) }

    /// Asks, until there is an answer, nobody is left or the time is over. Cancelling the task ends it at once.
    ///
    /// - Parameters:
    ///   - request: what is asked; its model counts for the preferred candidate alone.
    ///   - route: who is asked, in which order.
    ///   - options: how urgent it is, how long it may take, whom it is counted for.
    ///   - observer: is told what happens meanwhile; it must return quickly, as the stream waits for it.
    public func ask(
        _ request: ModelRequest, over route: Route, _ options: AskOptions = AskOptions(),
        observer: @escaping @Sendable (RoutingNews) -> Void = { _ in }
    ) async throws(RoutingFailure) -> RoutedReply {
        var call = RoutedCall(request, route, options, at: clock.now(), observer)
        var step = call.progress.begin()
        while true {
            switch step {
            case .end(let error):
                throw RoutingFailure(error: error, record: call.record(at: clock.now()))
            case .ask(let index, let pause):
                var attempt = begin(candidate: index, &call)
                switch await make(&attempt, after: pause, &call) {
                case .answered(let reply):
                    call.attempts.append(attempt)
                    let record = call.record(at: clock.now())
                    return RoutedReply(
                        reply: reply, provider: attempt.provider, model: attempt.model, cost: record.cost,
                        record: record)
                case .failed(let error):
                    attempt.outcome = .failed(error.kind, error.message)
                    call.attempts.append(attempt)
                    let now = clock.now()
                    step =
                        now < call.deadline || error.kind.reaction == .end
                        ? call.progress.failed(error, left: call.deadline - now, random: clock.random())
                        : .end(call.progress.late(error, after: options.timeLimit))
                case .skipped(let error):
                    attempt.outcome = .skipped(error.kind, error.message)
                    call.attempts.append(attempt)
                    if error.kind.reaction == .end {
                        step = .end(error)
                    } else if clock.now() >= call.deadline {
                        step = .end(call.progress.late(nil, after: options.timeLimit))
                    } else {
                        step = call.progress.skipped(error)
                    }
                }
            }
        }
    }

    /// An attempt of which nothing is known but whom it asks; whoever looks on is told of a fallback.
    private func begin(candidate index: Int, _ call: inout RoutedCall) -> CallAttempt {
        let candidate = call.route.candidates[index]
        let wish = index == 0 && !call.request.model.isEmpty ? call.request.model : nil
        let model = candidate.model ?? wish ?? providers[candidate.provider]?.model ?? ""
        if let last = call.attempts.last, last.candidate != index, let kind = last.outcome.kind {
            call.observer(.fallback(from: last.provider, to: candidate.provider, kind))
        }
        return CallAttempt(
            provider: candidate.provider, model: model, candidate: index, outcome: .answered)
    }
}

/// One request on its way.
struct RoutedCall: Sendable {
    let request: ModelRequest
    let route: Route
    let options: AskOptions
    let start: Duration
    let deadline: Duration
    let observer: @Sendable (RoutingNews) -> Void
    var progress: RouteProgress
    var attempts: [CallAttempt] = []
    /// Whether pieces were shown that belong to no answer.
    var hasStalePieces = false

    init(
        _ request: ModelRequest, _ route: Route, _ options: AskOptions, at now: Duration,
        _ observer: @escaping @Sendable (RoutingNews) -> Void
    ) {
        (self.request, self.route, self.options, self.observer) = (request, route, options, observer)
        (start, deadline, progress) = (now, now + options.timeLimit, RouteProgress(route))
    }

    func record(at now: Duration) -> CallRecord {
        CallRecord(attempts: attempts, milliseconds: (now - start).milliseconds)
    }
}

/// What has come of one attempt.
enum AttemptEnding: Sendable {
    case answered(Reply)
    /// The provider was asked.
    case failed(ModelError)
    /// It was not.
    case skipped(ModelError)
}

extension CallAttempt.Outcome {
    /// The kind of what went wrong; nil where nothing did.
    var kind: ModelError.Kind? {
        switch self {
        case .answered, .cached: nil
        case .failed(let kind, _), .skipped(let kind, _): kind
        }
    }
}
