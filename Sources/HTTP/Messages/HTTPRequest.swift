/// What a server is asked (RFC 9110).
public struct HTTPRequest: Sendable, Equatable {
    /// As in `POST`.
    public var method: String
    /// Absolute, with the scheme `http` or `https`.
    public var url: String
    /// Beside those that every message has.
    public var fields: HTTPFields
    /// What is sent along; nil for nothing.
    public var body: [UInt8]?
    /// How long all of it may take.
    public var timeLimit: Duration
    /// How long the server may say nothing, from the request on and between the parts of an answer.
    public var silenceLimit: Duration

    /// A request of these parts, which may take ten minutes, two of them in silence.
    public init(
        method: String = "GET", url: String, fields: HTTPFields = [:], body: [UInt8]? = nil,
        timeLimit: Duration = .seconds(600), silenceLimit: Duration = .seconds(120)
    ) {
        (self.method, self.url, self.fields, self.body) = (method, url, fields, body)
        (self.timeLimit, self.silenceLimit) = (timeLimit, silenceLimit)
    }
}
