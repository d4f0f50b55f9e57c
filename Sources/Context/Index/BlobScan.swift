/// Takes the words of one content apart: code, comments, names that are defined.
struct BlobScan: ~Copyable {
    /// Bytes of a file that are read; what comes after has been said before, mostly.
    static let limit = 256 << 10
    /// The same of files that hold data.
    static let dataLimit = 32 << 10
    /// Bytes in a line on average beyond which no person wrote it.
    private static let longestMeanLine = 400

    private var scanner = WordScanner()
    private(set) var counts = TermCounts()
    private(set) var facts = BlobFacts()
    /// The names that are defined, as they are written; each may come several times.
    private(set) var definitions: [Term] = []

    private var tables: [LanguageScan?] = Array(repeating: nil, count: LanguageTable.all.count + 1)

    /// Reads `content`; what was read before is forgotten.
    mutating func read(_ content: UnsafeBufferPointer<UInt8>, as fileClass: FileClass) {
        forget()
        facts.bytes = content.count
        let limit = fileClass.kind == .data || fileClass.kind == .opaque ? Self.dataLimit : Self.limit
        let text = UnsafeBufferPointer(rebasing: content.prefix(limit))
        if Self.isUnread(text) {
            facts.isUnread = true
            return
        }
        let language = table(fileClass.language)
        var state = LineState()
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0a) ?? text.count
            readLine(UnsafeBufferPointer(rebasing: text[start..<end]), language, &state)
            start = end + 1
        }
    }

    /// Takes note of a content of so many bytes that is not to be read.
    mutating func skip(bytes: Int) {
        forget()
        facts.bytes = bytes
        facts.isUnread = true
    }

    private mutating func forget() {
        counts.removeAll()
        definitions.removeAll(keepingCapacity: true)
        facts = BlobFacts()
    }

    private mutating func table(_ number: UInt8) -> LanguageScan {
        if let table = tables[Int(number)] { return table }
        let table = LanguageScan(LanguageTable.language(number))
        tables[Int(number)] = table
        return table
    }

    /// What is carried from a line to the next.
    private struct LineState {
        var isInComment = false
    }

    private mutating func readLine(
        _ line: UnsafeBufferPointer<UInt8>, _ language: LanguageScan, _ state: inout LineState
    ) {
        var definition = DefinitionScan(line, language)
        var position = 0
        var quote: UInt8 = 0
        while position < line.count {
            let byte = line[position]
            if state.isInComment {
                if language.closesComment(line, position) {
                    state.isInComment = false
                    position += language.commentClose.count
                    continue
                }
            } else if quote != 0 {
                if byte == 0x5c {
                    position += 2
                    continue
                }
                if byte == quote { quote = 0 }
            } else {
                if language.opensComment(line, position) {
                    state.isInComment = true
                    position += language.commentOpen.count
                    continue
                }
                if language.beginsLineComment(line, position) {
                    readWords(UnsafeBufferPointer(rebasing: line[position...]), isComment: true)
                    return
                }
                if language.isQuote(byte) { quote = byte }
            }
            guard ByteClass.isWord(byte) else {
                position += 1
                continue
            }
            let start = position
            repeat { position += 1 } while position < line.count && ByteClass.isWord(line[position])
            let isCode = !state.isInComment && quote == 0
            let isDefinition = isCode && definition.isDefinition(start..<position)
            readWord(line, start..<position, isComment: state.isInComment, isDefinition: isDefinition)
        }
    }

    private mutating func readWords(_ text: UnsafeBufferPointer<UInt8>, isComment: Bool) {
        var position = 0
        while position < text.count {
            guard ByteClass.isWord(text[position]) else {
                position += 1
                continue
            }
            let start = position
            repeat { position += 1 } while position < text.count && ByteClass.isWord(text[position])
            readWord(text, start..<position, isComment: isComment, isDefinition: false)
        }
    }

    @inline(__always)
    private mutating func readWord(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isComment: Bool, isDefinition: Bool
    ) {
        var words = 0
        scanner.split(text, range) { term, _, _ in
            words += 1
            if isComment {
                counts.addComment(term)
            } else {
                counts.addBody(term)
                if isDefinition { counts.addDefinition(term) }
            }
        }
        facts.words += words
        if isComment { facts.commentWords += words }
        guard isDefinition, words > 0 else { return }
        facts.definitions += 1
        definitions.append(Term(definition: UnsafeBufferPointer(rebasing: text[range])))
    }

    /// Bytes at the beginning in which a NUL tells that a content is binary, as for Git.
    private static let head = 8000

    /// Whether a content is no text.
    static func isBinary(_ content: [UInt8]) -> Bool { content.prefix(head).contains(0) }

    /// Whether a content is binary, minified, or says that a program wrote it.
    private static func isUnread(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let head = UnsafeBufferPointer(rebasing: text.prefix(Self.head))
        if head.contains(0) { return true }
        var lines = 1
        for byte in text where byte == 0x0a { lines += 1 }
        if text.count / lines > longestMeanLine { return true }
        let beginning = UnsafeBufferPointer(rebasing: head.prefix(600))
        return GeneratedMark.stands(in: beginning)
    }
}

/// What programs write at the top of files that they write.
enum GeneratedMark {
    static func stands(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        marks.contains { contains(text, $0) }
    }

    private static let marks: [[UInt8]] = [
        "@generated", "DO NOT EDIT", "Do not edit this file", "Autogenerated by", "Automatically generated",
        "automatically generated by", "This file is generated", "Generated by the protocol buffer",
    ].map { Array($0.utf8) }

    private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ mark: [UInt8]) -> Bool {
        guard text.count >= mark.count else { return false }
        let first = mark[0]
        for start in 0...(text.count - mark.count) where text[start] == first {
            if (1..<mark.count).allSatisfy({ text[start + $0] == mark[$0] }) { return true }
        }
        return false
    }
}
