extension Function {
    /// Whether nothing before has failed or was cancelled.
    static let success = status("success", \.success)
    /// Whether something before has failed.
    static let failure = status("failure", \.failure)
    /// Whether somebody has cancelled.
    static let cancelled = status("cancelled", \.cancelled)
    /// True, whatever has become of what came before.
    static let always = status("always") { _ in true }

    /// The names of the functions whose value depends on what came before.
    static let statusNames: Set = ["success", "failure", "cancelled", "always"]

    private static func status(
        _ name: String, _ answer: @escaping @Sendable (StatusFunctions) -> Bool
    ) -> Function {
        Function(name: name, argumentCount: 0...0, parameters: "") {
            (evaluation, call) throws(ExpressionError) in
            guard let status = evaluation.context.status else {
                throw ExpressionError(
                    .evaluation, "\(name)() has no meaning here: it belongs into the condition of a step",
                    offset: call.offset)
            }
            return .init(.boolean(answer(status)))
        }
    }
}
