import Markdown

/// Goes through the blocks of an issue and sorts what they say by the heading above them.
struct IssueReader {
    private(set) var requirements: [Issue.Requirement] = []
    private(set) var criteria: [Issue.AcceptanceCriterion] = []
    private(set) var questions: [String] = []
    private(set) var wordCount = 0
    private var texts: [SectionRole: [String]] = [:]

    /// That above the first heading asks for something, too.
    private var role = SectionRole.requirements

    /// Each list ends here.
    private static let limit = 500

    func text(of role: SectionRole) -> String? {
        let text = (texts[role] ?? []).joined(separator: "\n\n")
        return text.isEmpty ? nil : text
    }

    mutating func take(_ block: Markdown.Block) {
        switch block.kind {
        case .heading: role = SectionRole(heading: block.text)
        case .paragraph: takeParagraph(block)
        case .code: texts[role, default: []].append(block.text.trimmedOfSpace)
        case .tableRow: wordCount += Self.words(block.text)
        case .html, .thematicBreak: break
        }
    }

    private mutating func takeParagraph(_ block: Markdown.Block) {
        var text = block.text.trimmedOfSpace
        // Bold lines and `Expected:` take the place of headings.
        if block.item == nil, let (label, rest) = Self.label(of: text) {
            role = SectionRole(heading: label)
            guard !rest.isEmpty else { return }
            text = rest
        }
        guard !text.isEmpty else { return }
        texts[role, default: []].append(text)
        wordCount += Self.words(text)
        guard role != .formality, !Self.isFormality(text) else { return }
        let prose = block.spans.filter { $0.kind == .text }.map(\.text).joined()
        for sentence in Sentences.all(in: prose) where sentence.hasSuffix("?") && questions.count < Self.limit
        {
            questions.append(sentence)
        }
        sort(text, block)
    }

    private mutating func sort(_ text: String, _ block: Markdown.Block) {
        let line = block.firstLine
        let isItem = block.item?.isFirst == true && block.quotations == 0
        if let isDone = block.item?.isDone, isItem {
            add(criterion: text, isDone, line)
        } else if role == .criteria || role == .expected {
            if isItem || block.item == nil { add(criterion: text, nil, line) }
        } else if role == .requirements, isItem {
            add(requirement: text, line)
        } else if role == .requirements || role == .other, block.quotations == 0 {
            for sentence in Sentences.all(in: text) where Sentences.isDemand(sentence) {
                add(requirement: sentence, line)
            }
        }
    }

    private mutating func add(requirement text: String, _ line: Int) {
        guard requirements.count < Self.limit else { return }
        requirements.append(Issue.Requirement(text.onOneLine, line: line))
    }

    private mutating func add(criterion text: String, _ isDone: Bool?, _ line: Int) {
        guard criteria.count < Self.limit else { return }
        criteria.append(Issue.AcceptanceCriterion(text.onOneLine, isDone: isDone, line: line))
    }

    /// What stands for a heading at the beginning of a paragraph, when its words are those of a section.
    private static func label(of text: String) -> (label: String, rest: String)? {
        let first = text.prefix { $0 != "\n" }
        guard first.utf8.count <= 300 else { return nil }
        let label: Substring
        if let colon = first.firstIndex(of: ":") {
            label = first[..<colon]
            // A label is short; a sentence may have a colon, too.
            guard label.split(separator: " ").count <= 5 else { return nil }
        } else {
            label = first
            guard label.last?.isLetter == true, label.split(separator: " ").count <= 4 else {
                return nil
            }
        }
        let role = SectionRole(heading: String(label))
        guard role == .expected || role == .actual || role == .criteria || role == .reproduction else {
            return nil
        }
        let rest = text[label.endIndex...].drop { $0 == ":" || $0.isWhitespace }
        return (String(label), String(rest))
    }

    /// What templates of forges let everybody confirm.
    private static func isFormality(_ text: String) -> Bool {
        ["I have ", "I've ", "I am ", "I'm ", "I agree", "I searched", "I confirm", "I understand"]
            .contains { text.hasPrefix($0) }
    }

    private static func words(_ text: String) -> Int {
        text.utf8.split { $0.isSpace }.count
    }
}

extension String {
    /// Without space at both ends.
    var trimmedOfSpace: String { Array(utf8)[...].trimmed.text }

    /// The first characters; of one that is made of very many, as accents upon accents are, only a part.
    func cut(to count: Int) -> String {
        String(String.UnicodeScalarView(prefix(count).unicodeScalars.prefix(4 * count)))
    }

    /// With each run of space and control characters as one space.
    var onOneLine: String {
        var (line, isSpace) = ("", false)
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                isSpace = true
            } else {
                if isSpace, !line.isEmpty { line.append(" ") }
                isSpace = false
                line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}
