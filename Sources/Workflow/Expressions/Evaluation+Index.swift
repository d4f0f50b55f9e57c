extension Evaluation {
    /// What a property or an index reaches. What is not there is null; nothing of that is an error.
    mutating func index(of base: Outcome, by key: Node) throws(ExpressionError) -> Outcome {
        switch base.value {
        case .array(let elements):
            let key = try evaluate(key).value
            guard base.isFiltered else {
                return Outcome(place(for: key, in: elements).map { elements[$0] } ?? .null)
            }
            var found: [Value] = emptyWithIdentity()
            for element in elements {
                if let value = member(of: element, for: key) { found.append(value) }
            }
            return try filtered(found)
        case .object:
            return Outcome(member(of: base.value, for: try evaluate(key).value) ?? .null)
        default: return Outcome(.null)
        }
    }

    /// All elements or the values of all members; of what a filter gave, those of each element.
    mutating func filter(_ base: Outcome) throws(ExpressionError) -> Outcome {
        guard base.isFiltered, case .array(let elements) = base.value else {
            return try filtered(parts(of: base.value))
        }
        var found: [Value] = emptyWithIdentity()
        for element in elements { found += parts(of: element) }
        return try filtered(found)
    }

    private mutating func filtered(_ elements: [Value]) throws(ExpressionError) -> Outcome {
        // As GitHub counts: an object and a pointer an element.
        try charge(24 + 8 * elements.count)
        return Outcome(.array(elements), isFiltered: true)
    }

    private func parts(of value: Value) -> [Value] {
        // Copied, as a filter gives a new array, which is not the same one for `==`.
        var parts: [Value] = emptyWithIdentity()
        switch value {
        case .array(let elements): parts += elements
        case .object(let object): parts += object.members.lazy.map(\.value)
        default: break
        }
        return parts
    }

    /// What one key reaches in a value; nil when nothing.
    private func member(of value: Value, for key: Value) -> Value? {
        switch value {
        case .array(let elements): place(for: key, in: elements).map { elements[$0] }
        case .object(let object): key.isPrimitive ? object[key.text] : nil
        default: nil
        }
    }

    private func place(for key: Value, in elements: [Value]) -> Int? {
        let number = key.number
        // The comparison is false for not-a-number; the fraction is cut off.
        guard number >= 0, number < Double(elements.count) else { return nil }
        return Int(number)
    }
}
