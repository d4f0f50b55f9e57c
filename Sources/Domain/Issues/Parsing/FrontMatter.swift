import YAML

/// The YAML between two lines of `---` at the beginning of an issue.
struct FrontMatter {
    var number: Int?
    var title: String?
    var labels: [String] = []
    var author: String?
    /// How many lines it takes, its fences included; 0 where there is none.
    var lineCount = 0

    /// Reads that of a text; one without a second fence, or with no mapping in it, is a rule in Markdown.
    ///
    /// - Parameter lines: of the issue's text, without their ends.
    init(_ lines: [ArraySlice<UInt8>]) throws(IssueError) {
        guard lines.first.map(Self.isFence) == true,
            let end = lines.dropFirst().firstIndex(where: {
                Self.isFence($0) || $0.trimmed.elementsEqual("...".utf8)
            })
        else { return }
        // An empty line in place of the first fence keeps the numbers of lines.
        let source = Array(([[]] + lines[1..<end]).joined(separator: [0x0A]))
        let documents: [YAML.Document]
        do throws(YAMLError) {
            documents = try YAML.parse(source)
        } catch {
            // Prose between two rules is seldom YAML. A key at the beginning of a line says what is meant.
            guard lines[1..<end].contains(where: Self.hasKnownKey) else { return }
            throw IssueError(
                "cannot read the front matter: \(error.message)", at: error.start, hints: error.hints)
        }
        guard documents.count <= 1 else { return }
        guard let root = documents.first?.root, let members = root.members else {
            if documents.isEmpty { lineCount = end + 1 }
            return
        }
        lineCount = end + 1
        for member in members { try take(member) }
    }

    private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
        var line = line
        while line.last?.isSpace == true { line.removeLast() }
        return line.elementsEqual("---".utf8)
    }

    private static func hasKnownKey(_ line: ArraySlice<UInt8>) -> Bool {
        ["number", "title", "labels", "author"].contains { key in
            line.starts(with: key.utf8) && line.dropFirst(key.utf8.count).first == UInt8(ascii: ":")
        }
    }

    /// Other keys are those of other tools.
    private mutating func take(_ member: YAML.Member) throws(IssueError) {
        let value = member.value
        switch member.key.scalar?.text {
        case "number": number = try Self.number(value)
        case "title": title = try Self.text(value, of: "title")
        case "labels": labels = try Self.labels(value)
        case "author": author = try Self.text(value["login"] ?? value["name"] ?? value, of: "author")
        default: break
        }
    }

    private static func number(_ node: YAML.Node) throws(IssueError) -> Int? {
        guard let scalar = node.scalar else { throw unfit("number", "a whole number", node) }
        if scalar.value == .null { return nil }
        let text = scalar.text.hasPrefix("#") ? String(scalar.text.dropFirst()) : scalar.text
        guard let number = Int(text), number > 0, number <= Issue.greatestNumber else {
            throw unfit("number", "a whole number from 1", node)
        }
        return number
    }

    private static func text(_ node: YAML.Node, of key: String) throws(IssueError) -> String? {
        guard let scalar = node.scalar else { throw unfit(key, "a text", node) }
        return scalar.value == .null ? nil : scalar.text
    }

    /// A list, or one text with commas; each label once. Forges export labels as mappings with a name.
    private static func labels(_ node: YAML.Node) throws(IssueError) -> [String] {
        if let scalar = node.scalar {
            return scalar.value == .null ? [] : unique(scalar.text.split(separator: ","))
        }
        guard let elements = node.elements else { throw unfit("labels", "a list of texts", node) }
        var labels: [Substring] = []
        for element in elements {
            guard let scalar = (element["name"] ?? element).scalar else {
                throw unfit("labels", "a list of texts", element)
            }
            labels.append(scalar.text[...])
        }
        return unique(labels)
    }

    /// The first ones, without what is empty or said already.
    private static func unique(_ texts: [Substring]) -> [String] {
        var (labels, known): ([String], Set<String>) = ([], [])
        for text in texts where labels.count < Issue.mostLabels {
            let label = trimmedText(text).cut(to: Issue.titleLength)
            if !label.isEmpty, known.insert(label).inserted { labels.append(label) }
        }
        return labels
    }

    private static func trimmedText(_ text: Substring) -> String { Array(text.utf8)[...].trimmed.text }

    private static func unfit(_ key: String, _ wanted: String, _ node: YAML.Node) -> IssueError {
        IssueError("'\(key)' in the front matter is not \(wanted)", at: node.start)
    }
}
