extension Function {
    /// The value behind the first condition that is true, else the last argument; nothing behind it is
    /// evaluated.
    static let `case` = Function(
        name: "case", argumentCount: 3...many, parameters: "condition, value, …, otherwise",
        needsOddCount: true, passesOn: true
    ) { (evaluation, call) throws(ExpressionError) in
        let last = call.arguments.count - 1
        for index in stride(from: 0, to: last, by: 2) {
            guard case .boolean(let holds) = try evaluation.value(index, of: call) else {
                throw ExpressionError(
                    .evaluation, "case predicate must evaluate to a boolean value", offset: call.offset,
                    hints: ["make it one with a comparison or with '!!'"])
            }
            if holds { return try evaluation.evaluate(call.arguments[index + 1]) }
        }
        return try evaluation.evaluate(call.arguments[last])
    }
}
