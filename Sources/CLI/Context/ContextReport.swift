import Context

/// Files that matter as text for people.
enum ContextReport {
    static func print(
        _ found: FoundContext, showsExcerpts: Bool, _ session: inout Session
    ) throws(Failure) {
        let style = TextStyle.output(session.terminal)
        var table = Table([.right, .left, .right, .left])
        for (index, file) in found.result.files.enumerated() {
            table.add([
                "\(index + 1)", file.path, "\(file.tokens)", file.reasons.joined(separator: "; "),
            ])
        }
        let lines = table.lines(width: session.lineWidth) { column, _, cell in
            switch column {
            case 1: style.bold(cell)
            case 0, 2: style.faint(cell)
            default: cell
            }
        }
        for line in lines { try session.print(line) }
        if found.result.files.isEmpty { session.remark("no file has anything of the issue") }
        if showsExcerpts { try printExcerpts(found.result.files, style, &session) }
        session.remark(
            "\(counted(found.result.fileCount, "file")) searched, excerpts of about "
                + counted(found.result.tokens, "token"))
    }

    private static func printExcerpts(
        _ files: [RankedFile], _ style: TextStyle, _ session: inout Session
    ) throws(Failure) {
        for file in files {
            for excerpt in file.excerpts {
                try session.print()
                let place = "\(file.path):\(excerpt.lines.lowerBound)-\(excerpt.lines.upperBound)"
                try session.print(style.bold(harmless(place)))
                for line in lines(of: excerpt.text) {
                    try session.print(harmless(String(line).replacing("\t", with: "    ")))
                }
            }
        }
    }

    /// Without their ends, which are LF or CRLF; the last line may have none.
    private static func lines(of text: String) -> [Substring] {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
