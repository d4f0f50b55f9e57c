import Domain
import Testing

struct SuggestedChangeTests {
    private func suggestions(_ text: String) throws -> [SuggestedChange] {
        try Issue.parse(Array(text.utf8)).suggestions
    }

    @Test func `diffs stand in fences`() throws {
        let found = try suggestions(
            "Title\n\n```diff\n-a\n+b\n```\n\n~~~patch\n-c\n~~~\n\n```python\nx\n```\n")
        #expect(
            found == [
                SuggestedChange(.patch, text: "-a\n+b\n", line: 4),
                SuggestedChange(.patch, text: "-c\n", line: 9),
            ])
    }

    @Test(
        arguments: [
            ("In `src/a.py:3-5`:", ""), ("See src/a.py#L3-L5.", ""), ("", " path=src/a.py lines=3-5"),
            ("", " src/a.py:3-5"), ("Change src/a.py, lines 3 to 5:", ""),
            ("First b.py:1 and then (src/a.py:3-5)", ""),
        ])
    func `a replacement knows its lines`(_ said: String, _ info: String) throws {
        let found = try suggestions("# Title\n\n\(said)\n\n```suggestion\(info)\nnew\n```\n")
        #expect(found.map(\.form) == [.replacement(path: "src/a.py", lines: 3...5)])
        #expect(found.map(\.text) == ["new\n"])
    }

    @Test func `a replacement of unnamed lines says so`() throws {
        let found = try suggestions("# Title\n\n```suggestion\nnew\n```\n")
        #expect(found.map(\.form) == [.replacement(path: nil, lines: nil)])
    }

    @Test func `diffs are pasted without a fence`() throws {
        let diff = """
            diff --git a/a.py b/a.py
            index 1..2 100644
            --- a/a.py
            +++ b/a.py
            @@ -1 +1 @@
            - x
            + y

            """
        let mail =
            "From 0123 Mon Sep 17 00:00:00 2001\nSubject: [PATCH] Fix it\n\n---\n a.py | 2 +-\n\n" + diff
        let found = try suggestions(mail)
        #expect(found == [SuggestedChange(.patch, text: diff + "\n", line: 7)])
        #expect(try suggestions("Title\n\n--- a.py\n+++ a.py\n@@ -1 +1 @@\n-x\n+y").map(\.line) == [3])
        #expect(try suggestions("Title\n\n```diff\n\(diff)```\n").count == 1)
    }
}
