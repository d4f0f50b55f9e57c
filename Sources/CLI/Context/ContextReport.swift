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
            "\(found.result.fileCount) files searched, excerpts of about \(found.result.tokens) tokens")
    }

    private static func printExcerpts(
        _ files: [RankedFile], _ style: TextStyle, _ session: inout Session
    ) throws(Failure) {
        for file in files {
            for excerpt in file.excerpts {
                try session.print()
                let place = "\(file.path):\(excerpt.lines.lowerBound)-\(excerpt.lines.upperBound)"
                try session.print(style.bold(harmless(place)))
                for line in excerpt.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                    try session.print(harmless(String(line).replacing("\t", with: "    ")))
                }
            }
        }
    }
}
