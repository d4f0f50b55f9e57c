/// A language in the form that scanning wants: bytes instead of text.
struct LanguageScan: Sendable {
    let lineComment: [UInt8]
    let commentOpen: [UInt8]
    let commentClose: [UInt8]
    let functions: Language.Functions
    let definesByAssignment: Bool
    private let quotes: [UInt8]
    private let anywhere: Set<UInt64>
    private let atMargin: Set<UInt64>

    init(_ language: Language) {
        lineComment = Array(language.lineComment.utf8)
        commentOpen = Array(language.blockComment.open.utf8)
        commentClose = Array(language.blockComment.close.utf8)
        functions = language.functions
        definesByAssignment = language.definesByAssignment
        quotes = Array(language.quotes.utf8)
        anywhere = Set(language.keywords.anywhere.map { FNV.hash($0) })
        atMargin = Set(language.keywords.atMargin.map { FNV.hash($0) })
    }

    /// Whether there is anything to look for but words.
    var hasKeywords: Bool { !anywhere.isEmpty || definesByAssignment || functions != .byKeyword }

    @inline(__always)
    func isKeyword(_ word: UnsafeBufferPointer<UInt8>, isAtMargin: Bool) -> Bool {
        if word.count > 12 { return false }
        let hash = FNV.hash(word)
        return anywhere.contains(hash) || isAtMargin && atMargin.contains(hash)
    }

    @inline(__always)
    func isQuote(_ byte: UInt8) -> Bool {
        for quote in quotes where quote == byte { return true }
        return false
    }

    @inline(__always)
    func opensComment(_ line: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        Self.stands(commentOpen, in: line, at: position)
    }

    @inline(__always)
    func closesComment(_ line: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        Self.stands(commentClose, in: line, at: position)
    }

    @inline(__always)
    func beginsLineComment(_ line: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        Self.stands(lineComment, in: line, at: position)
    }

    @inline(__always)
    private static func stands(
        _ mark: [UInt8], in line: UnsafeBufferPointer<UInt8>, at position: Int
    ) -> Bool {
        guard !mark.isEmpty, line[position] == mark[0], position + mark.count <= line.count else {
            return false
        }
        for index in 1..<mark.count where line[position + index] != mark[index] { return false }
        return true
    }
}
