import Platform
import YAML

/// Writes diagnostics for people: place, message and rule, the line of the text with the place marked, hints.
///
///     ship.yml:4:5: error: unknown key 'neds' in a step [unknown-key]
///       |
///     4 |     neds: build
///       |     ^~~~
///       = hint: did you mean 'needs'?
public struct DiagnosticText: Sendable {
    /// How the text is called in front of every place.
    private let path: String
    private let lines: [String]

    /// What a tab is shown as.
    private static let tab = "    "
    /// How much of a line is shown at the most, in columns.
    private static let width = 120

    /// Writes about a text that is known by this path.
    public init(path: String, text: [UInt8]) {
        self.path = path
        let withoutMark = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
        // As characters, CR LF is one.
        lines = String(decoding: withoutMark, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map {
                String($0)
            }
    }

    /// The lines about one diagnostic, each with a line feed.
    public func text(of diagnostic: Diagnostic) -> String {
        let place = diagnostic.start
        let head =
            "\(path):\(place.line):\(place.column): \(diagnostic.severity.rawValue): \(diagnostic.message)"
        let number = String(place.line)
        let margin = String(repeating: " ", count: number.utf8.count)
        var text = "\(head) [\(diagnostic.rule)]\n"
        if lines.indices.contains(place.line - 1) {
            let (line, marks) = marked(lines[place.line - 1], from: place, to: diagnostic.end)
            text += "\(margin) |\n\(number) | \(line)\n\(margin) | \(marks)\n"
        }
        for hint in diagnostic.hints { text += "\(margin) = hint: \(hint)\n" }
        return text
    }

    /// The line as it is shown, and what stands below it.
    private func marked(
        _ line: String, from start: SourcePosition, to end: SourcePosition
    ) -> (line: String, marks: String) {
        let scalars = Array(line.unicodeScalars)
        let first = min(start.column - 1, scalars.count)
        let last = end.line > start.line ? scalars.count : min(max(end.column - 1, first), scalars.count)
        var (before, after) = (shown(scalars[..<first]), shown(scalars[last...]))
        var within = shown(scalars[first..<last])
        if (before + within + after).displayWidth > Self.width {
            // A long line is shown around the place.
            before = before.suffix(displayWidth: Self.width / 3)
            within = within.prefix(displayWidth: Self.width / 3, ellipsis: "…")
            after = after.prefix(
                displayWidth: Self.width - before.displayWidth - within.displayWidth, ellipsis: "…")
        }
        let waves = String(repeating: "~", count: max(0, within.displayWidth - 1))
        return (before + within + after, String(repeating: " ", count: before.displayWidth) + "^" + waves)
    }

    /// Tabs as spaces, and what could steer the terminal as a mark that it was there.
    private func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        for scalar in scalars {
            switch scalar.properties.generalCategory {
            case .control: text += scalar == "\t" ? Self.tab : "\u{FFFD}"
            // A joiner holds the parts of one character together.
            case .format where scalar != "\u{200D}" && scalar != "\u{200C}": text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension String {
    /// The longest beginning that takes at most `width` columns, the ellipsis included if it needs one.
    fileprivate func prefix(displayWidth width: Int, ellipsis: String) -> String {
        displayWidth <= width ? self : prefix(displayWidth: max(0, width - 1)) + ellipsis
    }

    /// The longest end that takes at most `width` columns, an ellipsis included if it needs one.
    fileprivate func suffix(displayWidth width: Int) -> String {
        guard displayWidth > width else { return self }
        var rest = self
        while rest.displayWidth > width - 1 { rest.removeFirst() }
        return "…" + rest
    }
}
