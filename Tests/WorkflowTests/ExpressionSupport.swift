import Testing
import Workflow

/// The value of an expression; `contexts` is a JSON object of them.
func value(of text: String, contexts: String = "{}", status: StatusFunctions? = nil) throws -> Value {
    guard case .object(let object) = try Value(parsingJSON: contexts) else { return .null }
    let values = Dictionary(uniqueKeysWithValues: object.members.map { ($0.key, $0.value) })
    let expression = try Expression(parsing: text, contexts: Array(values.keys))
    return try expression.evaluate(in: EvaluationContext(contexts: values, status: status))
}

/// What is wrong with an expression; nil when nothing is.
func fault(of text: String, contexts: String = "{}") -> ExpressionError? {
    do {
        _ = try value(of: text, contexts: contexts)
        return nil
    } catch { return error as? ExpressionError }
}
