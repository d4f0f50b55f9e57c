public import YAML

/// Why a text is no issue.
public struct IssueError: Error, Sendable, Equatable {
    /// In lower case, the subject in quotes, without the place.
    public var message: String
    /// In the issue's text; nil where the whole text is meant.
    public var position: SourcePosition?
    /// What may help, one line each.
    public var hints: [String]

    /// An error of these parts.
    public init(_ message: String, at position: SourcePosition? = nil, hints: [String] = []) {
        (self.message, self.position, self.hints) = (message, position, hints)
    }
}

extension IssueError: CustomStringConvertible {
    /// The place and the message, for one line.
    public var description: String {
        guard let position else { return message }
        return "line \(position.line), column \(position.column): \(message)"
    }
}
