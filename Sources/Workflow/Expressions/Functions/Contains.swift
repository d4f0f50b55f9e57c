extension Function {
    /// Whether a text has another one in it, whatever the case, or an array an element that is equal.
    static let contains = Function(
        name: "contains", argumentCount: 2...2, parameters: "search, item"
    ) { (evaluation, call) throws(ExpressionError) in
        switch try evaluation.value(0, of: call) {
        case .array(let elements):
            guard !elements.isEmpty else { return .init(.boolean(false)) }
            let item = try evaluation.value(1, of: call)
            return .init(.boolean(elements.contains { areEqual(item, $0) }))
        case .object: return .init(.boolean(false))
        case let search:
            let item = try evaluation.value(1, of: call)
            guard item.isPrimitive else { return .init(.boolean(false)) }
            return .init(.boolean(occurs(foldedBytes(item.text), in: foldedBytes(search.text))))
        }
    }
}
