import Markdown

/// Finds the changes that an issue brings along.
enum SuggestionScan {
    /// Those in fences and, of the lines outside of them, diffs that were pasted as they are.
    ///
    /// - Parameters:
    ///   - blocks: of the issue.
    ///   - lines: all of its text; Markdown takes a diff without a fence for lists and headings.
    ///   - first: how many lines the front matter takes.
    static func all(
        in blocks: [Markdown.Block], lines: [ArraySlice<UInt8>], from first: Int
    ) -> [SuggestedChange] {
        let fenced = fencedChanges(blocks)
        let code = blocks.filter { if case .code(.some) = $0.kind { true } else { false } }
        return (fenced + bareDiffs(lines, from: first, outside: code)).sorted { $0.line < $1.line }
    }

    private static func fencedChanges(_ blocks: [Markdown.Block]) -> [SuggestedChange] {
        var changes: [SuggestedChange] = []
        var said = ""
        for block in blocks {
            guard case .code(let info) = block.kind else {
                said = block.text
                continue
            }
            let words = (info ?? "").split { $0 == " " || $0 == "," || $0 == "{" || $0 == "}" }.map(
                String.init)
            switch words.first?.lowercased() {
            case "diff", "patch":
                if !block.text.isEmpty {
                    changes.append(SuggestedChange(.patch, text: block.text, line: block.textLine))
                }
            case "suggestion":
                let target = Target(words.dropFirst().joined(separator: " ")) ?? Target(said)
                let form = SuggestedChange.Form.replacement(path: target?.path, lines: target?.lines)
                changes.append(SuggestedChange(form, text: block.text, line: block.textLine))
            default: break
            }
        }
        return changes
    }

    /// A file and some of its lines: `src/a.py:3-5`, `src/a.py#L3-L5`, `path=src/a.py lines=3-5`,
    /// `src/a.py, lines 3 to 5`, the last in a text that has both.
    private struct Target {
        var path: String
        var lines: ClosedRange<Int>

        init?(_ text: String) {
            let bytes = Array(text.utf8)
            var found: (String, ClosedRange<Int>)?
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex { $0.isSpace || $0 == UInt8(ascii: "`") } ?? bytes.count
                if let target = Self.target(bytes[start..<end], rest: bytes[end...]) { found = target }
                start = end + 1
            }
            guard let found else { return nil }
            (path, lines) = found
        }

        private static func target(
            _ word: ArraySlice<UInt8>, rest: ArraySlice<UInt8>
        ) -> (String, ClosedRange<Int>)? {
            var cursor = LineCursor(word)
            _ = cursor.skip("path=") || cursor.skip("file=") || cursor.skip("(")
            let isPath = { (byte: UInt8) in
                byte != UInt8(ascii: ":") && byte != UInt8(ascii: "#") && byte != UInt8(ascii: ",")
            }
            var path = cursor.take(while: isPath)
            while let last = path.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ")") {
                path.removeLast()
            }
            guard path.contains(where: \.isLetter),
                FileNames.hasKnownExtension(path) || FileNames.isKnownFile(path)
                    || path.contains(UInt8(ascii: "/"))
            else { return nil }
            if cursor.skip(":") || cursor.skip("#") {
                guard let lines = range(&cursor) else { return nil }
                return (path.text, lines)
            }
            cursor = LineCursor(rest)
            _ = cursor.skip("`")
            _ = cursor.skip(",")
            cursor.skipSpace()
            _ = cursor.skip("on ")
            guard
                cursor.skip("lines=") || cursor.skip("lines ") || cursor.skip("line ") || cursor.skip("line=")
            else {
                return nil
            }
            return range(&cursor).map { (path.text, $0) }
        }

        private static func range(_ cursor: inout LineCursor) -> ClosedRange<Int>? {
            _ = cursor.skip("L")
            guard let first = cursor.number(), first > 0 else { return nil }
            guard cursor.skip("-") || cursor.skip("\u{2013}") || cursor.skip(" to ") else {
                return first...first
            }
            _ = cursor.skip("L")
            guard let last = cursor.number(), last >= first else { return nil }
            return first...last
        }
    }

    /// From the header of a diff to the end of its last hunk: what follows is for the patch's reader to end.
    private static func bareDiffs(
        _ lines: [ArraySlice<UInt8>], from first: Int, outside code: [Markdown.Block]
    ) -> [SuggestedChange] {
        var isFenced = [Bool](repeating: false, count: lines.count + 2)
        for block in code {
            for line in block.firstLine...max(block.firstLine, min(block.lastLine, lines.count)) {
                isFenced[line] = true
            }
        }
        var changes: [SuggestedChange] = []
        var index = first
        while index < lines.count {
            guard !isFenced[index + 1], isHeader(lines, index) else {
                index += 1
                continue
            }
            let start = index
            while index < lines.count, !isFenced[index + 1] { index += 1 }
            let text = Array(lines[start..<index].joined(separator: [0x0A]))
            changes.append(
                SuggestedChange(.patch, text: String(decoding: text, as: UTF8.self) + "\n", line: start + 1))
        }
        return changes
    }

    private static func isHeader(_ lines: [ArraySlice<UInt8>], _ index: Int) -> Bool {
        if lines[index].starts(with: "diff --git ".utf8) { return true }
        return index + 2 < lines.count && lines[index].starts(with: "--- ".utf8)
            && lines[index + 1].starts(with: "+++ ".utf8) && lines[index + 2].starts(with: "@@ -".utf8)
    }
}
