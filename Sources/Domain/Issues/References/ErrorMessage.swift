/// What a program has said, as an issue repeats it.
public struct ErrorMessage: Sendable, Equatable {
    /// The type of the error or what takes its place: `TypeError`, `java.io.IOException`, `panic`, `E0308`;
    /// nil for a text in quotes.
    public var type: String?
    /// Without the type; empty when it stands alone.
    public var text: String
    /// The line of the issue that it begins on; 0 for the title.
    public var issueLine: Int

    /// A message of these parts.
    public init(type: String?, text: String, issueLine: Int) {
        (self.type, self.text, self.issueLine) = (type, text, issueLine)
    }
}
