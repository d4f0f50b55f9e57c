extension Expression {
    /// Reads the text of an `if:`, which may stand within `${{ }}` or not.
    ///
    /// An empty one is `success()`. Where the text mixes both, as in `${{ a }} == 'b'`, GitHub makes a text of
    /// it, which is always true; here that is an error.
    ///
    /// - Parameters:
    ///   - text: as it stands in the file.
    ///   - contexts: the names that exist; nil to accept all.
    /// - Throws: ``ExpressionError``, with an offset into `text`.
    public init(condition text: String, contexts: [String]? = nil) throws(ExpressionError) {
        let words = trimmed(text)
        guard !words.isEmpty else {
            self = try Expression("success()", at: 0)
            return
        }
        let start = text.unicodeScalars.prefix { isSpace($0) }.reduce(0) { $0 + UTF8.width($1) }
        let template: Template
        do throws(ExpressionError) {
            template = try Template(parsing: words)
        } catch {
            throw error.shifted(by: start)
        }
        if template.isConstant {
            self = try Expression(words, at: start, contexts: contexts)
        } else if let (expression, offset) = template.single {
            self = try Expression(expression.source, at: start + offset, contexts: contexts)
        } else {
            throw ExpressionError(
                .parsing, "text beside '${{ }}' would make a text of the whole", offset: start,
                hints: ["write it all within one '${{ }}', or without"])
        }
    }
}
