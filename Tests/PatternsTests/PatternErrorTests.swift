import Patterns
import Testing

@Suite struct PatternErrorTests {
    @Test(arguments: [
        ("(a", 2, "missing closing parenthesis"), ("a[", 2, "missing terminating ]"),
        ("ä*+*", 4, "quantifier does not follow"), (#"\C"#, 2, "using \\C is disabled"),
    ])
    func `what is no pattern is told with its place`(_ text: String, _ offset: Int, _ message: String) {
        let error = #expect(throws: PatternError.self) { _ = try Pattern(text) }
        #expect(error?.kind == .syntax)
        #expect(error?.pattern == text)
        #expect(error?.offset == offset)
        #expect(error?.message.contains(message) == true)
    }

    @Test func `the description counts in characters`() {
        let error = #expect(throws: PatternError.self) { _ = try Pattern("äö(") }
        #expect(error.map { "\($0)" } == "pattern 'äö(', character 4: missing closing parenthesis")
    }

    @Test(arguments: [Pattern.Options(), .optimized])
    func `a search that would take for ever is given up`(_ options: Pattern.Options) throws {
        let text = String(repeating: "a", count: 5000) + "b"
        let pattern = try Pattern("(a+)+$", options: options)
        let error = #expect(throws: PatternError.self) { _ = try pattern.firstMatch(in: text) }
        #expect(error?.kind == .limit)
        #expect(error?.pattern == "(a+)+$")
    }

    @Test func `a long text does not make a search long`() throws {
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        let pattern = try Pattern("(.*)*x{2}y")
        // Either it is given up or nothing is found, and soon.
        #expect((try? pattern.firstMatch(in: text)) ?? nil == nil)
    }

    @Test func `a pattern that is far too large is refused`() {
        for text in [String(repeating: "a", count: 1 << 20), "((a{1000}){1000}){1000}"] {
            let error = #expect(throws: PatternError.self) { _ = try Pattern(text) }
            #expect(error?.kind == .syntax)
        }
        #expect(throws: PatternError.self) { _ = try Pattern(String(repeating: "(", count: 10_000)) }
    }

    @Test func `a deep recursion is given up`() throws {
        let pattern = try Pattern("^(?:(?:a|b)*?)*(?1)?()$|(x(?R)*)")
        _ = try? pattern.firstMatch(in: String(repeating: "ab", count: 20_000))
    }
}
