import TestSupport
import Testing
import YAML

@Suite struct NodeTests {
    private func root(_ text: String) throws -> YAML.Node {
        try #require(try YAML.parse(Array(text.utf8)).first).root
    }

    private func place(_ node: YAML.Node?) -> [Int] {
        guard let node else { return [] }
        return [node.start.line, node.start.column, node.end.line, node.end.column]
    }

    @Test func `nodes know where they stand`() throws {
        let node = try root("# über\nname: \"Öl\"\nsteps:\n  - run: |\n      make\n\n  - [a, {b: c}] # d\n\n")
        #expect(place(node["name"]) == [2, 7, 2, 11])
        let steps = try #require(node["steps"]?.elements)
        #expect(place(steps[0]["run"]) == [4, 10, 7, 1])
        #expect(place(steps[1]) == [7, 5, 7, 16])
        #expect(place(steps[1].elements?[1]["b"]) == [7, 13, 7, 14])
        #expect(place(node) == [2, 1, 7, 16])
    }

    @Test func `columns count characters, and a byte order mark is none`() throws {
        let node = try root("\u{FEFF}{a😀: 'ä', b: 1}")
        #expect(place(node) == [1, 1, 1, 16])
        #expect(place(node["b"]) == [1, 14, 1, 15])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `lines end in any of three ways`(end: String) throws {
        let node = try root("a: 1\(end)b: |\(end)  x\(end)  y\(end)c: 2\(end)")
        #expect(place(node["c"]) == [5, 4, 5, 5])
        #expect(node["b"]?.scalar?.text == "x\ny\n")
    }

    @Test func `on is a key, and so is a merge key`() throws {
        let node = try root("on: push\n<<: {a: 1}\n")
        #expect(node["on"]?.scalar?.value == .string("push"))
        #expect(node["<<"]?["a"]?.scalar?.value == .integer(1))
    }

    @Test func `an alias stands for what its anchor names`() throws {
        let node = try root("a: &x\n  b: [1]\nc: *x\n")
        #expect(node["c"]?.content == node["a"]?.content)
        #expect(place(node["c"]) == [3, 4, 3, 6])
        #expect(place(node["c"]?["b"]) == [2, 6, 2, 9])
    }

    @Test func `an anchor given twice names the later one`() throws {
        let node = try root("- &a 1\n- &a 2\n- *a\n")
        #expect(node.elements?[2].scalar?.value == .integer(2))
    }

    @Test func `an empty text has no document, an empty document has an empty scalar`() throws {
        #expect(try YAML.parse([]).isEmpty)
        #expect(try YAML.parse(Array("# nothing\n".utf8)).isEmpty)
        #expect(try root("---\n").scalar?.value == .null)
        #expect(try YAML.parse(Array("--- 1\n--- 2\n".utf8)).count == 2)
    }

    @Test func `keys that stand twice are all found, and the first value stays`() throws {
        var duplicates: [YAMLError] = []
        let source = try SourceText(
            Array("a: 1\n'a': 2\nb: {c: 1, c: 2}\n? [x, y]\n: 1\n? [x, y]\n: 2\n".utf8))
        let documents = try YAML.parse(source, duplicates: &duplicates)
        #expect(documents.first?.root["a"]?.scalar?.value == .integer(1))
        #expect(
            duplicates.map(\.description) == [
                "line 2, column 1: the key 'a' a second time: it stands at line 1, column 1 already",
                "line 3, column 11: the key 'c' a second time: it stands at line 3, column 5 already",
                "line 6, column 3: the key a collection a second time: it stands at line 4, column 3 already",
            ])
        #expect(throws: YAMLError.self) { try root("a: 1\na: 2\n") }
    }

    @Test func `random bytes never break the parser`() {
        var random = SeededGenerator(seed: 20)
        let pieces = [
            "a", "b: ", "- ", "? ", ": ", ":", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "'", "\"",
            "|\n",
            ">-\n", "&x ", "*x", "!t ", "!!int ", "# c", "\t", "---\n", "...\n", "%YAML 1.2\n", "\\", "~",
            "é", "😀",
            "\r", "12", "*x : ", "<<: ", "|2\n",
        ].map { Array($0.utf8) }
        for _ in 0..<4_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                bytes += pieces.randomElement(using: &random) ?? []
                if Int.random(in: 0..<50, using: &random) == 0 {
                    bytes.append(.random(in: 0...255, using: &random))
                }
            }
            _ = try? YAML.parse(bytes)
            _ = try? YAML.parse((0..<40).map { _ in .random(in: 0...255, using: &random) })
        }
    }
}
