/// Why a model has not answered.
public struct ModelError: Error, Sendable, Equatable {
    /// What kind of thing is wrong; by it the next step is chosen: wait, ask somebody else, give up.
    public enum Kind: String, Sendable, Equatable, CaseIterable {
        /// No key, a wrong one, or one that may not do this.
        case authentication
        /// The account's money or allowance is used up.
        case quota
        /// Too many requests for now.
        case rateLimit = "rate-limit"
        /// The provider can't keep up, or has failed inside.
        case overload
        /// The conversation has more tokens than the model takes.
        case contextTooLong = "context-too-long"
        /// The provider does not want to answer this.
        case refused
        /// There is no such model, or the request asks for what it does not have.
        case request
        /// The server can't be reached, or the connection broke.
        case network
        /// The answer did not come in time.
        case timeout
        /// What came is no answer by the provider's own rules.
        case `protocol`
        /// A budget of ours is used up; nothing was asked.
        case budget
        /// Somebody has stopped it.
        case cancelled
    }

    /// What kind of thing is wrong.
    public var kind: Kind
    /// Lower case, what failed first, the subject in quotes; without any key.
    public var message: String
    /// When the provider will answer again, as it says: from now on.
    public var retryAfter: Duration?
    /// The status of HTTP, where there was an answer.
    public var status: Int?
    /// By this the provider's support finds the exchange.
    public var requestID: String?
    /// Whether nothing has been answered, so that nothing is paid.
    public var isFree: Bool
    /// Whether the same provider may be asked the same again; false where that can't help, or would do something twice.
    public var isRepeatable: Bool
    /// What may help, one line each.
    public var hints: [String]

    /// An error of these parts.
    public init(
        _ kind: Kind, _ message: String, retryAfter: Duration? = nil, status: Int? = nil,
        requestID: String? = nil, isFree: Bool = true, isRepeatable: Bool = true, hints: [String] = []
    ) {
        (self.kind, self.message, self.retryAfter) = (kind, message, retryAfter)
        (self.status, self.requestID) = (status, requestID)
        (self.isFree, self.isRepeatable, self.hints) = (isFree, isRepeatable, hints)
    }
}
