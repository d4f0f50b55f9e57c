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
        .change { (arguments, tree, repository) throws(ToolError) in
            let path = AgentTool.path(try arguments.text("path"))
            let text = try tree.read(path, in: repository)
            guard !text.prefix(TextLines.binaryPrefix).contains(0) else {
                throw ToolError("'\(path)' is binary, \(text.count) bytes")
            }
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
        guard let first = places.first else { throw nearest(in: text, of: path) }
        let lines = Self.lines(of: places, in: text)
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

    /// The lines of places, from 1, which stand in their order.
    private static func lines(of places: [Int], in text: [UInt8]) -> [Int] {
        var (lines, line, position) = ([Int](), 1, 0)
        for place in places {
            line += text[position..<place].count { $0 == 0x0A }
            position = place
            lines.append(line)
        }
        return lines
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
    private func nearest(in text: [UInt8], of path: String) -> ToolError {
        let message = "'old_text' does not stand in '\(path)'"
        let (lines, wanted) = (TextLines.of(text), TextLines.of(old))
        if Self.looksNumbered(wanted) {
            return ToolError(
                message + ": it seems to have the line numbers of 'read_file', which are no part of the file")
        }
        if String(decoding: old, as: UTF8.self).contains(HiddenValues.stars) {
            return ToolError(
                message
                    + ": what is shown as \(HiddenValues.stars) is hidden from you, and can't be a part of it"
            )
        }
        guard wanted.contains(where: { !Self.bare($0).isEmpty }) else { return ToolError(message) }
        guard let (start, score) = Self.bestStart(of: wanted, in: lines) else {
            return ToolError(message + "; read the file again")
        }
        let end = min(lines.count, start + wanted.count)
        let isSpacing = score == wanted.count { !Self.bare($0).isEmpty }
        let reason =
            isSpacing ? "only its white space differs" : "\(score) of its \(wanted.count) lines stand there"
        return ToolError(
            "\(message). The nearest are lines \(start + 1) to \(end), \(reason)",
            quoting: lines[start..<end].prefix(40).joined(separator: "\n"))
    }

    /// Where most of the first lines of a text stand; nil where none does.
    private static func bestStart(of wanted: [String], in lines: [String]) -> (start: Int, score: Int)? {
        var places: [[UInt8]: [Int]] = [:]
        for (number, line) in lines.enumerated() {
            let line = bare(line)
            // A line that is nearly everywhere says nothing about the place.
            if !line.isEmpty, places[line, default: []].count < mostPlaces {
                places[line, default: []].append(number)
            }
        }
        var scores: [Int: Int] = [:]
        for (offset, line) in wanted.prefix(mostWanted).enumerated() {
            for place in places[bare(line)] ?? [] where place >= offset {
                scores[place - offset, default: 0] += 1
            }
        }
        return scores.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ($0.key, $0.value) }
    }

    /// Lines of a text that are looked for, and places of each.
    private static let (mostWanted, mostPlaces) = (200, 200)

    /// A line's words with a space between each two, as bytes: two that look the same may be different ones.
    private static func bare(_ line: String) -> [UInt8] {
        Array(line.split(whereSeparator: \.isWhitespace).joined(separator: " ").utf8)
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
