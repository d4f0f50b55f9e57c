import Markdown
import Testing

struct BlockTests {
    private func blocks(_ text: String) throws -> [Markdown.Block] { try Markdown.parse(Array(text.utf8)) }

    @Test func `headings, paragraphs and code know their lines`() throws {
        let found = try blocks("# Title\n\nSome *text*\nin two lines\n\n```py run\nx = 1\n```\n")
        #expect(found.map(\.kind) == [.heading(level: 1), .paragraph, .code(info: "py run")])
        #expect(found.map(\.firstLine) == [1, 3, 6])
        #expect(found.map(\.lastLine) == [1, 4, 8])
        #expect(found.map(\.text) == ["Title", "Some text\nin two lines", "x = 1\n"])
        #expect(found[2].textLine == 7)
    }

    @Test func `items know their task, level and place`() throws {
        let found = try blocks("- [x] done\n- [ ] open\n  - deeper\n\n    second\n- plain\n")
        #expect(found.map(\.text) == ["done", "open", "deeper", "second", "plain"])
        #expect(found.map { $0.item?.isDone } == [true, false, nil, nil, nil])
        #expect(found.map { $0.item?.level } == [1, 1, 2, 2, 1])
        #expect(found.map { $0.item?.index } == [0, 1, 2, 2, 3])
        #expect(found.map { $0.item?.isFirst } == [true, true, true, false, true])
    }

    @Test func `spans tell code, links and addresses apart`() throws {
        let found = try blocks("See `a_b()` at [the page](https://e.org/x) or https://e.org/y ~~not~~")
        #expect(
            found[0].spans == [
                .init(.text, "See "), .init(.code, "a_b()"), .init(.text, " at "),
                .init(.link(address: "https://e.org/x"), "the page"), .init(.text, " or "),
                .init(.link(address: "https://e.org/y"), "https://e.org/y"), .init(.text, " not"),
            ])
    }

    @Test func `rows of tables, quotations and html are blocks`() throws {
        let found = try blocks(
            "| a | b |\n|---|---|\n| 1 | `2` |\n\n> quoted\n\n<!-- hidden -->\n\n    code\n")
        #expect(
            found.map(\.kind) == [
                .tableRow(isHeader: true), .tableRow(isHeader: false), .paragraph, .html, .code(info: nil),
            ])
        #expect(found.map(\.text) == ["a\tb", "1\t2", "quoted", "<!-- hidden -->\n", "code\n"])
        #expect(found.map(\.quotations) == [0, 0, 1, 0, 0])
    }

    @Test func `names between underscores are no bold words`() throws {
        let found = try blocks(
            "Update __eq__ and `__ne__`, __not bold__ https://e.org/__init__.py\n\n    __le__\n")
        #expect(
            found[0].text == "Update __eq__ and __ne__, not bold https://e.org/__init__.py")
        #expect(found[1].text == "__le__\n")
    }
}
