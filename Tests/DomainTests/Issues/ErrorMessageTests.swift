import Domain
import Testing

struct ErrorMessageTests {
    private func errors(_ text: String) throws -> [String] {
        try references(text).errors.map { "\($0.type ?? "-")|\($0.text)" }
    }

    @Test(
        arguments: [
            ("raises TypeError: unhashable type: 'list'", ["TypeError|unhashable type: 'list'"]),
            ("```\njava.io.IOException\n```", ["java.io.IOException|"]),
            ("```\nerror[E0308]: mismatched types\n```", ["E0308|mismatched types"]),
            ("```\na.ts(3,1): error TS2345: Argument of type\n```", ["TS2345|Argument of type"]),
            ("```\npanic: runtime error: x\n```", ["panic|runtime error: x"]),
            ("```\nfatal: not a git repository\n```", ["fatal|not a git repository"]),
            ("```\nmain.c:3:5: error: expected ';'\n```", ["error|expected ';'"]),
            (
                "It says \"no such file here\" and “noch ein Fehler”.",
                ["-|no such file here", "-|noch ein Fehler"]
            ),
            ("shows `command not found: foo bar`", ["-|command not found: foo bar"]),
            ("```\nSegmentation fault (core dumped)\n```", ["-|Segmentation fault"]),
        ])
    func `messages are found`(_ text: String, _ expected: [String]) throws {
        #expect(try errors(text) == expected)
    }

    @Test(arguments: ["A TypeError is raised.", "set x = \"name\" there", "no error, fine?"])
    func `other texts are none`(_ text: String) throws {
        #expect(try errors(text) == [])
    }

    @Test func `addresses and issues are told apart`() throws {
        let found = try references(
            "See #12, GH-3, o/r#4 and https://github.com/a/b/issues/5. Also <https://e.org/x>. abc#12a, color #fff"
        )
        #expect(found.issues == ["#12", "#3", "o/r#4", "a/b#5"])
        #expect(found.addresses == ["https://github.com/a/b/issues/5", "https://e.org/x"])
    }
}
