import Patterns
import Testing

@Suite struct PatternTests {
    @Test func `a group is found by its name and its number`() throws {
        let pattern = try Pattern(#"(?<passed>\d+) passed(?:, (?<failed>\d+) failed)?"#)
        let match = try #require(try pattern.firstMatch(in: "== 42 passed in 0.1 s =="))
        #expect(match.text == "42 passed")
        #expect(match["passed"] == "42")
        #expect(match[1] == "42")
        #expect(match["failed"] == nil)
        #expect(match["nothing"] == nil)
        #expect(match[3] == nil)
        #expect(match.range == 3..<12)
        #expect(pattern.groupNames == ["passed", "failed"])
    }

    @Test func `of several groups of a name the one that took part counts`() throws {
        let pattern = try Pattern(#"(?J)(?<n>\d+) ok|ok (?<n>\d+)"#)
        #expect(try pattern.firstMatch(in: "ok 7")?["n"] == "7")
        #expect(try pattern.firstMatch(in: "8 ok")?["n"] == "8")
    }

    @Test func `all matches come in their order, empty ones too`() throws {
        #expect(try Pattern("a*").matches(in: "baac").map(\.range) == [0..<0, 1..<3, 3..<3, 4..<4])
        #expect(try Pattern("x").matches(in: "ä").isEmpty)
        #expect(try Pattern("").matches(in: "äö").map(\.range) == [0..<0, 2..<2, 4..<4])
        #expect(try Pattern("a").matches(in: "aaa", limit: 2).count == 2)
    }

    @Test func `lines end with LF, CR LF or CR`() throws {
        let pattern = try Pattern("^b$", options: .multiline)
        for text in ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc"] { #expect(try pattern.matches(text)) }
        #expect(try !Pattern("^b$").matches("a\nb"))
    }

    @Test(arguments: [
        #"^\S+ Test"#, #"^\S* Test"#, #"^\w+ Test"#, #"^\W+ Test"#, #"^\S+:\d+"#, #"^\D+:"#, #"^[^\s]+ T"#,
        #"^. Test"#, #"\bT"#, #"\Bé"#, #"(?i)^É"#, #"^[\w/]+"#, #"^\S+\.py:\d+:\d+: [A-Z]+\d*"#,
    ])
    func `machine code finds what the interpreter finds`(_ text: String) throws {
        let (plain, fast) = (try Pattern(text), try Pattern(text, options: .optimized))
        for line in ["✔ Test run", "é Test", "pâth/é.py:12:3: E1", " Test", "\u{A0}Test", "٣ Test", "éé"] {
            #expect(try plain.firstMatch(in: line)?.range == fast.firstMatch(in: line)?.range, "\(line)")
        }
        for line in [
            [0xFF] + Array(" Test é".utf8), Array("é:1".utf8) + [0xC3], [0xE2, 0x9C] + Array(" T".utf8),
        ] {
            #expect(try plain.firstMatch(in: line)?.range == fast.firstMatch(in: line)?.range)
        }
    }

    @Test func `letters of all scripts are letters`() throws {
        #expect(try Pattern(#"^\S+ Test"#, options: .optimized).matches("✔ Test run"))
        #expect(try Pattern(#"^\w+:\d+"#, options: .optimized).matches("prüfung:12"))
    }

    @Test func `options hold for letters`() throws {
        #expect(try Pattern("ERROR", options: .caseInsensitive).matches("an error"))
        #expect(try Pattern("error", options: .optimized).matches("an error"))
        #expect(try !Pattern("ERROR").matches("an error"))
    }

    @Test func `what is not UTF-8 matches nothing and hides nothing`() throws {
        let bytes: [UInt8] = [0xFF, 0x61, 0xC3, 0x62, 0x00, 0x63]
        #expect(try Pattern("a").firstMatch(in: bytes)?.range == 1..<2)
        #expect(try Pattern(#"\x00c"#).firstMatch(in: bytes)?.range == 4..<6)
        #expect(try !Pattern("ab").matches(bytes))
        #expect(try Pattern("^$").matches([UInt8]()))
    }

    @Test func `a search begins behind what it is told`() throws {
        let bytes = Array("ab ab".utf8)
        #expect(try Pattern("ab").firstMatch(in: bytes, from: 1)?.range == 3..<5)
        #expect(try Pattern("ab").firstMatch(in: bytes, from: 99) == nil)
        #expect(try Pattern(#"\bb"#).firstMatch(in: bytes, from: 1) == nil)
    }

    @Test func `an escaped text matches itself`() throws {
        let text = #"a.b*c(d)[e]{f}|g\h^i$j?k+l#m-n"#
        #expect(try Pattern("^\(Pattern.escaping(text))$").matches(text))
    }

    @Test func `a match that ends before it begins is empty`() throws {
        #expect(try Pattern(#"a\Kb"#).matches(in: "abab").map(\.range) == [1..<2, 3..<4])
    }
}
