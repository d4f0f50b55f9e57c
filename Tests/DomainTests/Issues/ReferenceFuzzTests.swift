import Domain
import Markdown
import TestSupport
import Testing

struct ReferenceFuzzTests {
    private static let pieces = [
        "src/a.py", ":12", "(", ")", "[", "]", "`", "\"", "“", "”", "é", "\u{0}", "--x", "#12", "https://",
        "a::b",
        "at ", "File \"", "\", line ", "panicked at '", "', ", "#0 0x1 in ", "frame #", " ", "\n", "\n\n",
        "    ",
        "```\n", "- [ ] ", "|", "\\", "E", "Error: ", "->", "?.", "@", "/", "//", "...", "~", "%", "$", "1",
    ]

    @Test(arguments: 0..<20) func `every text has its references`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            var text = ""
            for _ in 0..<Int.random(in: 0...60, using: &generator) {
                text += Self.pieces.randomElement(using: &generator) ?? ""
            }
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            }
            let blocks = try Markdown.parse(bytes)
            _ = CodeReferences.find(title: String(decoding: bytes, as: UTF8.self), in: blocks)
        }
    }

    @Test func `a megabyte of names is read`() throws {
        let line = "src/a.py:12 Store.load() `foo_bar` \"no such file\" TypeError: x #12 https://e.org/a\n"
        let text = Array(String(repeating: line, count: (1 << 20) / line.utf8.count).utf8)
        let found = CodeReferences.find(title: "", in: try Markdown.parse(text))
        #expect(found.paths.map(\.path) == ["src/a.py"])
    }
}
