import Domain
import Testing

struct SymbolReferenceTests {
    private func names(_ text: String) throws -> [String] { try references(text).symbols.map(\.name) }

    @Test(
        arguments: [
            (
                "the get_default of OptionParser calls parseArgs",
                ["get_default", "OptionParser", "parseArgs"]
            ),
            ("`numeric_range(10)[::-1]` is empty", ["numeric_range"]),
            ("`fields.Boolean` and `Vec::push`", ["fields.Boolean", "Vec::push"]),
            ("Update __eq__ and _private", ["__eq__", "_private"]),
            ("load() and Store.load do", ["load", "Store.load"]),
            ("pass --no-color or `--dry-run`", ["--no-color", "--dry-run"]),
            ("`src/a.py:3`, `src/core/x_y` and pkg/mod.Func()", ["mod.Func"]),
            ("`-Zbuild-std` and lib/layer.js#L95", ["-Zbuild-std"]),
            ("MAX_SIZE is wrong", ["MAX_SIZE"]),
            ("`Class#method` and `ptr->field`", ["Class#method", "ptr->field"]),
        ])
    func `names of code are found`(_ text: String, _ expected: [String]) throws {
        #expect(try names(text) == expected)
    }

    @Test(
        arguments: [
            "This is an ordinary sentence, isn't it?", "It ends.The next begins", "e.g. on GitHub or macOS",
            "@some_user said so", "mail to first.last@example.org", "`if`, `true` and `None`", "a-b --- c",
        ])
    func `other words are no names`(_ text: String) throws {
        #expect(try names(text) == [])
    }

    @Test func `names of code blocks are those that are called, imported or written like code`() throws {
        let found = try names(
            inBlock("import click\n# some words here\nresult = run(value)\nself.cache_size += one\nuserName"))
        #expect(found == ["click", "run", "self.cache_size", "userName"])
    }

    @Test func `parts of a name go from outside to inside`() {
        let symbol = SymbolReference(name: "a::B.c#d", place: .prose, issueLine: 1)
        #expect(symbol.parts == ["a", "B", "c", "d"])
    }
}
