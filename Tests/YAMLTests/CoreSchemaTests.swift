import Testing
import YAML

@Suite struct CoreSchemaTests {
    private func value(_ text: String) throws -> YAML.Scalar.Value? {
        try YAML.parse(Array(text.utf8)).first?.root.scalar?.value
    }

    @Test(
        arguments: [
            ("--- ", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
            ("true", .bool(true)), ("True", .bool(true)), ("FALSE", .bool(false)),
            ("0", .integer(0)), ("-12", .integer(-12)), ("+7", .integer(7)), ("012", .integer(12)),
            ("0o14", .integer(12)), ("0x1F", .integer(31)),
            ("0xFFFFFFFFFFFFFFFFFF", .float(4_722_366_482_869_645_213_696)),
            ("99999999999999999999", .float(1e20)), ("1.", .float(1)), (".5", .float(0.5)),
            ("-1.5e3", .float(-1500)), ("1E-2", .float(0.01)), (".inf", .float(.infinity)),
            ("-.INF", .float(-.infinity)),
        ] as [(String, YAML.Scalar.Value)])
    func `a plain scalar means what the core schema says`(text: String, expected: YAML.Scalar.Value) throws {
        #expect(try value(text) == expected)
    }

    @Test func `a plain scalar can be no number`() throws {
        guard case .float(let number)? = try value(".NaN") else {
            Issue.record("not a float")
            return
        }
        #expect(number.isNaN)
    }

    @Test(
        arguments: [
            "yes", "no", "on", "off", "y", "N", "nULL", "tRUE", "1_000", "0b11", "12:30:00", "2026-01-02",
            "0o8",
            "0xG", "0x", "0x-1", "-0x1", "1e", "e5", ".", "+", "+.", ".e1", "1.5.2", "-.nan", "inf", "1e5x",
            "<<",
        ])
    func `anything else is a text`(text: String) throws {
        #expect(try value(text) == .string(text))
    }

    @Test(arguments: ["'12'", "\"12\"", "! 12", "!!str 12", "|-\n 12\n", "!odd 12"])
    func `quotes, blocks and tags make a text`(text: String) throws {
        #expect(try value(text) == .string("12"))
    }

    @Test func `a tag of the schema reads the text as its kind`() throws {
        #expect(try value("!!int '12'") == .integer(12))
        #expect(try value("!!float 12") == .float(12))
        #expect(try value("!!bool \"true\"") == .bool(true))
        #expect(try value("!!null ''") == .null)
        #expect(throws: YAMLError.self) { try value("!!int twelve") }
    }
}
