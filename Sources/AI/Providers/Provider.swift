/// Somebody who answers: a server or a program, with its model and its key.
public struct Provider: Sendable {
    /// As it is configured, as in `anthropic` or `work`.
    public let name: String
    /// The model that is asked where the request names none.
    public let model: String
    /// Asks once, without trying again. Pieces are handed on as they come, where the provider streams them;
    /// the caller's task may be cancelled, which ends the exchange.
    public let ask:
        @Sendable (ModelRequest, @escaping @Sendable (ReplyPiece) -> Void) async throws(ModelError) -> Reply

    /// A provider of this name.
    public init(
        name: String, model: String,
        ask:
            @escaping @Sendable (ModelRequest, @escaping @Sendable (ReplyPiece) -> Void)
            async
            throws(ModelError) -> Reply
    ) {
        (self.name, self.model, self.ask) = (name, model, ask)
    }
}
