/// Why a text is not a JSON value that can be kept, and where.
public struct JSONParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in lower case, without the place.
    public let reason: String
    /// The offset of the byte at fault, from 0.
    public let offset: Int

    /// The reason with its place, for one line of an error message.
    public var description: String { "\(reason) at byte \(offset)" }
}
