import Markdown
import Testing

struct LimitTests {
    /// Enough that what grows with the square is felt.
    private static let size = 1 << 16

    @Test func `more bytes than allowed are an error`() {
        #expect(throws: MarkdownError.self) { try Markdown.parse([UInt8](repeating: 0x61, count: 1 << 21)) }
    }

    /// Texts that take a parser of Markdown long, or deep into its stack.
    static let hostile: [String] = [
        ">", "> ", "- ", "* ", "1. ", "[", "![l", "[a](", "*a **b ", "_", "`", "``a`", "<", "<!--",
        "a\n> b\n",
        "|", "|a\n|-\n", "\n", "- a\n\n", "&", "\\", "www.", "a@", "~~a", "[a]: b\n", "[^a]", "x<?", "\u{0}",
        "***a", "](", "![[]()", "[a]", "<<", "a**b", "http://a", "\t", "- \n", "> - ", "a.b@c.", "![",
        "*d* [e](f)\n", "> *d* [e](f)\n", "    - *d* [e](f)\n", "- *d* [e](f)\n", "a `b` c *d* [e](f) \n",
        "_a_ ![b](c) ",
    ]

    @Test(arguments: hostile) func `a hostile text is read`(_ piece: String) throws {
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

    /// A table of so many columns, and rows of one cell.
    private static func table(columns: Int, rows: Int, row: String = "|a|\n") -> String {
        String(repeating: "|a", count: columns) + "|\n" + String(repeating: "|-", count: columns) + "|\n"
            + String(repeating: row, count: rows)
    }

    private static func cells(_ blocks: [Markdown.Block]) -> Int {
        blocks.reduce(0) { count, block in
            guard case .tableRow = block.kind else { return count }
            return count + 1 + block.text.split(separator: "\t", omittingEmptySubsequences: false).count
        }
    }

    @Test(arguments: [
        table(columns: 2000, rows: 20_000), table(columns: 200, rows: 100_000),
        table(columns: 60, rows: 200_000, row: "|\n"), table(columns: 60, rows: 200_000, row: "a\n"),
        String(repeating: table(columns: 60, rows: 300, row: "|\n") + "\n", count: 900),
        String(
            repeating: "> " + table(columns: 60, rows: 300, row: "> |\n").replacing("\n|-", with: "\n> |-")
                + "\n", count: 600),
        table(columns: 2000, rows: 3000).replacing("\n", with: "\r"),
        ":a\n:-\n" + String(repeating: "a\n", count: 400_000),
    ])
    func `tables of too many cells are paragraphs`(_ text: String) throws {
        let blocks = try Markdown.parse(Array(text.utf8.prefix(1 << 17)))
        #expect(Self.cells(blocks) <= 450_000)
        #expect(blocks.last?.text.contains("a") == true || blocks.last?.text.contains("|") == true)
    }

    @Test func `a table of a usual size is one`() throws {
        let text = "before\n\n" + Self.table(columns: 60, rows: 1000) + "\nbehind\n"
        let blocks = try Markdown.parse(Array(text.utf8))
        #expect(blocks.filter { if case .tableRow = $0.kind { true } else { false } }.count == 1001)
        #expect(blocks.last?.firstLine == 1006)
        let wide = try Markdown.parse(Array(Self.table(columns: 61, rows: 1).utf8))
        #expect(wide.map(\.kind) == [.paragraph])
        #expect(wide.first?.text.hasSuffix("|-|-|\n|a|") == true)
    }

    @Test func `lines are those of the text behind a table that was ended`() throws {
        let limits = Markdown.Limits(cells: 6)
        let text = "|a|b|\n|-|-|\n|1|2|\n|3|4|\n|5|6|\n|7|8|\n\nend\n"
        let blocks = try Markdown.parse(Array(text.utf8), limits: limits)
        #expect(blocks.last?.firstLine == 8)
        #expect(blocks.first { $0.kind == .paragraph }?.lastLine == 6)
    }

    @Test func `a long paragraph keeps its text without the markup`() throws {
        let line = "see `a_b` *or* [x](y) <z> __init__ &amp;\n"
        let text = String(repeating: line, count: 1_000)
        let blocks = try Markdown.parse(Array(text.utf8))
        #expect(blocks.count == 1)
        #expect(blocks[0].spans.first { $0.kind == .code }?.text == "a_b")
        #expect(blocks[0].text.hasPrefix("see a_b or x <z> __init__ &\n"))
        #expect(blocks[0].text.hasSuffix(String((line + line).dropLast())))
        #expect(blocks[0].lastLine == 1_000)
    }

    @Test func `items and code that follow each other closely keep theirs`() throws {
        let items = try Markdown.parse(Array(String(repeating: "- [x] a `b`\n", count: 2_000).utf8))
        #expect(items.count == 2_000)
        #expect(items.allSatisfy { $0.item?.isDone == true && $0.spans.last?.kind == .code })
        let code = String(repeating: "a[*] = `b` & <c>\n", count: 2_000)
        #expect(try Markdown.parse(Array("```\n\(code)```\n".utf8)).map(\.text) == [code])
    }

    @Test func `deep lists before many empty lines are read`() throws {
        var deep = ""
        for level in 0..<300 { deep += String(repeating: "  ", count: level) + "- a\n" }
        let blocks = try Markdown.parse(
            Array((deep + String(repeating: "\n", count: 100_000) + "end\n").utf8))
        #expect(blocks.last?.text == "end")
        #expect(blocks.last?.firstLine == 100_301)
        #expect(blocks.compactMap { $0.item?.level }.max() ?? 0 <= 40)
    }

    @Test func `code keeps what looks like a list behind deep indentation`() throws {
        let code =
            String(repeating: " ", count: 60) + "- a\n" + String(repeating: "\t", count: 20) + "12. b > c\n"
        #expect(try Markdown.parse(Array("```\n\(code)```\n".utf8)).map(\.text) == [code])
    }
}
