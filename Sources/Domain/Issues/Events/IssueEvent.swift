/// A fact about an issue.
public enum IssueEvent: Sendable, Equatable {
    /// It came in; its text is attached as `ISSUE.md`.
    case opened(IssueRecord)
    /// It came again with another text.
    case revised(IssueRecord)
    /// Somebody, or a run that works on it, has said something.
    case commented(text: String, run: String?)
    case closed
}

/// What an event tells of an issue beside its text.
public struct IssueRecord: Sendable, Equatable {
    /// Nil for an issue without one.
    public var number: Int?
    /// On one line.
    public var title: String
    /// As they are written.
    public var labels: [String]
    /// Who has written it.
    public var author: String?
    /// Where the text came from: a path, `-` for standard input, an address.
    public var source: String

    /// A record of these properties.
    public init(number: Int?, title: String, labels: [String], author: String?, source: String) {
        (self.number, self.title, self.labels) = (number, title, labels)
        (self.author, self.source) = (author, source)
    }

    /// That of an issue as it was read.
    public init(_ issue: Issue, source: String) {
        self.init(
            number: issue.number, title: issue.title, labels: issue.labels, author: issue.author,
            source: source)
    }
}
