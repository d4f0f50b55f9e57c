import YAML

extension Rule {
    /// Comparisons with a text that the other side never is.
    static func comparisonFaults(_ use: ExpressionUse, _ draft: Draft, _ report: inout Report) {
        use.expression.root?.forEachComparison { operation, left, right in
            guard operation == .equal || operation == .notEqual else { return }
            let (side, literal): (Node, Value)
            switch (left, right) {
            case (_, .literal(let value)): (side, literal) = (left, value)
            case (.literal(let value), _): (side, literal) = (right, value)
            default: return
            }
            guard let path = side.path, let range = draft.values(of: path.names) else { return }
            guard !range.values.contains(where: { areEqual($0, literal) }) else { return }
            let known = range.values.map(\.text)
            let verb = operation == .equal ? "never is" : "always differs from"
            let (start, end) = draft.range(
                of: use, from: path.offset, length: path.endOffset - path.offset)
            report.add(
                impossibleExpression, "\(range.title) \(verb) '\(literal.text)'", at: start, to: end,
                hints: range.hints.isEmpty ? suggestion(for: literal.text, among: known) : range.hints)
        }
    }

    /// How a step can end.
    static let outcomes = ["success", "failure", "cancelled", "skipped"]
}

/// Everything that a path can be.
private struct ValueRange {
    let title: String
    let values: [Value]
    var hints: [String] = []
}

extension Draft {
    /// The values that a path can have; nil when there is no end of them.
    fileprivate func values(of names: [String]) -> ValueRange? {
        let folded = names.map { $0.lowercased() }
        if folded.count == 3, folded[0] == "steps", folded[2] == "outcome" || folded[2] == "conclusion" {
            // A step that has not run yet has none.
            return ValueRange(
                title: "the \(folded[2]) of a step", values: Rule.outcomes.map { .string($0) } + [.null])
        }
        guard folded.count == 2, folded[0] == "inputs",
            let input = definition.inputs.first(where: { equalIgnoringCase($0.name, names[1]) })
        else { return nil }
        switch input.kind {
        case .choice(let options) where !options.isEmpty:
            return ValueRange(
                title: "the input '\(input.name)'",
                values: options.map { .string($0) } + [.null, .string("")])
        case .boolean:
            return ValueRange(
                title: "the truth value '\(input.name)'", values: [.boolean(true), .boolean(false)],
                hints: [
                    "a truth value needs no comparison: 'inputs.\(input.name)' or '!inputs.\(input.name)'"
                ])
        default: return nil
        }
    }
}

extension Node {
    /// The names of a chain of properties, and where it starts and ends in the source; nil for another node.
    fileprivate var path: (names: [String], offset: Int, endOffset: Int)? {
        switch self {
        case .context(let name, _, let offset): ([name], offset, offset + name.utf8.count)
        case .index(let base, .literal(.string(let name)), let offset):
            base.path.map { ($0.names + [name], $0.offset, offset + name.utf8.count) }
        default: nil
        }
    }

    fileprivate func forEachComparison(_ body: (Comparison, Node, Node) -> Void) {
        switch self {
        case .literal, .context: break
        case .filter(let base, _): base.forEachComparison(body)
        case .index(let base, let key, _):
            base.forEachComparison(body)
            key.forEachComparison(body)
        case .not(let operand): operand.forEachComparison(body)
        case .comparison(let operation, let left, let right):
            body(operation, left, right)
            left.forEachComparison(body)
            right.forEachComparison(body)
        case .and(let operands), .or(let operands), .call(_, let operands, _):
            for operand in operands { operand.forEachComparison(body) }
        }
    }
}
