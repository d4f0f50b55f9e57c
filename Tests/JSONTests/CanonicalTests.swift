import JSON
import TestSupport
import Testing

@Suite struct CanonicalTests {
    /// The samples of RFC 8785, appendix B.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"), (0xC340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
            (0x44B5_2D02_C7E1_4AF6, "1e+23"), (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
            (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5557, "333333333.33333343"),
            (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func `prints numbers as ECMAScript does`(bits: UInt64, text: String) throws {
        let number = JSON(Double(bitPattern: bits))
        #expect(number.canonical == text)
        #expect(try JSON(parsing: text) == number)
    }

    /// The sample of RFC 8785, section 3.2.3.
    @Test func `orders keys by UTF-16`() throws {
        let text =
            #"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#
        let values = try JSON(parsing: text).objectValue?.members.compactMap(\.value.stringValue)
        #expect(
            values == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ])
    }

    @Test func `escapes what must be escaped and nothing else`() {
        let text = JSON.string("\u{8}\t\n\u{c}\r\"\\\u{1}\u{1f}\u{7f}/é😀\u{2028}")
        #expect(text.canonical == "\"\\b\\t\\n\\f\\r\\\"\\\\\\u0001\\u001f\u{7f}/é😀\u{2028}\"")
    }

    @Test func `parsing the canonical text gives the same bytes for random values`() throws {
        var random = SeededGenerator(seed: 8785)
        for _ in 0..<2000 {
            let value = randomValue(depth: 4, &random)
            let text = value.canonical
            let parsed = try JSON(parsing: text)
            #expect(parsed == value)
            #expect(parsed.canonical == text)
        }
    }

    @Test func `an object keeps one value a key and takes members out`() {
        var object: JSON.Object = ["b": 1, "a": 2, "b": 3]
        #expect(JSON.object(object).canonical == #"{"a":2,"b":3}"#)
        object["a"] = nil
        object["zz"] = nil
        #expect(JSON.object(object).canonical == #"{"b":3}"#)
    }

    private func randomValue(depth: Int, _ random: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64.random(in: JSON.safeIntegers, using: &random))
        case 3:
            let number = Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
            return JSON(number.isFinite ? number : 0.5)
        case 4: return .string(randomText(&random))
        case 5: return .array((0..<3).map { _ in randomValue(depth: depth - 1, &random) })
        default:
            return .object(
                JSON.Object(
                    (0..<4).map { _ in (randomText(&random), randomValue(depth: depth - 1, &random)) }))
        }
    }

    private func randomText(_ random: inout SeededGenerator) -> String {
        let alphabet = Array("ab\"\\\n\u{1}é\u{301}😀\u{FFFD}".unicodeScalars)
        var text = ""
        for _ in 0..<Int.random(in: 0..<6, using: &random) {
            text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
        }
        return text
    }
}
