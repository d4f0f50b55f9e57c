import JSON
import Testing

@testable import Agents

struct SearchToolTests {
    private static let files = [
        "src/greet.py": "def greet(name):\n    return regreet(name)\n\n# greet\n",
        "src/main.go": "package main\n\nfunc greet() {}\nfunc (s *Server) greet() {}\n",
        "test.py": "greet('x')\n",
        "README": "A Greeting\n",
    ]

    @Test func `a text is found as it is written`() throws {
        let place = try ToolPlace(Self.files)
        #expect(try place.call("search", ["text": "greet('"]) == "test.py:1: greet('x')")
        #expect(try place.call("search", ["text": "Greet"]) == "README:1: A Greeting")
        #expect(
            try place.call("search", ["text": "GREETING", "ignore_case": true]) == "README:1: A Greeting")
        #expect(try place.call("search", ["text": ".*"]) == "nothing found")
        #expect(
            try place.call("search", ["text": "greet", "folder": "src"]).split(separator: "\n").count == 5)
        #expect(try place.call("search", ["text": "greet", "folder": "test.py"]) == "test.py:1: greet('x')")
    }

    @Test func `definitions of a symbol come first, and parts of other words do not count`() throws {
        let place = try ToolPlace(Self.files)
        #expect(
            try place.call("search", ["text": "greet", "symbol": true]).split(separator: "\n") == [
                "src/greet.py:1: def greet(name):", "src/main.go:3: func greet() {}",
                "src/main.go:4: func (s *Server) greet() {}", "src/greet.py:4: # greet",
                "test.py:1: greet('x')",
            ])
    }

    @Test func `lines that end in CR LF are shown without their ends`() throws {
        let place = try ToolPlace(["a": "one\r\ntwo\r\n"])
        #expect(try place.call("search", ["text": "two"]) == "a:2: two")
        #expect(try place.call("search", ["text": "one"]) == "a:1: one")
    }

    @Test func `of too many the rest is counted`() throws {
        let place = try ToolPlace(["a": String(repeating: "hit\n", count: 250)])
        let lines = try place.call("search", ["text": "hit"]).split(separator: "\n")
        #expect(lines.count == 101 && lines.last == "[100 of 250 lines are shown]")
    }

    @Test(arguments: ["", "a\nb"]) func `only one line can be looked for`(text: String) throws {
        let place = try ToolPlace(Self.files)
        #expect(place.refusal("search", ["text": .string(text)]) == "'text' must be some text on one line")
    }

    @Test func `what is huge is passed over, and that is said`() throws {
        let place = try ToolPlace(["small": "needle\n"], script: "yes needle | head -c 2000000 > huge")
        #expect(
            try place.call("search", ["text": "needle"])
                == "small:1: needle\n[files of more than 1 MB were not searched: 1]")
    }
}
