import Testing
import Workflow

@Suite struct ExpressionCoercionTests {
    @Test(
        arguments: [
            ("0", 0), ("42", 42), ("-1", -1), ("+1", 1), ("1.", 1), (".5", 0.5), ("-.5", -0.5), ("1e3", 1000),
            ("1E+3", 1000), ("1e-3", 0.001), ("0xff", 255), ("0xFF", 255), ("0o17", 15), ("007", 7),
            ("1e400", .infinity), ("1e-400", 0), ("Infinity", .infinity), ("+Infinity", .infinity),
            ("-Infinity", -.infinity), ("0xffffffff", 4_294_967_295),
            ("1.7976931348623157e308", 0x1.fffffffffffffp1023),
        ] as [(String, Double)])
    func `a number has the forms of JavaScript, alone and in a text`(text: String, number: Double) throws {
        #expect(try value(of: text) == .number(number))
        #expect(try value(of: "\(text) == ' \(text)\t'") == true)
    }

    @Test(
        arguments: [
            "-", "+", "1e", "1e+", "0x", "0xg", "0o8", "0X1", "0b1", "-0x1", "1_000", "1.2.3", "--1", "1a",
            "inf",
            "nan", "infinity", "0x1p3", "1e5.0",
        ])
    func `what looks like a number but is none is not-a-number`(text: String) throws {
        #expect(try value(of: "'\(text)' == '\(text)' && '\(text)' < 1 || '\(text)' >= 1") == false)
        if text.utf8.first.map({ (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2B }) == true {
            #expect(fault(of: text)?.message.hasPrefix("Unexpected symbol: '\(text)'") == true)
        }
    }

    @Test(arguments: ["", " ", "\t\n", "\u{A0}", "\u{3000}"])
    func `white space alone is 0`(text: String) throws {
        #expect(try value(of: "'\(text)' == 0") == true)
    }

    @Test(
        arguments: [
            ("0", "0"), ("-0", "0"), ("1", "1"), ("-1.5", "-1.5"), ("0.1", "0.1"), ("1e3", "1000"),
            ("123456789012345", "123456789012345"), ("1e14", "100000000000000"), ("1e15", "1E+15"),
            ("-1e15", "-1E+15"), ("1e21", "1E+21"), ("1.5e300", "1.5E+300"), ("0.0001", "0.0001"),
            ("0.00012345", "0.00012345"), ("0.00001", "1E-05"), ("-1.25e-7", "-1.25E-07"),
            ("1e-100", "1E-100"),
            ("0.1234567890123456", "0.123456789012346"), ("1.2345678901234567", "1.23456789012346"),
            ("3.141592653589793", "3.14159265358979"), ("2.718281828459045", "2.71828182845905"),
            ("999999999999999", "999999999999999"), ("999999999999999.9", "1E+15"),
            ("0.99999999999999999", "1"),
            ("9999999999999999", "1E+16"), ("99999.9999999999999", "100000"),
            ("1.5e-300", "1.5E-300"),
            // In the middle between two: the exact value of the double decides, an even digit when it is in the
            // middle itself.
            ("100000000000000.5", "100000000000000"), ("100000000000001.5", "100000000000002"),
            ("1234567890123455", "1.23456789012346E+15"), ("1234567890123445", "1.23456789012344E+15"),
            ("0.1234567890123455", "0.123456789012345"), ("0.2345678901234565", "0.234567890123456"),
            ("1.234567890123455e300", "1.23456789012346E+300"), ("NaN", "NaN"), ("Infinity", "Infinity"),
            ("-Infinity", "-Infinity"), ("9007199254740993", "9.00719925474099E+15"),
            ("8.1234567890123445e-5", "8.12345678901235E-05"), ("4503599627370497.5", "4.5035996273705E+15"),
        ])
    func `a number has at most 15 digits in a text`(text: String, expected: String) throws {
        #expect(try value(of: "format('{0}', \(text))") == .string(expected))
        #expect(try value(of: "toJSON(\(text))") == .string(expected))
    }

    @Test(
        arguments: [
            ("null", ""), ("true", "true"), ("false", "false"), ("'Aé'", "Aé"), ("a", "Array"),
            ("o", "Object"),
            ("a.*", "Array"),
        ])
    func `everything has a text`(text: String, expected: String) throws {
        let contexts = #"{"a":[1],"o":{}}"#
        #expect(try value(of: "format('{0}', \(text))", contexts: contexts) == .string(expected))
        #expect(try value(of: text, contexts: contexts).text == expected)
    }

    @Test(
        arguments: [
            ("null", false), ("false", false), ("true", true), ("0", false), ("-0", false), ("NaN", false),
            ("1", true), ("-0.1", true), ("Infinity", true), ("''", false), ("' '", true), ("'0'", true),
            ("'false'", true), ("a", true), ("o", true),
        ])
    func `everything is true or false`(text: String, expected: Bool) throws {
        let contexts = #"{"a":[],"o":{}}"#
        #expect(try value(of: "!!\(text)", contexts: contexts) == .boolean(expected))
        #expect(try value(of: text, contexts: contexts).isTruthy == expected)
    }

    @Test(
        arguments: [
            ("'it''s'", "it's"), ("''''", "'"), ("''''''", "''"), ("'a''b''c'", "a'b'c"), ("'\\n'", "\\n"),
            ("'a\nb'", "a\nb"), ("'}}'", "}}"), ("'{{'", "{{"), ("'😀'", "😀"),
        ])
    func `a quote in a text is written twice and nothing else means anything`(text: String, expected: String)
        throws
    {
        #expect(try value(of: text) == .string(expected))
    }
}
