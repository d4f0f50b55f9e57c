/// Why an answer is no suggestion.
public struct SuggestionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In lower case, what is wrong first, the subject in quotes.
    public var message: String

    /// An error with this message.
    public init(_ message: String) { self.message = message }

    /// The message.
    public var description: String { message }
}
