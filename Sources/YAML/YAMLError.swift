/// Why a text can't be read as YAML, and where.
public struct YAMLError: Error, Sendable, Equatable {
    /// What kind of thing is wrong.
    public enum Kind: Sendable, Equatable {
        /// Bytes or characters that no YAML text holds.
        case characters
        case syntax
        /// A key a second time in its mapping.
        case duplicateKey
        /// More than the limits allow.
        case limit
    }

    /// What kind of thing is wrong.
    public var kind: Kind
    /// In lower case, the subject in quotes, without the place.
    public var message: String
    /// Where what is wrong begins.
    public var start: SourcePosition
    /// Behind what is wrong; the same place where there is only a point to show.
    public var end: SourcePosition
    /// What may help, one line each.
    public var hints: [String]

    init(
        _ kind: Kind, _ message: String, at start: SourcePosition, to end: SourcePosition? = nil,
        hints: [String] = []
    ) {
        (self.kind, self.message, self.hints) = (kind, message, hints)
        (self.start, self.end) = (start, end ?? start)
    }
}

extension YAMLError: CustomStringConvertible {
    /// The place and the message, for one line.
    public var description: String { "line \(start.line), column \(start.column): \(message)" }
}
