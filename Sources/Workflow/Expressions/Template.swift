/// A text with expressions in `${{ }}`.
public struct Template: Sendable, Equatable {
    /// Its text as it was written.
    public let source: String
}
