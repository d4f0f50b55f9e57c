/// Why an agent can't be chosen.
public struct AgentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In lower case, the subject in quotes.
    public var message: String
    /// What may help, one line each.
    public var hints: [String]

    /// An error of these parts.
    public init(_ message: String, hints: [String] = []) { (self.message, self.hints) = (message, hints) }

    /// The message alone.
    public var description: String { message }
}
