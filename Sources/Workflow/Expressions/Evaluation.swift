/// One evaluation of a tree: what it can see and how much memory its values take.
struct Evaluation {
    /// A value, and whether it is what a filter gave: reaching into such an array reaches into each of its
    /// elements.
    struct Outcome {
        var value: Value
        var isFiltered = false

        init(_ value: Value, isFiltered: Bool = false) { (self.value, self.isFiltered) = (value, isFiltered) }
    }

    let source: String
    let context: EvaluationContext
    private var memory = 0

    init(source: String, context: EvaluationContext) { (self.source, self.context) = (source, context) }

    mutating func evaluate(_ node: Node) throws(ExpressionError) -> Outcome {
        switch node {
        case .literal(let value): return Outcome(value)
        case .context(let name, let folded, let offset):
            guard let value = context.value(of: name, folded: folded) else {
                throw ExpressionSource(source).error(
                    .parsing, "Unrecognized named-value", word: name, at: offset)
            }
            return Outcome(value)
        case .index(let base, let key, _): return try index(of: evaluate(base), by: key)
        case .filter(let base, _): return try filter(evaluate(base))
        case .not(let operand):
            return try forgetting { (evaluation) throws(ExpressionError) in
                Outcome(.boolean(!(try evaluation.evaluate(operand).value.isTruthy)))
            }
        case .comparison(let comparison, let left, let right):
            return try forgetting { (evaluation) throws(ExpressionError) in
                let first = try evaluation.evaluate(left).value
                return Outcome(.boolean(comparison.holds(first, try evaluation.evaluate(right).value)))
            }
        case .and(let operands): return try decide(operands, at: false)
        case .or(let operands): return try decide(operands, at: true)
        case .call(let function, let arguments, let offset):
            let before = memory
            let outcome = try function.evaluate(&self, Function.Call(arguments: arguments, offset: offset))
            // A new text takes its own room; what was made for it is gone.
            if case .string(let text) = outcome.value, !function.passesOn {
                memory = before
                try charge(for: text)
            } else if outcome.value.isPrimitive && !function.passesOn {
                memory = before
            }
            return outcome
        }
    }

    /// The value of the first operand that is as true as `truth`, or of the last one.
    private mutating func decide(_ operands: [Node], at truth: Bool) throws(ExpressionError) -> Outcome {
        var outcome = Outcome(.null)
        for operand in operands {
            outcome = try evaluate(operand)
            if outcome.value.isTruthy == truth { break }
        }
        return outcome
    }

    /// Does what leaves a value that takes no memory.
    private mutating func forgetting(
        _ body: (inout Evaluation) throws(ExpressionError) -> Outcome
    ) throws(ExpressionError) -> Outcome {
        let before = memory
        let outcome = try body(&self)
        memory = before
        return outcome
    }

    /// Takes room for a text that is made here; texts of contexts take none.
    mutating func charge(for text: String) throws(ExpressionError) {
        try charge(26 + 2 * text.utf16.count)
    }

    /// Takes room.
    mutating func charge(_ bytes: Int) throws(ExpressionError) {
        memory += bytes
        guard memory <= context.memoryLimit else { throw memoryExceeded }
    }

    /// What is thrown when the values of an expression take too much room.
    var memoryExceeded: ExpressionError {
        ExpressionError(
            .evaluation,
            "The maximum allowed memory size was exceeded while evaluating the following expression: \(source)"
        )
    }
}
