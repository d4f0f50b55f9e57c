import Domain
import Testing

struct PathReferenceTests {
    private func paths(_ text: String) throws -> [String] {
        try references(text).paths.map { $0.path + ($0.line.map { ":\($0)" } ?? "") }
    }

    @Test(
        arguments: [
            ("see src/app.py.", ["src/app.py"]),
            ("in `./lib/store.rb:12`, and lib/a-b_c.ts:3:14", ["lib/store.rb:12", "lib/a-b_c.ts:3"]),
            ("(packages/core/src/index.ts)", ["packages/core/src/index.ts"]),
            ("Program.cs(12,5): error", ["Program.cs:12"]),
            ("`src\\Core\\Store.cs`", ["src/Core/Store.cs"]),
            ("`app/[id]/(group)/page.tsx`", ["app/[id]/(group)/page.tsx"]),
            ("config.yml, line 7", ["config.yml:7"]),
            ("main.c on line 9 and main.h line 8", ["main.c:9", "main.h:8"]),
            ("the Makefile and .github/workflows/ci.yml", ["Makefile", ".github/workflows/ci.yml"]),
            ("`docs/` and src/store/ hold it", ["docs/", "src/store/"]),
            (
                "https://github.com/o/r/blob/main/src/a%20b/x.py#L12-L20 shows it",
                ["src/a%20b/x.py:12"]
            ),
            ("“src/größe.py” – yes", ["src/größe.py"]),
            ("<details>\n<summary>in src/x.py</summary>\n\ntext\n\n</details>", ["src/x.py"]),
            ("a.py a.py b.py", ["a.py", "b.py"]),
        ])
    func `files are found`(_ text: String, _ expected: [String]) throws {
        #expect(try paths(text) == expected)
    }

    @Test(
        arguments: [
            "and/or, his/her", "on 12/31/2024 at 12:30", "Node.js and Vue.js", "e.g. this, i.e. that",
            "v1.2.3",
            "call os.path.join() or obj.c(1)", "https://example.org/a/b.html is a page", "see you at 5.",
            "1/2",
        ])
    func `other words are no files`(_ text: String) throws {
        #expect(try paths(text) == [])
    }

    @Test func `the best place that names a file is known, and how often`() throws {
        let found = try references("```\nopen a/b.py\n```\n`a/b.py` and a/b.py", title: "a/b.py fails").paths
        #expect(found == [PathReference(path: "a/b.py", place: .title, count: 4, issueLine: 0)])
    }
}
