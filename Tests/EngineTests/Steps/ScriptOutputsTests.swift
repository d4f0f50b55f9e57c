import JSON
import TestSupport
import Testing
import Workflow

@testable import Engine

@Suite struct ScriptOutputsTests {
    /// Equal texts of Swift may have other bytes.
    private func expect(
        _ text: String, _ expected: [(String, JSON)], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let members = try ScriptOutputs.parse(text, SecretMask([])).members.sorted { $0.key < $1.key }
        #expect(members.map(\.key) == expected.map(\.0), sourceLocation: sourceLocation)
        #expect(
            members.map { Array($0.value.canonical.utf8) } == expected.map { Array($0.1.canonical.utf8) },
            sourceLocation: sourceLocation)
    }

    @Test func `a name and a value stand on a line`() throws {
        try expect("", [])
        try expect("a=1\n\n \nb= x = y \nc=", [("a", "1"), ("b", " x = y "), ("c", "")])
        try expect("a=1\na=2\n", [("a", "2")])
        try expect("a=x<<y\n", [("a", "x<<y")])
    }

    @Test func `a value of JSON keeps its type`() throws {
        try expect(#"a:=[1, "x", null]"# + "\nb:=true\r\n", [("a", [1, "x", .null]), ("b", true)])
    }

    @Test func `lines up to an end are a value`() throws {
        try expect("a<<END\none\n\ntwo\nEND\nb=1\n", [("a", "one\n\ntwo"), ("b", "1")])
        try expect("a<<END\nEND", [("a", "")])
        try expect("a<<END\n\nEND\n", [("a", "")])
        try expect("a<<E=D\nb=1\nE\nE=D\n", [("a", "b=1\nE")])
    }

    @Test func `a file whose lines end in a return and a newline is read like any other`() throws {
        try expect("a=1\r\nb<<END\r\none\r\ntwo\r\nEND\r\n", [("a", "1"), ("b", "one\ntwo")])
    }

    @Test func `a return in a value of lines is a part of it`() throws {
        try expect("a<<END\none\r\ntwo\r\rthree\r\nEND\n", [("a", "one\r\ntwo\r\rthree\r")])
    }

    @Test func `a value may begin with what combines with the letter before it`() throws {
        try expect(
            "a=\u{301}\nb:=\"\u{301}\"\nc<<\u{301}\n\u{301}x\n\u{301}\n",
            [("a", "\u{301}"), ("b", "\u{301}"), ("c", "\u{301}x")])
    }

    @Test func `an end that looks the same is another one`() throws {
        try expect("a<<\u{e9}\ne\u{301}\n\u{e9}\n", [("a", "e\u{301}")])
    }

    @Test(arguments: [
        ("a<<END", "output 'a' has no end 'END'"), ("a<<END\n", "output 'a' has no end 'END'"),
        ("a<<END\none\nEND \n", "output 'a' has no end 'END'"),
        ("hello\n", "an output is neither 'name=value' nor 'name<<END': 'hello'"),
    ])
    func `what is no output is refused`(text: String, message: String) {
        #expect(throws: StepFailure(.input, message)) { try ScriptOutputs.parse(text, SecretMask([])) }
    }

    @Test func `what is not JSON is refused`() {
        #expect(throws: StepFailure.self) { try ScriptOutputs.parse("a:=one\n", SecretMask([])) }
    }

    @Test func `of a secret in a line that makes no sense nothing is said`() {
        let secret = "s3cr3t-which-is-long"
        let line = String(repeating: "x", count: 70) + secret
        let message = "an output is neither 'name=value' nor 'name<<END': '\(line.prefix(70))***'"
        #expect(throws: StepFailure(.input, message)) {
            try ScriptOutputs.parse(line, SecretMask([secret]))
        }
    }
}
