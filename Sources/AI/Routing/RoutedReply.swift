/// An answer, and the way to it.
public struct RoutedReply: Sendable, Equatable {
    /// The answer; one from the cache has a usage of nothing.
    public var reply: Reply
    /// Who has answered.
    public var provider: String
    /// The model that was asked for.
    public var model: String
    /// What the whole way has cost, failed attempts included; nil if it is not known.
    public var cost: Money?
    /// The way.
    public var record: CallRecord
}

/// No answer, and the way to that.
public struct RoutingFailure: Error, Sendable, Equatable {
    /// What a caller can go by.
    public var error: ModelError
    /// The way.
    public var record: CallRecord
}

/// What somebody who looks on is told while a request is under way, one at a time and in order.
public enum RoutingNews: Sendable, Equatable {
    /// Why nothing happens for the moment.
    public enum Reason: Sendable, Equatable {
        /// Others are before it, or the rate is used up.
        case turn
        /// The attempt before it has failed in this way.
        case pause(ModelError.Kind)
    }

    /// A piece of the answer, on the provider's thread, as soon as it has come.
    case piece(ReplyPiece)
    /// The answer begins anew: the pieces so far are void.
    case restart(provider: String)
    /// Nothing happens for this time; nil for as long as it takes.
    case waiting(provider: String, Duration?, Reason)
    /// Somebody else is asked.
    case fallback(from: String, to: String, ModelError.Kind)
}

/// How one request is treated.
public struct AskOptions: Sendable, Equatable {
    /// Its place among others that wait.
    public var priority: RequestPriority
    /// Everything together takes no longer than this.
    public var timeLimit: Duration
    /// The run that it is counted for; nil for none.
    public var run: RunBudget?
    /// Whether an answer that was given to the same request before will do.
    public var usesCache: Bool

    /// Options of these parts.
    public init(
        priority: RequestPriority = .agent, timeLimit: Duration = .seconds(1800), run: RunBudget? = nil,
        usesCache: Bool = false
    ) {
        (self.priority, self.timeLimit) = (priority, timeLimit)
        (self.run, self.usesCache) = (run, usesCache)
    }
}
