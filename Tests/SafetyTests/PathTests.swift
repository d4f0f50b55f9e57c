import Testing

@testable import Safety

@Suite struct PathTests {
    private let classes = PathClasses(Fixture.rules, Situation(home: "/home/a", tree: "/home/a/w"))

    @Test(arguments: [
        ("a", "a", true), ("a*", "ab", true), ("a*", "b", false), ("?b", "ab", true), ("[ab]", "c", true),
        ("*a*", "bab", true),
        ("a*c", "ab*", true), ("*.c", "*.h", false), ("*", ".a", false), (".*", ".a", true), ("", "", true),
        ("*", "", true),
    ])
    func `globs overlap where a name matches both`(left: String, right: String, overlaps: Bool) {
        #expect(Glob(left).overlaps(Glob(right)) == overlaps)
    }

    @Test(arguments: [
        ("/", ["root"]), ("//", ["root"]), ("/*", ["root"]), ("/.*", ["root"]), ("/a/..", ["root"]),
        ("/home", ["home"]), ("/home/a", ["home"]),
        ("/home/*", ["home"]), ("/home/a/*", ["home"]), ("..", ["home"]), (".", ["tree"]), ("*", ["tree"]),
        ("./*", ["tree"]),
        ("/home/a/w", ["tree"]), ("b", ["inside"]), ("b/*", ["inside"]), ("b/../c", ["inside"]),
        ("../w/b", ["inside"]), ("../x", ["outside"]),
        (".git", ["git", "inside"]), ("b/.git/hooks/c", ["git", "git-setup", "inside"]),
        ("/etc/x", ["system", "outside"]), ("/tmp/x", ["temporary"]),
        ("/dev/sda", ["device"]), ("/dev/null", ["nowhere", "temporary"]),
        ("/home/a/.ssh/id_rsa", ["access", "credentials"]), (".env", ["dotenv"]),
        ("/e?c/pass*", ["access", "system"]), ("/home/a/.bashrc", ["startup"]), (".env.example", ["inside"]),
    ])
    func `paths have classes`(path: String, expected: [String]) {
        let pieces = path.map { character -> Piece in
            "*?".contains(character) ? .wildcard(String(character)) : .text(String(character))
        }.joined
        let found = classes.classes(of: pieces, in: [Path("/home/a/w")])
        #expect(found.isSuperset(of: expected), "\(found)")
        if expected == ["inside"] { #expect(found == ["inside"]) }
    }

    @Test func `what is not known is not taken for anything`() {
        let folder = [Path("/home/a/w")]
        #expect(classes.classes(of: [.unknown("x")], in: folder) == ["unknown"])
        #expect(classes.classes(of: [.text("b/"), .unknown("x")], in: folder) == ["inside"])
        #expect(classes.classes(of: [.text("/"), .unknown("x")], in: folder).contains("root"))
        #expect(classes.classes(of: [.text("b-"), .unknown("x")], in: folder) == ["inside"])
        #expect(classes.classes(of: [.text("b")], in: [.unknown]) == ["unknown"])
    }
}
