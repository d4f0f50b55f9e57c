public import JSON

extension Argument {
    /// The values of arguments, by name.
    public static func evaluate(
        _ arguments: [NamedArgument], in context: EvaluationContext
    ) throws(ExpressionError) -> JSON.Object {
        var values: JSON.Object = [:]
        for argument in arguments { values[argument.name] = try argument.value.evaluate(in: context) }
        return values
    }

    /// The value with everything evaluated.
    public func evaluate(in context: EvaluationContext) throws(ExpressionError) -> JSON {
        switch self {
        case .template(let template):
            if let text = template.constantText { return .string(text) }
            return try template.evaluate(in: context).json
        case .literal(let value): return value
        case .array(let elements):
            var values: [JSON] = []
            for element in elements { values.append(try element.evaluate(in: context)) }
            return .array(values)
        case .object(let members): return .object(try Self.evaluate(members, in: context))
        }
    }
}
