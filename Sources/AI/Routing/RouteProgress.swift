/// How far one request has come on its route.
///
/// | after a failure of kind | with attempts left | without |
/// | --- | --- | --- |
/// | overload, rate-limit, network | the same again after a pause | the next |
/// | protocol, timeout | the same again, once | the next |
/// | authentication, quota, request, budget | the next | the next |
/// | context-too-long | the next that takes more | the same |
/// | refused | the next if the route falls back when refused, else the end | the same |
/// | cancelled | the end | the end |
///
/// What is not to be repeated (``ModelError/isRepeatable``) is as if there were no attempts left.
///
/// A pause that would reach beyond the deadline, or that a provider asks for and is longer than allowed, is
/// not made: the next one is asked. The end comes, too, when there is no next one.
struct RouteProgress: Sendable {
    enum Step: Sendable, Equatable {
        /// This candidate is to be asked, after a pause.
        case ask(index: Int, pause: Duration)
        /// Nobody is left, or nobody may be asked.
        case end(ModelError)
    }

    let route: Route
    /// The candidate that is asked.
    private(set) var index = 0
    private var failures = 0
    private var failuresByKind: [ModelError.Kind: Int] = [:]
    /// A model that takes no more than this is of no use.
    private var tooFewTokens: Int?
    /// What the candidates before have failed with, the last time each.
    private var errors: [ModelError] = []
    /// What the present one has failed with.
    private var last: ModelError?

    init(_ route: Route) { self.route = route }

    /// Whom to ask first.
    func begin() -> Step {
        route.candidates.isEmpty
            ? .end(ModelError(.request, "no provider to ask: the route is empty"))
            : .ask(index: 0, pause: .zero)
    }

    /// What follows a failure of the present candidate.
    ///
    /// - Parameters:
    ///   - left: the time until the deadline.
    ///   - random: from 0 up to 1.
    mutating func failed(_ error: ModelError, left: Duration, random: Double) -> Step {
        failures += 1
        last = error
        failuresByKind[error.kind, default: 0] += 1
        switch error.kind.reaction {
        case .retry(let most):
            let pause = route.retry.pause(
                afterFailures: failures, retryAfter: error.retryAfter, random: random)
            let isAllowed =
                error.isRepeatable && failures < route.retry.attempts
                && failuresByKind[error.kind, default: 0] <= most
            let isSoon = (error.retryAfter ?? .zero) <= route.retry.longestRetryAfter && pause < left
            return isAllowed && isSoon ? .ask(index: index, pause: pause) : next(after: error)
        case .next: return next(after: error)
        case .nextThatTakesMore:
            if let tokens = route.candidates[index].contextTokens {
                tooFewTokens = max(tokens, tooFewTokens ?? 0)
            }
            return next(after: error)
        case .nextIfWanted: return route.fallsBackWhenRefused ? next(after: error) : end(error)
        case .end: return .end(error)
        }
    }

    /// What follows when the present candidate can't even be asked: its circuit is open, or it has said for
    /// how long it wants no requests.
    mutating func skipped(_ error: ModelError) -> Step {
        // What it has failed with before tells more.
        errors += [last].compactMap(\.self)
        return next(after: error)
    }

    /// Whether somebody is left who can be asked.
    var hasNext: Bool { following(index) != nil }

    /// Whether somebody is left whom a refusal can be brought to.
    var hasNextForRefusal: Bool { route.fallsBackWhenRefused && hasNext }

    /// The failure of the whole when its time is over.
    ///
    /// - Parameter last: what the present candidate has failed with; nil if it was not asked.
    func late(_ last: ModelError?, after limit: Duration) -> ModelError {
        let all = errors + [last ?? self.last].compactMap(\.self)
        let messages = all.isEmpty ? "" : ": " + all.map(\.message).joined(separator: "; ")
        return ModelError(
            .timeout, "no answer within \(limit.seconds)\(messages)", isFree: all.allSatisfy(\.isFree))
    }

    private func following(_ index: Int) -> Int? {
        route.candidates.indices.dropFirst(index + 1).first { index in
            guard let tooFewTokens, let tokens = route.candidates[index].contextTokens else { return true }
            return tokens > tooFewTokens
        }
    }

    private mutating func next(after error: ModelError) -> Step {
        guard let following = following(index) else { return end(error) }
        errors.append(error)
        index = following
        last = nil
        failures = 0
        failuresByKind = [:]
        return .ask(index: following, pause: .zero)
    }

    /// The failure of the whole: of the first candidate that may answer later, as that is what the caller can
    /// hope for; otherwise of the preferred one.
    private func end(_ last: ModelError) -> Step {
        let all = errors + [last]
        guard all.count > 1, var error = all.first(where: \.kind.isPassing) ?? all.first else {
            return .end(last)
        }
        error.message = "nobody has answered: " + all.map(\.message).joined(separator: "; ")
        error.isFree = all.allSatisfy(\.isFree)
        error.retryAfter = all.compactMap { $0.kind.isPassing ? $0.retryAfter : nil }.min()
        return .end(error)
    }
}
