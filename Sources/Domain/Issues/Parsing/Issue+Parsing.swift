public import Markdown
import YAML

extension Issue {
    /// In bytes; no longer one is read unless somebody says otherwise.
    public static let longestText = Markdown.Limits().bytes
    /// No forge counts further.
    static let greatestNumber = 1_000_000_000
    /// Of a title, in characters; the rest of a longer first line is the text's. Also of a label, and of the
    /// author: all of them stand in events.
    static let titleLength = 200
    /// Of one issue; forges allow as many.
    static let mostLabels = 100

    /// Reads an issue from Markdown.
    ///
    /// The title is that of the front matter, else the first heading of the first level, else the first line.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8; what is none becomes U+FFFD. Front matter in YAML may stand in front: `number`,
    ///     `title`, `labels`, `author`; other keys are passed over.
    ///   - limits: of the text.
    /// - Throws: for a text that says nothing, one beyond the limits, and for front matter that is no YAML or
    ///   has values of another kind, with the place.
    public static func parse(
        _ bytes: [UInt8], limits: Markdown.Limits = Markdown.Limits()
    ) throws(IssueError) -> Issue {
        guard bytes.count <= limits.bytes else {
            throw IssueError(
                "the issue has \(bytes.count) bytes: at most \(limits.bytes) are read",
                hints: ["keep what is asked for, and attach logs as files"])
        }
        let text = normalized(bytes)
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        let matter = try FrontMatter(lines)
        // Empty lines in place of the front matter keep the numbers of lines.
        let padding = [UInt8](repeating: 0x0A, count: matter.lineCount)
        let body = Array(lines.dropFirst(matter.lineCount).joined(separator: [0x0A]))
        var blocks: [Markdown.Block]
        do throws(MarkdownError) {
            blocks = try Markdown.parse(padding + body, limits: limits)
        } catch {
            throw IssueError(error.message)
        }
        guard let title = takeTitle(matter.title, from: &blocks) else {
            throw IssueError("the issue is empty", hints: ["write a title, and what is to be done"])
        }
        var issue = Issue(
            title: title, text: String(decoding: text, as: UTF8.self),
            body: String(decoding: body, as: UTF8.self))
        (issue.number, issue.labels) = (matter.number, matter.labels)
        issue.author = matter.author?.onOneLine.cut(to: titleLength)
        issue.read(blocks, lines: lines, from: matter.lineCount)
        return issue
    }

    private mutating func read(_ blocks: [Markdown.Block], lines: [ArraySlice<UInt8>], from first: Int) {
        var reader = IssueReader()
        for block in blocks { reader.take(block) }
        (requirements, criteria) = (reader.requirements, reader.criteria)
        (questions, wordCount) = (reader.questions, reader.wordCount)
        (expected, actual) = (reader.text(of: .expected), reader.text(of: .actual))
        reproduction = reader.text(of: .reproduction)
        suggestions = SuggestionScan.all(in: blocks, lines: lines, from: first)
        references = CodeReferences.find(title: title, in: blocks)
    }

    /// Without a byte order mark, and with LF for CR LF.
    private static func normalized(_ bytes: [UInt8]) -> [UInt8] {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard text.contains(0x0D) else { return text }
        var normalized: [UInt8] = []
        normalized.reserveCapacity(text.count)
        for (index, byte) in text.enumerated() {
            if byte != 0x0D {
                normalized.append(byte)
            } else if index + 1 == text.count || text[index + 1] != 0x0A {
                normalized.append(0x0A)
            }
        }
        return normalized
    }

    /// The title; what it was taken from is no longer part of the text.
    private static func takeTitle(_ given: String?, from blocks: inout [Markdown.Block]) -> String? {
        if let given = given?.onOneLine, !given.isEmpty { return given.cut(to: titleLength) }
        let heading = blocks.firstIndex {
            $0.kind == .heading(level: 1) && !$0.text.onOneLine.isEmpty
                && !SectionRole.isOfTemplate($0.text)
        }
        let isVisible = { (block: Markdown.Block) in
            block.kind != .html && block.kind != .thematicBreak && !block.text.onOneLine.isEmpty
        }
        let speaks = { (block: Markdown.Block) in isVisible(block) && !SectionRole.isOfTemplate(block.text) }
        guard let index = heading ?? blocks.firstIndex(where: speaks) ?? blocks.firstIndex(where: isVisible)
        else { return nil }
        if case .heading = blocks[index].kind {
            return blocks.remove(at: index).text.onOneLine.cut(to: titleLength)
        }
        // `**Describe the bug**` stands right above what it is about.
        let lines = blocks[index].text.trimmedOfSpace.split(separator: "\n")
        let line = lines.first { !SectionRole.isOfTemplate(String($0)) } ?? lines[0]
        return String(line).onOneLine.cut(to: titleLength)
    }
}
