/// Why an expression is none, or has no value. Messages are GitHub's where it has one.
public struct ExpressionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// At which stage it was found.
    public enum Kind: String, Sendable {
        /// Characters that form no word of the language.
        case lexing
        /// Words in the wrong order, unknown names, wrong numbers of arguments, limits.
        case parsing
        /// A function that can't do its work with these values.
        case evaluation
    }

    /// At which stage it was found.
    public var kind: Kind
    /// What is wrong, in GitHub's words.
    public var message: String
    /// Where, in bytes of UTF-8 from the beginning of the text that was parsed.
    public var offset: Int
    /// What may help, one line each.
    public var hints: [String]

    /// An error of these parts.
    public init(_ kind: Kind, _ message: String, offset: Int = 0, hints: [String] = []) {
        (self.kind, self.message, self.offset, self.hints) = (kind, message, offset, hints)
    }

    /// The message alone.
    public var description: String { message }

    /// The message without the place and the text, which GitHub writes behind it: for diagnostics that show
    /// both.
    public var summary: String {
        message.firstRange(of: ". Located at position ").map { String(message[..<$0.lowerBound]) } ?? message
    }

    /// The same error in a text in which the expression starts at `offset`.
    public func shifted(by offset: Int) -> ExpressionError {
        var error = self
        error.offset += offset
        return error
    }
}
