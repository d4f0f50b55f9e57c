import Domain

/// The parts of a prompt that are there or not: each with its heading, or nothing at all.
struct PromptSections {
    private let fields: PromptFields

    /// In bytes. An issue of a megabyte is a log; its beginning and end tell most.
    private static let textLimit = 60_000
    /// Of each list.
    private static let itemLimit = 40
    /// In bytes, of what a failed command has printed.
    private static let outputLimit = 12_000
    /// In bytes, of all excerpts together.
    private static let excerptLimit = 120_000

    init(_ fields: PromptFields) { self.fields = fields }

    private var issue: Issue { fields.issue }

    /// What the issue says, as it was written.
    var text: String {
        let body = issue.body.utf8.contains { $0 > 0x20 } ? issue.body : issue.title
        return Fence.block(Self.shortened(body, to: Self.textLimit), info: "markdown")
    }

    var requirements: String {
        section("What is asked for", Fence.block(list(issue.requirements.map(\.text))))
    }

    var criteria: String {
        let items = issue.criteria.map { ($0.isDone == true ? "(done) " : "") + $0.text }
        return section("What it is measured by", Fence.block(list(items)))
    }

    var references: String {
        let found = issue.references
        var items: [String] = []
        let places = found.paths.map { $0.path + ($0.line.map { ":\($0)" } ?? "") }
        if !places.isEmpty { items.append("places: " + Self.joined(places)) }
        let names = found.symbols.filter { $0.place != .codeBlock }.map(\.name)
        if !names.isEmpty { items.append("names: " + Self.joined(names)) }
        items += found.errors.prefix(Self.itemLimit / 4).map { error in
            "message: "
                + [error.type, error.text].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
        }
        return section("What it names", Fence.block(list(items)))
    }

    var files: String {
        guard !fields.files.isEmpty else { return "" }
        var text = "A search found these files, the likeliest first. Look at others where you need to.\n\n"
        for file in fields.files.prefix(Self.itemLimit) {
            let reasons = file.reasons.map(\.onOneLine).joined(separator: "; ")
            text += "- \(file.path.onOneLine)\(reasons.isEmpty ? "" : ": \(reasons)")\n"
        }
        var room = Self.excerptLimit
        for file in fields.files.prefix(Self.itemLimit) {
            for excerpt in file.excerpts where excerpt.text.utf8.count <= room {
                room -= excerpt.text.utf8.count
                text +=
                    "\n\(file.path.onOneLine), from line \(excerpt.firstLine):\n\n"
                    + Fence.block(excerpt.text)
            }
        }
        return section("Files that may matter", text)
    }

    var failure: String {
        guard let failure = fields.failure else { return "" }
        var text =
            "This is attempt \(fields.attempt) of \(fields.attempts). What the last one left was not good enough; "
        text +=
            "the files are as the last attempt that came to an end left them. What went wrong:\n\n"
        var facts = [failure.message]
        if let command = failure.command { facts.append("command: \(command)") }
        if let status = failure.exitStatus { facts.append("exit status: \(status)") }
        text += Fence.block(facts.joined(separator: "\n"))
        let output = Fence.block(Self.shortened(failure.output, to: Self.outputLimit))
        if !output.isEmpty { text += "\nWhat was printed:\n\n" + output }
        return section("Why you are asked again", text)
    }

    private func section(_ heading: String, _ text: String) -> String {
        text.isEmpty ? "" : "\n## \(heading)\n\n\(text)"
    }

    private func list(_ items: [String]) -> String {
        var lines = items.prefix(Self.itemLimit).map { "- \($0.onOneLine)" }
        if items.count > Self.itemLimit { lines.append("- and \(items.count - Self.itemLimit) more") }
        return lines.joined(separator: "\n")
    }

    private static func joined(_ names: [String]) -> String {
        var (seen, unique): (Set<String>, [String]) = ([], [])
        for name in names where seen.insert(name).inserted { unique.append(name) }
        let rest = unique.count - itemLimit
        return unique.prefix(itemLimit).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    /// The beginning and the end, two to one, with whole lines and a word on what is missing.
    static func shortened(_ text: String, to limit: Int) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count > limit else { return text }
        var head = bytes.prefix(limit * 2 / 3)
        var tail = bytes.suffix(limit / 3)
        if let end = head.lastIndex(of: 0x0A) { head = head[..<(end + 1)] }
        if let start = tail.firstIndex(of: 0x0A) { tail = tail[(start + 1)...] }
        let missing = bytes.count - head.count - tail.count
        let gap = "\n[\(missing) bytes are left out here]\n\n"
        return String(decoding: head, as: UTF8.self) + gap + String(decoding: tail, as: UTF8.self)
    }
}
