import Git

extension AgentTool {
    /// Replaces a text that stands in a file once.
    static let edit = AgentTool(
        "edit_file",
        "Replace a text in a file by another one. 'old_text' must stand in the file exactly once, white space included and without line numbers; give enough lines around it. To put something in, replace a line by itself and the new lines.",
        [
            .required("path", "path of the file, from the top of the repository"),
            .required("old_text", "what stands there now"),
            .required("new_text", "what is to stand there"),
            .optional("all", "replace it wherever it stands", type: "boolean"),
        ],
        .tree { (arguments, tree, repository) throws(ToolError) in
            let path = AgentTool.folderName(try arguments.text("path"))
            let text = try tree.read(path, in: repository)
            let replacement = TextReplacement(
                old: Array(try arguments.text("old_text").utf8),
                new: Array(try arguments.text("new_text").utf8),
                replacesAll: try arguments.flag("all"))
            let (changed, lines) = try replacement.apply(to: text, of: path)
            try tree.write(changed, to: path, in: repository)
            let places = lines.count == 1 ? "line \(lines[0])" : "\(lines.count) places"
            return "changed '\(path)' at \(places)"
        })
}

/// An exact replacement in a file.
struct TextReplacement {
    let old: [UInt8]
    let new: [UInt8]
    let replacesAll: Bool

    /// The file with the new text, and the lines where it begins.
    ///
    /// - Throws: where the old text does not stand there, with what comes nearest; or where it stands twice.
    func apply(to text: [UInt8], of path: String) throws(ToolError) -> (text: [UInt8], lines: [Int]) {
        guard !old.isEmpty else { throw ToolError("'old_text' is empty; 'create_file' makes new files") }
        guard old != new else { throw ToolError("'old_text' and 'new_text' are the same") }
        let (old, new, places) = fitted(to: text)
        guard let first = places.first else { throw ToolError(nearest(in: text, of: path)) }
        let lines = places.map { Self.line(of: $0, in: text) }
        guard places.count == 1 || replacesAll else {
            let names = lines.prefix(8).map(String.init).joined(separator: ", ")
            throw ToolError(
                "'old_text' stands \(places.count) times in '\(path)', at lines \(names): give more of what is around it, or set 'all'"
            )
        }
        var (result, position) = (Array(text[..<first]), first)
        for place in places {
            result += text[position..<place]
            result += new
            position = place + old.count
        }
        return (result + text[position...], lines)
    }

    /// Both texts with the ends that lines have in the file, and where the old one stands. Models write line
    /// feeds alone, whatever they were shown.
    private func fitted(to text: [UInt8]) -> (old: [UInt8], new: [UInt8], places: [Int]) {
        if text.contains(0x0D), old.contains(0x0A) {
            let returned = Self.withReturns(old)
            let places = Self.places(of: returned, in: text)
            if !places.isEmpty { return (returned, Self.withReturns(new), places) }
        }
        let places = Self.places(of: old, in: text)
        guard !old.contains(0x0A), let first = places.first else { return (old, new, places) }
        let end = text[first...].firstIndex(of: 0x0A) ?? text[..<first].lastIndex(of: 0x0A)
        let hasReturns = end.map { $0 > 0 && text[$0 - 1] == 0x0D } ?? false
        return (old, hasReturns ? Self.withReturns(new) : new, places)
    }

    private static func places(of needle: [UInt8], in text: [UInt8]) -> [Int] {
        var (places, rest): ([Int], ArraySlice<UInt8>) = ([], text[...])
        while let range = rest.firstRange(of: needle) {
            places.append(range.lowerBound)
            rest = rest[range.upperBound...]
        }
        return places
    }

    private static func line(of place: Int, in text: [UInt8]) -> Int {
        text[..<place].count { $0 == 0x0A } + 1
    }

    private static func withReturns(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text {
            if byte == 0x0A, result.last != 0x0D { result.append(0x0D) }
            result.append(byte)
        }
        return result
    }

    /// What to say where the old text does not stand: the same with other white space, or the place where most
    /// of its lines stand.
    private func nearest(in text: [UInt8], of path: String) -> String {
        let message = "'old_text' does not stand in '\(path)'"
        let (lines, wanted) = (TextLines.of(text), TextLines.of(old))
        let bare = lines.map(Self.bare)
        let bareWanted = wanted.map(Self.bare)
        guard !lines.isEmpty, bareWanted.contains(where: { !$0.isEmpty }) else { return message }
        if Self.looksNumbered(wanted) {
            return message
                + ": it seems to have the line numbers of 'read_file', which are no part of the file"
        }
        var best = (score: 0, start: 0)
        for start in lines.indices {
            var score = 0
            for (offset, line) in bareWanted.enumerated() where start + offset < bare.count && !line.isEmpty {
                if bare[start + offset] == line { score += 1 }
            }
            if score > best.score { best = (score, start) }
        }
        guard best.score > 0 else { return message + "; read the file again" }
        let end = min(lines.count, best.start + wanted.count)
        let isSpacing = best.score == bareWanted.count { !$0.isEmpty }
        let reason =
            isSpacing
            ? "only its white space differs" : "\(best.score) of its \(wanted.count) lines stand there"
        let shown = lines[best.start..<end].prefix(40).joined(separator: "\n")
        return "\(message). The nearest are lines \(best.start + 1) to \(end), \(reason):\n\(shown)"
    }

    private static func bare(_ line: String) -> String {
        line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func looksNumbered(_ lines: [String]) -> Bool {
        let filled = lines.filter { !$0.isEmpty }
        return !filled.isEmpty
            && filled.allSatisfy { line in
                let digits = line.prefix(while: \.isNumber)
                return !digits.isEmpty && line.dropFirst(digits.count).first == "\t"
            }
    }
}
