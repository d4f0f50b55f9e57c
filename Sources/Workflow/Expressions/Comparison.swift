/// The operators that compare two values.
enum Comparison: String, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// Whether it holds: JavaScript's loose rules, but texts are compared whatever their case, and arrays
    /// and objects are only equal to themselves.
    func holds(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: areEqual(left, right)
        case .notEqual: !areEqual(left, right)
        case .less: isLess(left, right)
        case .lessOrEqual: areEqual(left, right) || isLess(left, right)
        case .greater: isLess(right, left)
        case .greaterOrEqual: areEqual(left, right) || isLess(right, left)
        }
    }
}

/// Equality as `==` and `contains` have it.
func areEqual(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.string(let a), .string(let b)): equalIgnoringCase(a, b)
    case (.array(let a), .array(let b)): isSame(a, b)
    case (.object(let a), .object(let b)): isSame(a.members, b.members)
    case (.array, _), (.object, _), (_, .array), (_, .object): false
    default: left.number == right.number
    }
}

private func isLess(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): false
    case (.string(let a), .string(let b)): compareIgnoringCase(a, b) < 0
    case (.array, _), (.object, _), (_, .array), (_, .object): false
    default: left.number < right.number
    }
}

/// Whether both are one array and not two with the same elements: whether they lie at the same place.
private func isSame<Element>(_ left: [Element], _ right: [Element]) -> Bool {
    left.count == right.count
        && left.withUnsafeBufferPointer(\.baseAddress) == right.withUnsafeBufferPointer(\.baseAddress)
}
