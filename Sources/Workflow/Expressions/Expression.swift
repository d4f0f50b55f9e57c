/// An expression of GitHub's language, as in `steps.test.outputs.count > 0`.
public struct Expression: Sendable, Equatable {
    /// Its text, without `${{` and `}}`.
    public let source: String
}
