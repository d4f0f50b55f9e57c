import Testing

@testable import Context

/// Which files are meant by what people call them.
@Suite struct PathLookupTests {
    private static let paths = [
        "README.md", "click/__init__.py", "click/core.py", "docs/core.md", "src/a/index.js", "src/b/index.js",
        "src/b/lib/index.js", "src/Makefile", "web/b/index.js",
    ]

    private static func lookup(_ paths: [String]) -> PathLookup {
        PathLookup(paths.map { TreeFile(path: $0, kind: .source, blob: 1) })
    }

    @Test(
        arguments: [
            ("README.md", ["README.md"], 1), ("src/b/index.js", ["src/b/index.js"], 1),
            ("./src/../src/b/index.js", ["src/b/index.js"], 0.9),
            ("/home/ada/x/click/core.py", ["click/core.py"], 0.9),
            ("core.py", ["click/core.py"], 0.9), ("b/index.js", ["src/b/index.js", "web/b/index.js"], 0.45),
            ("index.js", ["src/a/index.js", "src/b/index.js", "src/b/lib/index.js", "web/b/index.js"], 0.15),
            ("nowhere/core.py", ["click/core.py"], 0.6), ("readme.MD", ["README.md"], 0.6),
            ("src/makefile", ["src/Makefile"], 0.6), ("nothing.py", [], 0), ("", [], 0), ("/", [], 0),
        ] as [(String, [String], Double)])
    func `a path means the files that end as it does`(path: String, found: [String], certainty: Double) {
        var lookup = Self.lookup(Self.paths)
        for _ in 1...2 {
            let matches = lookup.files(endingAs: path)
            #expect(matches.map { Self.paths[$0.file] } == found)
            #expect(matches.allSatisfy { abs($0.certainty - certainty) < 1e-9 })
        }
    }

    @Test(
        arguments: [
            (["click", "core", "Option"], ["click/core.py"], 0.8), (["core"], ["click/core.py"], 0.4),
            (["click"], [], 0), (["x", "click", "get"], [], 0),
            (["src", "b", "lib"], ["src/b/lib/index.js"], 0.8),
            (["click", "Core"], ["click/core.py"], 0.8), (["Click", "core"], [], 0), ([], [], 0),
        ] as [([String], [String], Double)])
    func `a module is a file, or a folder's`(parts: [String], found: [String], certainty: Double) {
        var lookup = Self.lookup(Self.paths)
        let matches = lookup.files(ofModule: parts)
        #expect(matches.map { Self.paths[$0.file] } == found)
        #expect(matches.allSatisfy { abs($0.certainty - certainty) < 1e-9 })
    }

    @Test func `among thousands of one name the folders decide`() {
        var lookup = Self.lookup((0..<5000).map { "packages/p\($0)/src/index.js" })
        #expect(lookup.files(endingAs: "index.js").isEmpty)
        #expect(lookup.files(endingAs: "src/index.js").isEmpty)
        for number in stride(from: 0, to: 5000, by: 7) {
            #expect(lookup.files(endingAs: "p\(number)/src/index.js").map(\.file) == [number])
            #expect(lookup.files(ofModule: ["p\(number)", "src", "index"]).map(\.file) == [number])
        }
    }
}
