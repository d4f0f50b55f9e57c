import Git

extension AgentTool {
    /// Lines that hold a text, or the definitions of a name.
    static let search = AgentTool(
        "search",
        "Search all files for a text, exactly as it is written. With 'symbol' only whole words count, and lines that look like the definition of that name come first.",
        [
            .required("text", "what to look for"),
            .optional(
                "symbol", "whether it is the name of a function, a type or a variable", type: "boolean"),
            .optional("folder", "search only below this folder"),
            .optional("ignore_case", "whether case counts for nothing", type: "boolean"),
        ],
        .look { (arguments, tree, repository) throws(ToolError) in
            let wanted = try arguments.text("text")
            guard !wanted.isEmpty, !wanted.contains("\n") else {
                throw ToolError("'text' must be some text on one line")
            }
            let search = LineSearch(
                wanted, isSymbol: try arguments.flag("symbol"), ignoresCase: try arguments.flag("ignore_case")
            )
            let folder = try arguments.optionalText("folder").map(AgentTool.path) ?? ""
            var (definitions, uses, total, passedOver): ([String], [String], Int, Int) = ([], [], 0, 0)
            try tree.forEachFile(under: folder, in: repository) { path, entry in
                guard entry.mode == .file || entry.mode == .executable else { return true }
                guard try repository.size(of: entry.id) <= largestSearchedFile else {
                    passedOver += 1
                    return true
                }
                for found in search.lines(in: try repository.blob(entry.id)) {
                    total += 1
                    let line = "\(path):\(found.number): \(found.text)"
                    if found.isDefinition {
                        if definitions.count < hitLimit { definitions.append(line) }
                    } else if uses.count < hitLimit {
                        uses.append(line)
                    }
                }
                return true
            }
            let remark =
                passedOver > 0 ? "\n[files of more than 1 MB were not searched: \(passedOver)]" : ""
            guard total > 0 else { return "nothing found" + remark }
            let lines = (definitions + uses).prefix(hitLimit)
            return lines.joined(separator: "\n")
                + (total > lines.count ? "\n[\(lines.count) of \(total) lines are shown]" : "") + remark
        })

    /// Lines that one answer may have.
    private static let hitLimit = 100
    /// In bytes; what is larger was hardly written by people.
    private static let largestSearchedFile = 1 << 20
}

/// Looks for a text in the lines of files.
struct LineSearch {
    /// A line that has it.
    struct Hit {
        let number: Int
        let text: String
        let isDefinition: Bool
    }

    private let needle: [UInt8]
    private let isSymbol: Bool
    private let ignoresCase: Bool

    /// Words in front of a name that is defined there, in the languages that people use.
    private static let keywords: Set<String> = [
        "func", "function", "def", "fn", "class", "struct", "enum", "protocol", "interface", "trait", "impl",
        "type", "typealias", "let", "var", "const", "val", "static", "module", "mod", "namespace", "define",
        "macro", "record", "object", "sub", "actor", "extension", "void", "int",
    ]

    init(_ text: String, isSymbol: Bool, ignoresCase: Bool) {
        needle = ignoresCase ? Self.lowercased(Array(text.utf8)) : Array(text.utf8)
        (self.isSymbol, self.ignoresCase) = (isSymbol, ignoresCase)
    }

    /// The lines of a file that have it; none of a binary one.
    func lines(in bytes: [UInt8]) -> [Hit] {
        let searched = ignoresCase ? Self.lowercased(bytes) : bytes
        guard searched.firstRange(of: needle) != nil, !bytes.prefix(TextLines.binaryPrefix).contains(0) else {
            return []
        }
        var (hits, number): ([Hit], Int) = ([], 0)
        for line in searched.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            guard let place = place(in: line) else { continue }
            let end = line.last == 0x0D ? line.endIndex - 1 : line.endIndex
            let text = String(decoding: bytes[line.startIndex..<end], as: UTF8.self)
            let clean = TextLines.cut(String(text.drop(while: \.isWhitespace)), to: 300)
            hits.append(
                Hit(
                    number: number, text: clean,
                    isDefinition: isSymbol && isDefinition(line, at: place)))
        }
        return hits
    }

    private func place(in line: ArraySlice<UInt8>) -> Range<Int>? {
        var rest = line
        while let range = rest.firstRange(of: needle) {
            let before = range.lowerBound > line.startIndex ? line[range.lowerBound - 1] : 0x20
            let after = range.upperBound < line.endIndex ? line[range.upperBound] : 0x20
            if !isSymbol || !Self.isWord(before) && !Self.isWord(after) { return range }
            rest = rest[(range.lowerBound + 1)...]
        }
        return nil
    }

    private func isDefinition(_ line: ArraySlice<UInt8>, at place: Range<Int>) -> Bool {
        let before = String(decoding: line[line.startIndex..<place.lowerBound], as: UTF8.self)
        let words = before.split(whereSeparator: { !$0.isLetter && $0 != "_" }).map(String.init)
        guard let last = words.last, before.last?.isWhitespace == true else { return false }
        // Go puts the receiver in between: `func (s *Server) start()`.
        return Self.keywords.contains(last) || words[0] == "func" && before.dropLast().last == ")"
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    private static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
    }
}
