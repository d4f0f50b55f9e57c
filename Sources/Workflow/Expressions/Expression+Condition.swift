extension Expression {
    /// Reads the text of an `if:`, which may stand within `${{ }}` or not.
    ///
    /// An empty one is `success()`. Where the text mixes both, as in `${{ a }} == 'b'`, GitHub makes a text of
    /// it, which is always true; here that is an error.
    ///
    /// - Throws: ``ExpressionError``, with an offset into `text`.
    public init(condition text: String) throws(ExpressionError) {
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
            self = try Expression(words, at: start)
        } else if let single = template.single {
            self = try Expression(single.expression.source, at: start + single.offset)
        } else {
            throw ExpressionError(
                .parsing, "a condition with text beside '${{ }}' would always hold", offset: start,
                hints: ["write the whole condition within one '${{ }}', or without"])
        }
    }
}
