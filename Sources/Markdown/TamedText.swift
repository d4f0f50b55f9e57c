/// A text without what takes cmark-gfm long: its parser grows with the square of nested containers, and with
/// that of emphasis and brackets in one paragraph; and a table has as many cells in each row as in its first.
struct TamedText {
    /// What cmark gets.
    private(set) var bytes: [UInt8] = []
    /// The line of the text that each of its lines was, both from 1.
    private var numbers: [Int] = []

    /// More empty lines in a row than this are one and the same to a reader, and cost a step each for every
    /// list that is open.
    private static let emptyLines = 16
    /// In columns. Behind more of it nothing opens a list.
    private static let indentation = 40

    /// Characters that are markup within a line. Hidden ones are U+FDD0 and on, in this order: code points that
    /// no text that is exchanged may hold.
    private static let markup = Array("_*[]`<!&~-+.)>".utf8)
    private static let firstHidden: UInt32 = 0xFDD0

    private static let hidden: [UInt8: [UInt8]] = {
        var hidden: [UInt8: [UInt8]] = [:]
        for (index, byte) in markup.enumerated() {
            // U+FDD0 in UTF-8 is EF B7 90.
            hidden[byte] = [0xEF, 0xB7, 0x90 + UInt8(index)]
        }
        return hidden
    }()

    /// The text with each line cut behind what the limits allow, and without the markup that a paragraph has
    /// behind its first bytes.
    init(_ text: [UInt8], limits: Markdown.Limits) {
        bytes.reserveCapacity(text.count)
        var (start, number, paragraph, empty) = (0, 0, 0, 0)
        var table = TableGauge(limits)
        while start < text.count {
            let end = Self.lineEnd(text, from: start)
            number += 1
            empty = end == start ? empty + 1 : 0
            if empty <= Self.emptyLines {
                let line = Self.cut(text[start..<end], limits: limits)
                let verdict = table.take(line)
                if verdict == .ended {
                    numbers.append(number)
                    bytes.append(0x0A)
                }
                numbers.append(number)
                paragraph = Self.beginsBlock(line) ? line.count : paragraph + line.count
                if verdict == .tooLarge {
                    appendWithoutColumns(line)
                } else {
                    append(line, hidesMarkup: paragraph > limits.paragraphBytes)
                }
                if end < text.count { bytes.append(0x0A) }
            }
            start = end + 1
        }
    }

    /// Where a line ends: at LF, or at a CR that none follows (CommonMark, section 2.1).
    private static func lineEnd(_ text: [UInt8], from start: Int) -> Int {
        var index = start
        while index < text.count {
            if text[index] == 0x0A { return index }
            if text[index] == 0x0D, index + 1 < text.count, text[index + 1] != 0x0A { return index }
            index += 1
        }
        return text.count
    }

    /// Adds a delimiter row in which the hyphens behind its first column are hidden, so that it is none.
    private mutating func appendWithoutColumns(_ line: ArraySlice<UInt8>) {
        let divider =
            line.firstIndex { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ":") } ?? line.startIndex
        bytes += line[..<divider]
        for byte in line[divider...] {
            if byte == UInt8(ascii: "-"), let code = Self.hidden[byte] {
                bytes += code
            } else {
                bytes.append(byte)
            }
        }
    }

    /// The line of the text that one of cmark's lines was.
    func number(of line: Int) -> Int {
        numbers.indices.contains(line - 1) ? numbers[line - 1] : line - numbers.count + (numbers.last ?? 0)
    }

    /// Whether no paragraph goes on with this line, whatever stands before it: an empty one, a fence, or an item
    /// of a bullet list (CommonMark, sections 4.5 and 5.2).
    private static func beginsBlock(_ line: ArraySlice<UInt8>) -> Bool {
        let rest = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        guard let marker = rest.first else { return true }
        guard rest.startIndex - line.startIndex <= 3, !line.prefix(3).contains(0x09) else { return false }
        switch marker {
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
            return rest.dropFirst().first == 0x20 && rest.dropFirst(2).contains { $0 > 0x20 }
        case UInt8(ascii: "`"), UInt8(ascii: "~"):
            let fence = rest.prefix { $0 == marker }
            return fence.count >= 3 && !rest[fence.endIndex...].contains(UInt8(ascii: "`"))
        default: return false
        }
    }

    private static func cut(_ line: ArraySlice<UInt8>, limits: Markdown.Limits) -> ArraySlice<UInt8> {
        var (markers, index) = (0, line.startIndex)
        scan: while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"),
                UInt8(ascii: "."), UInt8(ascii: ")"):
                markers += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x20, 0x09: break
            default: break scan
            }
            // A rule of a hundred hyphens is none the less a rule.
            if markers > limits.markers { return line[..<index] }
            index += 1
        }
        return line.prefix(limits.lineBytes)
    }

    /// Adds a line in which the underscores of names such as `__init__` are hidden: for Markdown that is a
    /// word in bold, and who writes of code means the name.
    private mutating func append(_ line: ArraySlice<UInt8>, hidesMarkup: Bool) {
        if let marker = Self.deepMarker(line), let code = Self.hidden[line[marker]] {
            bytes += line[..<marker]
            bytes += code
            append(line[(marker + 1)...], hidesMarkup: hidesMarkup)
            return
        }
        if hidesMarkup {
            // What a line begins with may be a fence or a tag, and one run in a line does no harm.
            let indentation = line.prefix { $0 == 0x20 || $0 == 0x09 }
            let first = line[indentation.endIndex...].first
            let start = line[indentation.endIndex...].prefix { $0 == first }
            bytes += line[..<start.endIndex]
            for byte in line[start.endIndex...] {
                if let code = Self.hidden[byte] { bytes += code } else { bytes.append(byte) }
            }
            return
        }
        var index = line.startIndex
        while index < line.endIndex {
            guard line[index] == UInt8(ascii: "_"), let code = Self.hidden[UInt8(ascii: "_")] else {
                bytes.append(line[index])
                index += 1
                continue
            }
            let word = line[index...].prefix(while: Self.isWordPart)
            let isName =
                word.count > 4 && word.starts(with: "__".utf8) && word.suffix(2).elementsEqual("__".utf8)
                && (index == line.startIndex || !Self.isWordPart(line[index - 1]))
            for byte in word {
                if byte == UInt8(ascii: "_"), isName { bytes += code } else { bytes.append(byte) }
            }
            index = word.endIndex
        }
    }

    /// Where what would open a list or a quotation stands behind deep indentation.
    private static func deepMarker(_ line: ArraySlice<UInt8>) -> Int? {
        var (index, columns) = (line.startIndex, 0)
        while index < line.endIndex, line[index] == 0x20 || line[index] == 0x09 {
            columns += line[index] == 0x09 ? 4 : 1
            index += 1
        }
        guard columns > indentation, index < line.endIndex else { return nil }
        let first = line[index]
        if Array("-+*>".utf8).contains(first) { return index }
        while index < line.endIndex, line[index] >= 0x30, line[index] <= 0x39 { index += 1 }
        let isNumber = index < line.endIndex && first >= 0x30 && first <= 0x39
        return isNumber && (line[index] == UInt8(ascii: ".") || line[index] == UInt8(ascii: ")"))
            ? index : nil
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    /// A text of cmark's with what was hidden back in its places.
    static func restored(_ text: UnsafePointer<CChar>) -> String {
        let restored = String(cString: text)
        guard restored.utf8.contains(0xEF) else { return restored }
        return String(String.UnicodeScalarView(restored.unicodeScalars.map(shown)))
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard scalar.value >= firstHidden, scalar.value < firstHidden + UInt32(markup.count) else {
            return scalar
        }
        return Unicode.Scalar(markup[Int(scalar.value - firstHidden)])
    }
}
