public import Domain

/// What files are looked for by: an issue's words, and what they say of code.
public struct ContextQuery: Sendable {
    /// In a line.
    public var title: String
    /// In Markdown.
    public var body: String
    /// The paths, names and messages in both.
    public var references: CodeReferences

    /// A query from the parts of an issue.
    public init(title: String, body: String, references: CodeReferences) {
        (self.title, self.body, self.references) = (title, body, references)
    }

    /// A query for the files that matter for an issue.
    public init(_ issue: Issue) {
        self.init(title: issue.title, body: issue.body, references: issue.references)
    }
}
