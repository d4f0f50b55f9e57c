/// Somebody who answers: a server or a program, with its model and its key.
public struct Provider: Sendable {
    /// As it is configured, as in `anthropic` or `work`.
    public let name: String
    /// The model that is asked where the request names none.
    public let model: String
    /// What tells two of the same name apart, as a change of the configuration makes them: the wire format and the
    /// address, or the command. Answers are kept under it, too.
    public let place: String
    /// What it costs where nobody has said a price; nil where that is unknown.
    public let usualPrice: ModelPrice?
    /// Whether it may be asked the same again when it has failed; not where asking may do something else, too.
    public let isRepeatable: Bool
    /// Asks once, without trying again. Pieces are handed on as they come, where the provider streams them;
    /// the caller's task may be cancelled, which ends the exchange.
    public let ask:
        @Sendable (ModelRequest, @escaping @Sendable (ReplyPiece) -> Void) async throws(ModelError) -> Reply

    /// A provider of this name.
    public init(
        name: String, model: String, place: String = "", usualPrice: ModelPrice? = nil,
        isRepeatable: Bool = true,
        ask:
            @escaping @Sendable (ModelRequest, @escaping @Sendable (ReplyPiece) -> Void)
            async
            throws(ModelError) -> Reply
    ) {
        (self.name, self.model, self.place) = (name, model, place)
        (self.usualPrice, self.isRepeatable, self.ask) = (usualPrice, isRepeatable, ask)
    }
}
