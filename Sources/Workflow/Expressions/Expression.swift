/// An expression of GitHub's language, as in `steps.test.outputs.count > 0`.
public struct Expression: Sendable {
    /// Its text, without `${{` and `}}`.
    public let source: String
    /// Where its text starts in the text that was parsed, in bytes of UTF-8: 0 but for a condition that
    /// stands within `${{ }}`.
    public let sourceOffset: Int
    /// Nil for a text without words, whose value is null.
    let root: Node?

    /// Reads an expression; white space around it does not matter.
    ///
    /// - Parameters:
    ///   - source: without `${{` and `}}`.
    ///   - contexts: the names that exist, so that another one is an error here and not when it is
    ///     evaluated; nil to accept all.
    /// - Throws: ``ExpressionError`` for what is no expression, an unknown function, a wrong number of
    ///   arguments, more than 50 levels, more than 21,000 characters.
    public init(parsing source: String, contexts: [String]? = nil) throws(ExpressionError) {
        (self.source, sourceOffset) = (source, 0)
        root = try Parser.parse(source, contexts: contexts)
    }

    init(_ source: String, at offset: Int, contexts: [String]? = nil) throws(ExpressionError) {
        (self.source, sourceOffset) = (source, offset)
        do throws(ExpressionError) {
            root = try Parser.parse(source, contexts: contexts)
        } catch {
            throw error.shifted(by: offset)
        }
    }

    /// Its value with these contexts.
    ///
    /// - Throws: ``ExpressionError`` of the kind `evaluation`, or of the kind `parsing` for a context that
    ///   does not exist, which GitHub finds while parsing. Its offset counts from the beginning of
    ///   ``source``.
    public func evaluate(in context: EvaluationContext) throws(ExpressionError) -> Value {
        guard let root else { return .null }
        var evaluation = Evaluation(source: source, context: context)
        return try evaluation.evaluate(root).value
    }
}

extension Expression: Equatable {
    /// Whether both have the same text.
    public static func == (left: Expression, right: Expression) -> Bool {
        left.source.utf8.elementsEqual(right.source.utf8)
    }
}
