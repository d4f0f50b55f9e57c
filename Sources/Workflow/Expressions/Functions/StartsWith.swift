extension Function {
    /// Whether a text starts with another one, whatever the case.
    static let startsWith = Function(
        name: "startsWith", argumentCount: 2...2, parameters: "text, start"
    ) { (evaluation, call) throws(ExpressionError) in
        let texts = try evaluation.foldedTexts(of: call)
        return .init(.boolean(texts.map { $0.starts(with: $1) } ?? false))
    }
}
