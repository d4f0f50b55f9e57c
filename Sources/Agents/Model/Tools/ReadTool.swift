import Git

extension AgentTool {
    /// A file's lines, with their numbers.
    static let read = AgentTool(
        "read_file",
        "Read a file, or some of its lines. Each line is shown with its number and a tab in front, which are no part of the file.",
        [
            .required("path", "path of the file, from the top of the repository"),
            .optional("first_line", "the first line to show, from 1", type: "integer"),
            .optional("last_line", "the last line to show", type: "integer"),
        ],
        .look { (arguments, tree, repository) throws(ToolError) in
            let path = AgentTool.path(try arguments.text("path"))
            let bytes = try tree.read(path, in: repository)
            guard !bytes.prefix(TextLines.binaryPrefix).contains(0) else {
                throw ToolError("'\(path)' is binary, \(bytes.count) bytes")
            }
            guard !bytes.isEmpty else { return "[the file is empty]" }
            var lines = TextLines.of(bytes)
            if lines.last?.isEmpty == true { lines.removeLast() }
            let first = max(1, try arguments.optionalNumber("first_line") ?? 1)
            let wanted = try arguments.optionalNumber("last_line") ?? .max
            guard first <= lines.count, first <= wanted else {
                let range = wanted == .max ? "on" : "to \(wanted)"
                throw ToolError("'\(path)' has \(lines.count) lines: there are none from \(first) \(range)")
            }
            let last = min(lines.count, wanted)
            var (text, size) = ([String](), 0)
            for number in first...last {
                let line = "\(number)\t\(TextLines.cut(lines[number - 1], to: longestLine))"
                size += line.utf8.count + 1
                guard size <= readLimit else { break }
                text.append(line)
            }
            let shown = first + text.count - 1
            if shown < last || last < lines.count {
                text.append("[lines \(first) to \(shown) of \(lines.count) are shown]")
            }
            // What stands for bytes that are no text is no part of the file either.
            if lines[(first - 1)..<last].contains(where: { $0.contains("\u{FFFD}") }) {
                text.append("[\u{FFFD} stands for bytes that are no UTF-8]")
            }
            return text.joined(separator: "\n")
        })

    /// Bytes of one answer.
    private static let readLimit = 60_000
    /// Characters of a line that are shown.
    private static let longestLine = 2000
}
