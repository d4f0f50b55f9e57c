import Markdown
import Testing

struct LimitTests {
    private static let size = 1 << 20

    @Test func `more bytes than allowed are an error`() {
        #expect(throws: MarkdownError.self) { try Markdown.parse([UInt8](repeating: 0x61, count: 1 << 21)) }
    }

    /// Texts that take a parser of Markdown long, or deep into its stack.
    static let hostile: [String] = [
        ">", "> ", "- ", "* ", "1. ", "[", "![l", "[a](", "*a **b ", "_", "`", "``a`", "<", "<!--",
        "a\n> b\n",
        "|", "|a\n|-\n", "\n", "- a\n\n", "&", "\\", "www.", "a@", "~~a", "[a]: b\n", "[^a]", "x<?", "\u{0}",
        "***a", "](", "![[]()", "[a]", "<<", "a**b", "http://a", "\t", "- \n", "> - ", "a.b@c.", "![",
    ]

    @Test(arguments: hostile) func `a hostile text of a megabyte is read`(_ piece: String) throws {
        let bytes = Array(String(repeating: piece, count: Self.size / piece.utf8.count).utf8)
        _ = try Markdown.parse(bytes)
    }

    @Test func `bytes that are no text become the replacement character`() throws {
        let blocks = try Markdown.parse([0x61, 0xFF, 0x00, 0x62])
        #expect(blocks.map(\.text) == ["a\u{FFFD}\u{FFFD}b"])
    }

    @Test func `nothing has no blocks`() throws {
        #expect(try Markdown.parse([]).isEmpty)
    }
}
