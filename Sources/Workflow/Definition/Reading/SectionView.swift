import YAML

/// The values of a section by their keys.
struct SectionView {
    let node: YAML.Node
    private let section: Section

    init(_ node: YAML.Node, _ section: Section) { (self.node, self.section) = (node, section) }

    /// The value of a key, if it has its shape; what has another was reported before.
    subscript(key: String) -> YAML.Node? {
        guard let value = member(key)?.value, let shape = section.key(key)?.shape, shape.fits(value) else {
            return nil
        }
        return value
    }

    /// A key as it stands there, with its value.
    func member(_ key: String) -> YAML.Member? {
        // What is read here and not in the table would be in no schema and always reported.
        precondition(section.key(key) != nil, "'\(key)' is no key of \(section.title)")
        return node.members?.first { $0.key.scalar?.text == key }
    }

    /// The text of a scalar.
    func text(_ key: String) -> String? { self[key]?.scalar?.text }

    /// Whether a truth value is there, and true.
    func bool(_ key: String) -> Bool? {
        guard case .bool(let value)? = self[key]?.scalar?.value else { return nil }
        return value
    }

    /// A number, whole or not.
    func number(_ key: String) -> Double? {
        switch self[key]?.scalar?.value {
        case .integer(let number): Double(number)
        case .float(let number): number
        default: nil
        }
    }

    /// A whole number that may be counted with; the rules have reported any other.
    func integer(_ key: String) -> Int? {
        guard case .integer(let number)? = self[key]?.scalar?.value else { return nil }
        return Int(exactly: number)
    }
}

/// The members of a mapping whose names are texts; none for nil.
func members(of node: YAML.Node?) -> [(name: String, value: YAML.Node)] {
    (node?.members ?? []).compactMap { member in member.key.scalar.map { ($0.text, member.value) } }
}

/// A text or several, as they stand there.
func oneOrMore(_ node: YAML.Node?) -> [YAML.Node] {
    guard let node else { return [] }
    return (node.elements ?? [node]).filter { $0.scalar != nil }
}
