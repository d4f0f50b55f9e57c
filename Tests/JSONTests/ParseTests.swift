import JSON
import Testing

@Suite struct ParseTests {
    @Test(
        arguments: [
            ("null", JSON.null), ("true", JSON.bool(true)), (" [1, 2 , []] ", [1, 2, []]), ("-0", 0),
            ("1.0", 1),
            ("1e3", 1000),
            (#"{"b":1,"a":{"c":"x"}}"#, ["a": ["c": "x"], "b": 1]), (#""\u00e9\ud83d\ude00\n\/""#, "é😀\n/"),
            ("9007199254740991", JSON.integer(9_007_199_254_740_991)),
            ("100000000000000000000", JSON.number(1e20)),
        ] as [(String, JSON)])
    func `reads every kind of value`(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test(
        arguments: [
            ("", "a value is expected at byte 0"), ("nul", "a value is expected at byte 0"),
            ("[1,]", "a value is expected at byte 3"), ("{\"a\" 1}", "':' is expected at byte 5"),
            ("{a:1}", "a key in quotes is expected at byte 1"), ("[1 2]", "',' or ']' is expected at byte 3"),
            ("\"abc", "a string that never ends at byte 0"), ("01", "more text after the value at byte 1"),
            ("1.", "a digit is expected after '.' at byte 2"), ("-", "a digit is expected at byte 1"),
            ("1e", "a digit is expected in the exponent at byte 2"),
            ("\"\\x\"", "an unknown escape at byte 1"),
            ("\"\\ud800\"", "a lone surrogate at byte 1"), ("\"\\udc00\"", "a lone surrogate at byte 1"),
            ("\"\\u12g4\"", "four hexadecimal digits are expected after \\u at byte 5"),
            ("\"a\tb\"", "a control character in a string, which must be escaped at byte 2"),
            ("{\"a\":1,\"a\":2}", "the key 'a' a second time at byte 7"),
            ("1e999", "a number too large to keep at byte 0"),
            (
                "12345678901234567891",
                "a whole number that a double can't hold exactly: write it as a string at byte 0"
            ),
        ] as [(String, String)])
    func `names what is wrong and where`(text: String, message: String) {
        #expect(throws: JSONParseError.self) { try JSON(parsing: text) }
        do { _ = try JSON(parsing: text) } catch { #expect(error.description == message) }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0x80, 0x22],
        ] as [[UInt8]])
    func `refuses bytes that are not UTF-8`(bytes: [UInt8]) {
        #expect(throws: JSONParseError.self) { try JSON(parsing: bytes) }
    }

    @Test func `refuses a NUL where text is stored`() throws {
        #expect(throws: JSONParseError.self) { try JSON(parsing: [0x22, 0, 0x22]) }
        #expect(throws: JSONParseError.self) { try JSON(parsing: "\"\\u0000\"", allowsNUL: false) }
        #expect(try JSON(parsing: "\"\\u0000\"") == "\0")
    }

    @Test func `refuses nesting deeper than 128 levels without using up the stack`() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONParseError.self) { try JSON(parsing: deep) }
        let allowed = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(try JSON(parsing: allowed).canonical == allowed)
    }

    @Test func `keeps keys apart that Swift takes for the same text`() throws {
        let value = try JSON(parsing: #"{"\u00e9":1,"e\u0301":2}"#)
        #expect(value.objectValue?.members.count == 2)
        #expect(value["e\u{301}"] == 2)
        #expect(JSON.string("é") != JSON.string("e\u{301}"))
    }

    @Test func `scans the members of an object without building them`() throws {
        let text = Array(#"{"a":{"x":[1,2]},"b":"q\"q","c":3}"#.utf8)
        var members: [String] = []
        try text.withUnsafeBufferPointer { buffer in
            try JSON.scanObject(buffer) { key, value in
                members.append(
                    String(decoding: text[key], as: UTF8.self) + "="
                        + String(decoding: text[value], as: UTF8.self))
            }
        }
        #expect(members == [#"a={"x":[1,2]}"#, #"b="q\"q""#, "c=3"])
    }

    @Test func `a scan refuses what is not an object`() {
        for text in ["[1]", "{\"a\":}", "{} x", ""] {
            #expect(throws: JSONParseError.self) {
                try Array(text.utf8).withUnsafeBufferPointer { try JSON.scanObject($0) { _, _ in } }
            }
        }
    }
}
