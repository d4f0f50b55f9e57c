public import AI
public import Engine
public import JSON

/// The way from the coding agent to a model: who is asked, and when again, is decided behind it.
public struct AgentModel: Sendable {
    /// Who is asked first, as in `anthropic`; for people.
    public var name: String
    /// Hides the keys of those who may be asked.
    public var mask: SecretMask
    /// Asks; pieces of the answer are handed on as they come.
    public var ask:
        @Sendable (ModelRequest, @escaping @Sendable (ReplyPiece) -> Void) async throws(Failure) -> Answer

    /// A way of this name.
    public init(
        name: String, mask: SecretMask = SecretMask([]),
        ask:
            @escaping @Sendable (ModelRequest, @escaping @Sendable (ReplyPiece) -> Void) async throws(Failure)
            -> Answer
    ) {
        (self.name, self.mask, self.ask) = (name, mask, ask)
    }

    /// What has come back.
    public struct Answer: Sendable {
        /// The model's turn.
        public var reply: Reply
        /// What it has cost; nil where no price is known.
        public var cost: Money?
        /// Who was asked how often, as it is recorded.
        public var call: JSON.Object

        /// An answer of these parts.
        public init(reply: Reply, cost: Money?, call: JSON.Object) {
            (self.reply, self.cost, self.call) = (reply, cost, call)
        }
    }

    /// Why nobody has answered.
    public struct Failure: Error, Sendable {
        /// The last reason.
        public var error: ModelError
        /// Who was asked how often, as it is recorded.
        public var call: JSON.Object

        /// A failure of these parts.
        public init(_ error: ModelError, call: JSON.Object) { (self.error, self.call) = (error, call) }
    }
}
