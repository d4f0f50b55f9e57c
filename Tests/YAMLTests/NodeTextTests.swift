import Testing
import YAML

@Suite struct NodeTextTests {
    private func root(_ text: String) throws -> YAML.Node {
        try #require(try YAML.parse(Array(text.utf8)).first).root
    }

    /// The value without places and styles.
    private func outline(_ node: YAML.Node) -> String {
        switch node.content {
        case .scalar(let scalar): "\(scalar.value) \(scalar.text.debugDescription)"
        case .sequence(let elements): "\(elements.map(outline))"
        case .mapping(let members): "\(members.map { [outline($0.key), outline($0.value)] })"
        }
    }

    @Test(
        arguments: [
            "a: 1.10\nb: [x, ~, yes, 'true', true, 0x1F, -.inf, \"\\e\\0\\L\\u0085\\uFFFE é😀\"]",
            "{}", "[]", "- []\n- {}\n- ''", "|\n  a\n\n   b\t\n", "? [a, {b: c}]\n: d\n? \"\"\n: e",
            "a: &x [1]\nb: *x",
            "\"\\\"\\\\ # : , [ ] { }\"", "a: !!str 12\nb: ! 12\nc: !!int '12'\nd: .NaN\ne: 12e3",
            "a: '#'\n'#b': |+\n  c\n\n",
        ])
    func `a value that is written is read as the same value`(text: String) throws {
        let node = try root(text)
        #expect(try outline(root(node.text)) == outline(node))
    }

    @Test func `a long key stays one`() throws {
        let key = String(repeating: "k", count: 2_000)
        let node = try root("? \(key)\n: v\n")
        #expect(try root(node.text)[key]?.scalar?.text == "v")
    }
}
