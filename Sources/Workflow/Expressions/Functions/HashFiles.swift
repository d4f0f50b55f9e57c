extension Function {
    /// A hash over the files that match patterns; whoever evaluates knows the files.
    static let hashFiles = Function(
        name: "hashFiles", argumentCount: 1...many, parameters: "pattern, …"
    ) { (evaluation, call) throws(ExpressionError) in
        guard let hashFiles = evaluation.context.hashFiles else {
            throw ExpressionError(
                .evaluation, "hashFiles is not available here: there are no files to look at",
                offset: call.offset)
        }
        var patterns: [String] = []
        for index in call.arguments.indices { patterns.append(try evaluation.value(index, of: call).text) }
        do throws(ExpressionError) {
            return .init(.string(try hashFiles(patterns)))
        } catch {
            throw error.shifted(by: call.offset)
        }
    }
}
