import Testing
import Workflow
import YAML

@Suite struct DefinitionDiagnosticTextTests {
    private func text(_ line: String, _ columns: ClosedRange<Int>, hints: [String] = []) -> [String] {
        let bytes = Array("# 1\n\(line)\nrest\n".utf8)
        let diagnostic = Diagnostic(
            rule: "some-rule", severity: .error, message: "what", start: place(2, columns.lowerBound),
            end: place(2, columns.upperBound), hints: hints)
        return DiagnosticText(path: "a.yml", text: bytes).text(of: diagnostic).split(separator: "\n").map {
            String($0)
        }
    }

    private func place(_ line: Int, _ column: Int) -> SourcePosition {
        SourcePosition(line: line, column: column)
    }

    @Test func `a diagnostic has a place, a line, marks and hints`() {
        #expect(
            text("a: bc", 4...6, hints: ["one", "two"]) == [
                "a.yml:2:4: error: what [some-rule]", "  |", "2 | a: bc", "  |    ^~", "  = hint: one",
                "  = hint: two",
            ])
    }

    @Test(
        arguments: [
            ("\ta\t: b", 2...3, "    a    : b", "    ^"), ("日本: x", 1...3, "日本: x", "^~~~"),
            ("e\u{301}: 😀x", 6...7, "e\u{301}: 😀x", "     ^"),
            ("a\u{1B}[31m: b", 1...2, "a\u{FFFD}[31m: b", "^"),
            ("a: \u{202E}b", 4...6, "a: \u{FFFD}b", "   ^~"), ("a:", 9...9, "a:", "  ^"),
            ("a: b  ", 4...7, "a: b", "   ^~~"),
        ])
    func `marks stand below what they mean`(
        line: String, columns: ClosedRange<Int>, shown: String, marks: String
    ) {
        let lines = text(line, columns)
        #expect(lines[2].hasPrefix("2 | \(shown)"))
        #expect(lines[3] == "  | \(marks)")
    }

    @Test func `a long line is shown around the place`() {
        let lines = text(
            String(repeating: "x", count: 500) + "here" + String(repeating: "y", count: 500), 501...505)
        #expect(lines[2].count == 124)
        #expect(lines[2].contains("…xxx") && lines[2].contains("xhereyyy") && lines[2].hasSuffix("y…"))
        #expect(lines[3].drop { $0 == " " || $0 == "|" } == "^~~~")
    }

    @Test func `what goes on over lines is marked to the end of the first`() {
        let diagnostic = Diagnostic(
            rule: "r", severity: .warning, message: "m", start: place(1, 4), end: place(3, 1), hints: [])
        let said = DiagnosticText(path: "-", text: Array("\u{FEFF}a: b c\r\n   d\re: f".utf8)).text(
            of: diagnostic)
        #expect(said == "-:1:4: warning: m [r]\n  |\n1 | a: b c\n  |    ^~~\n")
    }

    @Test func `a place that is not there has no line`() {
        let diagnostic = Diagnostic(
            rule: "r", severity: .error, message: "m", start: place(9, 4), end: place(9, 4), hints: ["h"])
        #expect(
            DiagnosticText(path: "-", text: []).text(of: diagnostic) == "-:9:4: error: m [r]\n  = hint: h\n")
    }
}
