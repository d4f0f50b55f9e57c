extension Function {
    /// Whether a text ends with another one, whatever the case.
    static let endsWith = Function(
        name: "endsWith", argumentCount: 2...2, parameters: "text, end"
    ) { (evaluation, call) throws(ExpressionError) in
        let texts = try evaluation.foldedTexts(of: call)
        return .init(.boolean(texts.map { $0.suffix($1.count).elementsEqual($1) } ?? false))
    }
}
