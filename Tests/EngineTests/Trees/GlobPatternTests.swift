import Testing

@testable import Engine

@Suite struct GlobPatternTests {
    @Test(arguments: [
        ("README", "README"), ("*.swift", "main.swift"), ("src/*.c", "src/a.c"), ("**/*.c", "a.c"),
        ("**/*.c", "deep/er/a.c"), ("src/**", "src/a/b"), ("src/**/b", "src/b"), ("src/**/b", "src/x/y/b"),
        ("src", "src/a/b"), ("./src", "src/a"), ("src/", "src/a"), ("a?c", "abc"), ("[abc]x", "bx"),
        ("[a-c]x", "bx"), ("[!a]x", "bx"), ("[^a]x", "bx"), ("[a", "[a"), ("**", "a/b"), ("*", "a/b"),
        ("a*b*c", "axxbxxc"), ("*", ".hidden"), ("**/x", "x"), ("a**c", "abbc"), ("[]]x", "]x"),
        ("\\*", "*"), ("é?", "éx"),
    ])
    func `a pattern matches`(pattern: String, path: String) {
        #expect(GlobPattern(pattern).matches(path))
    }

    @Test(arguments: [
        ("README", "readme"), ("*.swift", "src/main.swift"), ("src/*.c", "src/x/a.c"), ("a?c", "ac"),
        ("[abc]x", "dx"), ("[!a]x", "ax"), ("src", "src2/a"), ("src/**/b", "src/a"), ("a/b", "a"),
        ("*/b", "b"), ("\\*", "x"), ("a**c", "a/c"),
    ])
    func `a pattern does not match`(pattern: String, path: String) {
        #expect(!GlobPattern(pattern).matches(path))
    }

    @Test func `an exclamation mark takes matches out`() {
        #expect(GlobPattern("!a/*").isExclusion)
        #expect(GlobPattern("!a/*").matches("a/b"))
        #expect(!GlobPattern("a").isExclusion)
    }

    @Test func `a pattern of many stars is decided at once`() {
        let path = String(repeating: "a", count: 200)
        #expect(!GlobPattern(String(repeating: "a*", count: 60) + "b").matches(path))
        let folders = Array(repeating: "a", count: 60).joined(separator: "/")
        #expect(!GlobPattern(String(repeating: "**/a/", count: 20) + "b").matches(folders))
    }
}
