extension Function {
    /// A value as JSON with an indentation of two spaces.
    static let toJSON = Function(
        name: "toJSON", argumentCount: 1...1, parameters: "value"
    ) { (evaluation, call) throws(ExpressionError) in
        let value = try evaluation.value(0, of: call)
        // Stops early what could never be kept: a byte of UTF-8 counts for less than two of UTF-16.
        guard let text = value.prettyJSON(limit: evaluation.context.memoryLimit) else {
            throw evaluation.memoryExceeded
        }
        return .init(.string(text))
    }
}
