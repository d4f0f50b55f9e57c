import Testing
import Workflow

@Suite struct ValueParsingTests {
    @Test(
        arguments: [
            ("null", .null), (" true ", true), ("-0", -0.0), ("12345678901234567890", 12345678901234567890.0),
            ("1e400", .number(.infinity)), ("NaN", .number(.nan)), ("-Infinity", .number(-.infinity)),
            ("1.50e+1", 15.0),
            ("[1,[ ],\"x\"]", [1.0, [], "x"]),
            (#""\u00e9\ud83d\ude00\n\/\\\"\b\f\r\t""#, "é😀\n/\\\"\u{8}\u{C}\r\t"),
            (#""\ud800x\udc00\ud800\u0041""#, "\u{FFFD}x\u{FFFD}\u{FFFD}A"), (#""\u0000""#, "\0"),
            ("{}", .object([:])),
            (#"{"a":1,"a":2}"#, .object(["a": 2.0])),
            (#"{"a":1,"b":0,"A":2}"#, .object(["a": 2.0, "b": 0.0])),
        ] as [(String, Value)])
    func `reads what JSON is written by others`(text: String, value: Value) throws {
        #expect(try Value(parsingJSON: text) == value)
    }

    @Test(
        arguments: [
            ("", "empty input"), (" \n ", "empty input at byte 3"), ("nul", "a value is expected"),
            ("[1,]", "a value is expected at byte 3"),
            ("{\"a\" 1}", "':' is expected at byte 5"), ("{a:1}", "a name in quotes is expected at byte 1"),
            ("[1 2]", "',' or ']' is expected at byte 3"), ("{\"a\":1", "',' or '}' is expected at byte 6"),
            ("'a'", "a value is expected"),
            ("\"abc", "a string that never ends at byte 4"), ("01", "a value is expected"),
            ("1.", "a value is expected"),
            (".5", "a value is expected"), ("+1", "a value is expected"), ("1e", "a value is expected"),
            ("1 2", "more text after the value at byte 2"),
            ("\"\\x\"", "an unknown escape at byte 2"),
            ("\"\\u12g4\"", "four hexadecimal digits are expected after \\u at byte 2"),
            ("\"a\tb\"", "a control character in a string, which must be escaped at byte 2"),
            ("{,}", "a name in quotes is expected at byte 1"),
            ("// x", "a value is expected"), ("[", "a value is expected at byte 1"),
            ("\"\\", "an unknown escape at byte 2"),
        ])
    func `tells what is wrong and where`(text: String, message: String) {
        do {
            _ = try Value(parsingJSON: text)
            Issue.record("no error: \(text)")
        } catch { #expect(error.description == message) }
    }

    @Test func `refuses more than 128 levels without using up the stack`() throws {
        _ = try Value(parsingJSON: String(repeating: "[", count: 128) + String(repeating: "]", count: 128))
        for word in ["[", "{\"a\":"] {
            #expect(throws: ValueParseError.self) {
                try Value(parsingJSON: String(repeating: word, count: 100_000))
            }
        }
    }

    @Test func `reads an object of many members in one pass`() throws {
        let members = (0..<20_000).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
        guard case .object(let object) = try Value(parsingJSON: "{\(members)}") else { return }
        #expect(object.members.count == 20_000)
    }

    @Test func `prints with an indentation of two spaces`() throws {
        let value = try Value(parsingJSON: #"{"b":[1,{},[],[true,null]],"a":"x","c":{"d":1e20}}"#)
        #expect(
            value.prettyJSON == """
                {
                  "b": [
                    1,
                    {},
                    [],
                    [
                      true,
                      null
                    ]
                  ],
                  "a": "x",
                  "c": {
                    "d": 1E+20
                  }
                }
                """)
    }

    @Test func `escapes what .NET escapes`() {
        let text = "\"\\/'\u{8}\t\n\u{C}\r\u{1}\u{1F}\u{7F}\u{85}\u{2028}\u{2029}é😀<&"
        #expect(
            Value.string(text).prettyJSON
                == #""\"\\/'\b\t\n\f\r\u0001\u001f"# + "\u{7F}" + #"\u0085\u2028\u2029é😀<&""#)
    }
}
