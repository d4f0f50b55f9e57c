/// Why there is no response.
public struct HTTPError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of thing is wrong.
    public enum Kind: Sendable, Equatable {
        /// The request itself: its address.
        case request
        /// No way to the server: its name is unknown, nobody listens, the network is down.
        case connection
        /// The server, or the way to it, can't be trusted.
        case trust
        /// The connection broke, or what came over it was not HTTP.
        case broken
        /// It took too long.
        case timeout
        /// The response is larger than it may be.
        case tooLarge
        /// The caller has had enough.
        case cancelled
        /// libcurl is missing or has no memory.
        case library
    }

    /// What kind of thing is wrong.
    public var kind: Kind
    /// Lower case; names the server, never a key.
    public var description: String
    /// Whether the server may have got the request, so that it may have done, or be doing, what it was asked.
    public var wasSent: Bool

    /// An error of these parts.
    public init(_ kind: Kind, _ description: String, wasSent: Bool = false) {
        (self.kind, self.description, self.wasSent) = (kind, description, wasSent)
    }
}
