import Testing
import YAML

@Suite struct YAMLErrorTests {
    private func failure(_ bytes: [UInt8]) -> YAMLError? {
        do throws(YAMLError) {
            _ = try YAML.parse(bytes)
            return nil
        } catch { return error }
    }

    @Test(
        arguments: [
            ("a: 1\n\tb: 2", "line 2, column 1: a tab can't be used for indentation"),
            ("a:\n\t- b", "line 2, column 1: a tab can't be used for indentation"),
            ("a: \"b\n\tc\"", "line 2, column 1: a tab can't be used for indentation"),
            ("a: [b,\n\tc]", "line 2, column 1: a tab can't be used for indentation"),
            ("a: b: c", "line 1, column 5: there can't be a ':' here: it makes no key"),
            ("a: 1\nb\nc: 2", "line 2, column 1: a key without a ':' behind it"),
            ("a: 1\n  b: 2", "line 2, column 4: there can't be a ':' here: it makes no key"),
            ("a:\n    b: 1\n  c: 2", "line 3, column 3: a key is expected here, as in the lines above"),
            ("a: @b", "line 1, column 4: a value can't start with '@'"),
            ("a: `b`", "line 1, column 4: a value can't start with '`'"),
            ("a: 'b\nc: d\n", "line 1, column 4: a text in quotes that never ends"),
            ("a: [b, c", "line 1, column 9: a ',' or ']' is expected, not the end of the text"),
            ("a: {{ b }} c", "line 1, column 12: a key is expected here, as in the lines above"),
            ("a: {b} c", "line 1, column 8: a key is expected here, as in the lines above"),
            ("a: \"\\q\"", "line 1, column 5: an unknown escape '\\q'"),
            ("- a\nb: c", "line 2, column 1: a '-' is expected here, as in the lines above"),
            ("a: - b", "line 1, column 4: a list can't begin here"),
            ("a: 'b'#c", "line 1, column 7: a comment needs a space before its '#'"),
            ("a: [b]#c", "line 1, column 7: a comment needs a space before its '#'"),
            ("a: |#c\n  d", "line 1, column 5: a comment needs a space before its '#'"),
            (
                "a: \"b\nc\"",
                "line 2, column 1: a line that must be indented more than the key or '-' it belongs to"
            ),
            ("a: [-]", "line 1, column 5: a '-' needs a text behind it"),
            ("a: {?b: c}", "line 1, column 5: a '?' needs a space behind it"),
            ("a: *ü", "line 1, column 5: a name of letters, digits, '-' and '_' is expected, not 'ü'"),
            (
                "a: |\n   \n  b\n",
                "line 3, column 3: the first line of a block is indented less than the empty lines before it"
            ),
            ("a: \u{7}", "line 1, column 4: the control character U+0007 can't stand in a text"),
            ("a\nb\u{2028}", "line 2, column 2: the line separator U+2028 can't stand in a text"),
            ("a: \u{FEFF}", "line 1, column 4: a byte order mark that is not at the beginning"),
        ] as [(String, String)])
    func `an error names what is wrong and where`(text: String, expected: String) {
        #expect(failure(Array(text.utf8))?.description == expected)
    }

    @Test func `bytes that are not UTF-8 are found`() {
        #expect(
            failure([0x61, 0x0A, 0x62, 0xFF])?.description == "line 2, column 2: a byte that is not UTF-8")
        #expect(failure([0xC0, 0x80])?.kind == .characters)
        let utf16 = failure([0xFF, 0xFE, 0x61, 0x00])
        #expect(utf16?.hints == ["this looks like UTF-16: save the file as UTF-8"])
    }

    @Test func `a closing bracket may stand below its key`() {
        #expect(failure(Array("a: [\n  b,\n]\nc: {\n  d: e\n}\n".utf8)) == nil)
    }
}
