/// Tells which words of a line are names that the line defines. It is asked for each word in turn.
///
/// It knows no grammar: a keyword before the name, or the shape of the line. What it takes wrongly for a
/// definition costs little, as such names are looked up only when an issue has them.
struct DefinitionScan {
    private let line: UnsafeBufferPointer<UInt8>
    private let language: LanguageScan
    private let indentation: Int
    private let isDeclarationLine: Bool
    /// The word before, when it was a keyword that a name follows.
    private var isAfterKeyword = false
    private var endOfLast = 0
    private var isFirst = true
    private var lastHash: UInt64 = 0

    /// Columns beyond which no function begins, in languages whose functions have no keyword.
    private static let deepestFunction = 12
    /// Words before a name and a parenthesis that make a call or a condition of it.
    private static let controls: Set<UInt64> = Set(
        [
            "return", "new", "else", "throw", "case", "in", "of", "and", "or", "not", "await", "if", "while",
            "for", "switch", "catch", "do", "yield", "delete", "sizeof", "goto", "typeof", "instanceof",
        ].map { FNV.hash($0) })

    init(_ line: UnsafeBufferPointer<UInt8>, _ language: LanguageScan) {
        self.line = line
        self.language = language
        indentation = line.prefix { $0 == 0x20 || $0 == 0x09 }.count
        isDeclarationLine = language.functions != .byKeyword && indentation <= Self.deepestFunction
    }

    @inline(__always)
    mutating func isDefinition(_ word: Range<Int>) -> Bool {
        guard language.hasKeywords else { return false }
        let bytes = UnsafeBufferPointer(rebasing: line[word])
        let hash = FNV.hash(bytes)
        defer {
            endOfLast = word.upperBound
            lastHash = hash
            isFirst = false
        }
        if isAfterKeyword {
            // `fun <T> List<T>.name(` and `func (r *Reader) Name(`: what stands in brackets is none.
            if isInBrackets(upTo: word.lowerBound) { return false }
            isAfterKeyword = isQualifier(word.upperBound)
            return true
        }
        if language.isKeyword(bytes, isAtMargin: indentation == 0) {
            isAfterKeyword = true
            return false
        }
        if language.definesByAssignment, isFirst, indentation == 0 { return isAssigned(word.upperBound) }
        return isDeclarationLine && isFunction(word, hash)
    }

    /// Whether a further part of the name follows, after `.` or `::`, and type arguments where there are some:
    /// `List<T>.second`.
    private func isQualifier(_ start: Int) -> Bool {
        var end = start
        var depth = 0
        while end < line.count, depth > 0 || line[end] == 0x3c {
            if line[end] == 0x3c { depth += 1 }
            if line[end] == 0x3e { depth -= 1 }
            end += 1
        }
        guard end < line.count else { return false }
        return line[end] == 0x2e || line[end] == 0x3a && end + 1 < line.count && line[end + 1] == 0x3a
    }

    private func isInBrackets(upTo end: Int) -> Bool {
        var depth = 0
        for index in 0..<end {
            switch line[index] {
            case 0x28, 0x3c: depth += 1
            case 0x29, 0x3e: depth -= 1
            default: break
            }
        }
        return depth > 0
    }

    private func isAssigned(_ end: Int) -> Bool {
        var index = end
        while index < line.count, ByteClass.isSpace(line[index]) { index += 1 }
        guard index < line.count else { return false }
        if line[index] == 0x3a { return true }
        return line[index] == 0x3d && (index + 1 == line.count || line[index + 1] != 0x3d)
    }

    private func isFunction(_ word: Range<Int>, _ hash: UInt64) -> Bool {
        guard word.upperBound < line.count, line[word.upperBound] == 0x28, !Self.controls.contains(hash)
        else {
            return false
        }
        switch language.functions {
        case .byKeyword: return false
        case .byBrace:
            let isModified =
                !isFirst && endOfLast < word.lowerBound && Self.isSpaces(line, endOfLast, word.lowerBound)
            return (isFirst || isModified && !Self.controls.contains(lastHash)) && line.last == 0x7b
        case .byType:
            if isFirst || Self.controls.contains(lastHash) { return false }
            var index = word.lowerBound - 1
            while index >= 0, ByteClass.isSpace(line[index]) { index -= 1 }
            guard index >= 0 else { return false }
            let before = line[index]
            if before == 0x3a { return index > 0 && line[index - 1] == 0x3a }
            return ByteClass.isWord(before) && index < word.lowerBound - 1 || before == 0x2a || before == 0x26
                || before == 0x3e || before == 0x5d
        }
    }

    private static func isSpaces(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        line[start..<end].allSatisfy { ByteClass.isSpace($0) }
    }
}
