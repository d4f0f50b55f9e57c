public import HTTP

/// How a family of providers wants to be asked and how it answers: one file each, one line each in
/// ``WireFormats``. Pure: what is sent and what has come are values.
public protocol WireFormat: Sendable {
    /// As in `anthropic`: what seals and foreign parts are marked with, and configuration names.
    var name: String { get }
    /// Where its own service is; nil for a format without one.
    var defaultURL: String? { get }
    /// The variables that may hold its key, the first one that is set counts; empty where it needs none.
    var keyVariables: [String] { get }

    /// The exchange that asks a model.
    ///
    /// - Throws: ``ModelError`` of kind `request` for what the format can't express.
    func request(
        _ request: ModelRequest, to endpoint: ModelEndpoint, streamed: Bool
    ) throws(ModelError) -> HTTPRequest

    /// The answer to a request that was not streamed.
    ///
    /// - Parameter response: with a status of success.
    /// - Throws: ``ModelError`` of kind `protocol` for what is none.
    func reply(from response: HTTPResponse) throws(ModelError) -> Reply

    /// What reads a streamed answer.
    ///
    /// - Parameter fields: of the response's head.
    func makeReader(fields: HTTPFields) -> any ReplyReader

    /// What an answer means that is none: of any other status.
    func error(from response: HTTPResponse) -> ModelError
}

/// Reads a streamed answer from pieces that may be cut anywhere.
public protocol ReplyReader: Sendable {
    /// What the next bytes bring.
    ///
    /// - Throws: ``ModelError``: of the kind that the provider reports amid its stream, or `protocol`.
    mutating func read(_ bytes: [UInt8]) throws(ModelError) -> [ReplyPiece]

    /// The whole answer, once the stream has ended.
    ///
    /// - Throws: ``ModelError`` of kind `network` for a stream that ended before the answer did.
    mutating func finish() throws(ModelError) -> Reply
}

/// Where a provider is, and who asks.
public struct ModelEndpoint: Sendable, Equatable {
    /// Without a slash at its end, as in `https://api.anthropic.com`.
    public var baseURL: String
    /// Nil where none is needed.
    public var key: String?

    /// An endpoint of these parts.
    public init(baseURL: String, key: String? = nil) { (self.baseURL, self.key) = (baseURL, key) }
}
