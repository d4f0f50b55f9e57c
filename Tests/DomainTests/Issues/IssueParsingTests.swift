import Domain
import Testing
import YAML

struct IssueParsingTests {
    private func issue(_ text: String) throws(IssueError) -> Issue { try Issue.parse(Array(text.utf8)) }

    @Test func `front matter names what the text does not`() throws {
        let found = try issue(
            """
            ---
            number: 12
            title: "Slices  are empty"
            labels: [bug, "good first issue", bug]
            author: {login: ada}
            assignees: []
            ---

            # A heading

            Text in src/a.py
            """)
        #expect((found.number, found.title, found.author) == (12, "Slices are empty", "ada"))
        #expect(found.labels == ["bug", "good first issue"])
        #expect(found.body == "\n# A heading\n\nText in src/a.py")
        #expect(found.references.paths.map(\.issueLine) == [11])
    }

    @Test(
        arguments: [
            ("---\nlabels: bug, ui\nnumber: '#7'\n---\nText", ["bug", "ui"], 7),
            ("---\nlabels: [{name: bug}, {name: ui}]\nnumber:\n---\nText", ["bug", "ui"], nil),
            ("---\nlabels:\n---\nText", [], nil), ("---\n---\nText", [], nil),
            ("\u{FEFF}---\r\nnumber: 3\r\n---\r\nText\r\n", [], 3),
        ] as [(String, [String], Int?)])
    func `front matter has the forms that tools write`(_ text: String, _ labels: [String], _ number: Int?)
        throws
    {
        let found = try issue(text)
        #expect((found.title, found.labels, found.number) == ("Text", labels, number))
    }

    @Test func `front matter has bounds`() throws {
        let long = String(repeating: "x", count: 400_000)
        let found = try issue("---\ntitle: \(long)\nauthor: \(long)\n---\nText")
        #expect((found.title.count, found.author?.count) == (200, 200))
        let accents = try issue("---\ntitle: a\(String(repeating: "\u{301}", count: 100_000))\n---\nText")
        #expect(accents.title.utf8.count < 2000)
        for labels in [
            "[" + (1...80_000).map { "l\($0)" }.joined(separator: ", ") + "]",
            (1...80_000).map { "l\($0)" }.joined(separator: ","), String(repeating: "a,b,", count: 80_000),
        ] {
            let found = try issue("---\nlabels: \(labels)\n---\nText").labels
            #expect(found.count == (labels.first == "a" ? 2 : 100))
            #expect(Set(found).count == found.count)
        }
    }

    @Test(
        arguments: [
            (
                "---\nnumber: twelve\n---\nx",
                "line 2, column 9: 'number' in the front matter is not a whole number from 1"
            ),
            (
                "---\nnumber: -3\n---\nx",
                "line 2, column 9: 'number' in the front matter is not a whole number from 1"
            ),
            (
                "---\ntitle: x\nlabels: {a: b}\n---\nx",
                "line 3, column 9: 'labels' in the front matter is not a list of texts"
            ),
            ("---\ntitle: [x\n---\nx", nil),
            ("---\ntitle: a\ntitle: b\n---\nx", nil),
        ] as [(String, String?)])
    func `front matter that is wrong has a place`(_ text: String, _ message: String?) throws {
        let error = #expect(throws: IssueError.self) { try issue(text) }
        #expect(error?.position != nil)
        if let message { #expect(error?.description == message) }
    }

    @Test func `rules in Markdown are no front matter`() throws {
        #expect(try issue("---\nNo key: here, is it\n").title == "No key: here, is it")
        #expect(try issue("---\njust text\n---\nmore").title == "just text")
    }

    @Test(
        arguments: [
            ("First line\nsecond", "First line"), ("Text\n\n# The title\n", "The title"),
            ("## Only this\n\nText", "Only this"), ("- an item\n- another", "an item"),
            ("# with `code` and __init__\n", "with code and __init__"), ("a\u{7}b\tc", "a b c"),
            ("#\n\n# Second\n", "Second"),
            ("### Bug description\n\nIt hangs.\nOften.", "It hangs."),
            ("**Describe the bug**\nIt hangs.", "It hangs."),
            ("# Description\n\nIt hangs.\n", "It hangs."), ("## Description\n", "Description"),
        ])
    func `the title is the first heading or line`(_ text: String, _ title: String) throws {
        #expect(try issue(text).title == title)
    }

    @Test(arguments: ["", " \n\t\n", "---\n", "<!-- write here -->\n", "---\nlabels: [bug]\n---\n", "#\n"])
    func `an issue that says nothing is an error`(_ text: String) {
        let error = #expect(throws: IssueError.self) { try issue(text) }
        #expect(error?.message == "the issue is empty")
    }

    @Test func `more than a megabyte is an error, a megabyte is none`() throws {
        let big = [UInt8](repeating: 0x61, count: (1 << 20) + 1)
        let error = #expect(throws: IssueError.self) { try Issue.parse(big) }
        #expect(error?.message == "the issue has 1048577 bytes: at most 1048576 are read")
        #expect(try Issue.parse(Array(big.dropLast())).title.count == 200)
    }

    @Test func `requirements stand in lists and in sentences that demand`() throws {
        let found = try issue(
            """
            # Title

            It is slow. The cache must be bounded.
            Unknown keys should stay as they are!

            ## Requirements
            - one `thing`
            - another

              with more words

            ## Environment
            - Python 3.11
            This should not count.
            """)
        #expect(
            found.requirements == [
                .init("The cache must be bounded.", line: 3),
                .init("Unknown keys should stay as they are!", line: 3),
                .init("one thing", line: 7), .init("another", line: 8),
            ])
    }

    @Test func `criteria are tasks, and what stands under their headings`() throws {
        let found = try issue(
            """
            # Title
            - [ ] open
            - [x] done
            - [x] I have searched the existing issues

            ## :heavy_check_mark: Acceptance Criteria
            1. first
            2. second

            ### Expected behavior
            It returns 3.

            ### Actual behavior
            It returns 4.

            ### Checklist
            - [ ] ticked by everybody
            """)
        #expect(found.criteria.map(\.text) == ["open", "done", "first", "second", "It returns 3."])
        #expect(found.criteria.map(\.isDone) == [false, true, nil, nil, nil])
        #expect((found.expected, found.actual) == ("It returns 3.", "It returns 4."))
    }

    @Test func `labels at the beginning of a paragraph take the place of headings`() throws {
        let found = try issue(
            "Title\n\n**Steps to reproduce**\n\n1. run it\n\nExpected: 3\n\nActual result: 4\n\nNote: this is none"
        )
        #expect((found.expected, found.actual) == ("3", "4\n\nNote: this is none"))
        #expect(found.reproduction == "run it")
        #expect(found.criteria.map(\.text) == ["3"])
    }

    @Test func `labels stand right above what they are about`() throws {
        let found = try issue(
            "Title\n\n**Expected behavior**\nKeys are kept.\n\n**Actual behavior**\nKeys are lost.\n")
        #expect((found.expected, found.actual) == ("Keys are kept.", "Keys are lost."))
        #expect(found.criteria.map(\.text) == ["Keys are kept."])
    }

    @Test func `questions are those of prose`() throws {
        let found = try issue("# What?\n\nWhy is it so? `a?` is code. And https://e.org/?x=1\n\nOr not?\n")
        #expect(found.questions == ["Why is it so?", "Or not?"])
    }
}
