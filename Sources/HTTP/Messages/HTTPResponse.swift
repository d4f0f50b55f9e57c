/// What a server has answered (RFC 9110).
public struct HTTPResponse: Sendable, Equatable {
    /// As in 200.
    public var status: Int
    /// As they came; without a `date` the client adds the time at which it came.
    public var fields: HTTPFields
    /// All of it, unpacked; empty where it was handed on as it came.
    public var body: [UInt8]

    /// A response of these parts.
    public init(status: Int, fields: HTTPFields = [:], body: [UInt8] = []) {
        (self.status, self.fields, self.body) = (status, fields, body)
    }

    /// Whether the server has done what it was asked.
    public var isSuccess: Bool { (200..<300).contains(status) }
}
