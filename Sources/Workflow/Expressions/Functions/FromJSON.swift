extension Function {
    /// The value that a JSON text stands for.
    static let fromJSON = Function(
        name: "fromJSON", argumentCount: 1...1, parameters: "text"
    ) { (evaluation, call) throws(ExpressionError) in
        let text = try evaluation.value(0, of: call).text
        let value: Value
        do throws(ValueParseError) {
            value = try Value(parsingJSON: text)
        } catch {
            throw ExpressionError(
                .evaluation, "Error parsing JSON when evaluating fromJson: \(error)", offset: call.offset)
        }
        if !value.isPrimitive { try evaluation.charge(2 * text.utf8.count) }
        return .init(value)
    }
}
