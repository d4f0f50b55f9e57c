/// A place in a text of commands that moves on as parts of it are read (IEEE Std 1003.1, chapter 2).
///
/// There are no tokens: what a character means depends on what is being read.
struct Parser {
    let bytes: [UInt8]
    let places: Places
    var index = 0
    /// All here-documents so far, in the order of their operators; filled in at the ends of lines.
    var hereDocuments: [HereDocument] = []
    /// Those whose text comes with the next line.
    var pending: [PendingHereDocument] = []
    /// Where braces were found to be no expansion, and parentheses to be no arithmetic.
    var notBraces: Set<Int> = []
    var notArithmetic: Set<Int> = []

    var depth = 0
    /// How much may still be read, again and again: keeps the time linear.
    var work: Int

    struct PendingHereDocument {
        let number: Int
        let delimiter: [UInt8]
        let isQuoted: Bool
        let stripsTabs: Bool
    }

    /// More than people write, and little enough for a thread's stack.
    static let maximumDepth = 40

    init(_ bytes: [UInt8], places: Places, depth: Int = 0) {
        (self.bytes, self.places, self.depth) = (bytes, places, depth)
        work = 40 * bytes.count + 1000
    }

    mutating func script() throws(ShellError) -> Script {
        let list = try list()
        guard isAtEnd else { throw unexpected() }
        guard pending.isEmpty else { throw unexpected("a here-document") }
        return Script(list: list, hereDocuments: hereDocuments)
    }

    // MARK: Bytes

    var isAtEnd: Bool { index >= bytes.count }

    /// The byte at the place, or one behind it; nil behind the end.
    func peek(_ distance: Int = 0) -> UInt8? {
        let place = index + distance
        return place < bytes.count ? bytes[place] : nil
    }

    func isNext(_ text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        for distance in 0..<text.utf8CodeUnitCount
        where bytes[index + distance] != text.utf8Start[distance] { return false }
        return true
    }

    mutating func accept(_ text: StaticString) -> Bool {
        guard isNext(text) else { return false }
        index += text.utf8CodeUnitCount
        return true
    }

    /// Spends work, so that nothing is read for ever.
    mutating func spend() throws(ShellError) {
        work -= 1
        if work < 0 { throw error(.limit, "this takes too long to read") }
    }

    mutating func descend() throws(ShellError) {
        depth += 1
        if depth > Self.maximumDepth {
            throw error(.limit, "commands nested deeper than \(Self.maximumDepth)")
        }
    }

    func range(from start: Int) -> Range<Int> { places.range(start..<index) }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    // MARK: Errors

    func error(_ kind: ShellError.Kind, _ message: String) -> ShellError {
        ShellError(kind: kind, message: message, offset: places.range(index..<index).lowerBound)
    }

    func unexpected(_ expectation: String? = nil) -> ShellError {
        let found = isAtEnd ? "the end" : "'\(nextText)'"
        return error(
            .syntax, expectation.map { "\($0) is expected, not \(found)" } ?? "\(found) is not expected here")
    }

    /// What stands at the place, up to the next space.
    private var nextText: String {
        if peek() == 0x0A { return "end of line" }
        let end = bytes[index...].prefix(12).firstIndex { $0 <= 0x20 } ?? min(index + 12, bytes.count)
        return text(index..<max(end, min(index + 1, bytes.count)))
    }

    // MARK: Space

    /// Passes blanks, and lines that go on behind a backslash.
    mutating func skipBlanks() {
        while let byte = peek() {
            if byte == 0x20 || byte == 0x09 {
                index += 1
            } else if byte == 0x5C && peek(1) == 0x0A {
                index += 2
            } else {
                break
            }
        }
        if peek() == UInt8(ascii: "#") {
            while let byte = peek(), byte != 0x0A { index += 1 }
        }
    }

    /// Passes blanks, comments and line ends, and reads the here-documents that begin behind these.
    mutating func skipLines() throws(ShellError) {
        skipBlanks()
        while peek() == 0x0A {
            try endLine()
            skipBlanks()
        }
    }

    /// Passes a line end.
    mutating func endLine() throws(ShellError) {
        index += 1
        let documents = pending
        pending = []
        for document in documents { try readHereDocument(document) }
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isNameStart: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x5F }
    var isName: Bool { isNameStart || isDigit }
    /// Ends a word that is not quoted.
    var isMeta: Bool {
        switch self {
        case 0x20, 0x09, 0x0A, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"):
            true
        default: false
        }
    }
}
