/// Why a text can't be read as XML, and where.
public struct XMLError: Error, Sendable, Equatable {
    /// What kind of thing is wrong.
    public enum Kind: Sendable, Equatable {
        case syntax
        /// A declaration of entities.
        case entity
        /// More than the limits allow.
        case limit
    }

    /// What kind of thing is wrong.
    public var kind: Kind
    /// In lower case, without the place.
    public var message: String
    /// From 1.
    public var line: Int
    /// From 1, in bytes.
    public var column: Int
}

extension XMLError: CustomStringConvertible {
    /// The place and the message, for one line.
    public var description: String { "line \(line), column \(column): \(message)" }
}
