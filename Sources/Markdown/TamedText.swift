/// A text without what takes cmark-gfm long: its parser grows with the square of nested containers, and with
/// that of brackets in one paragraph.
enum TamedText {
    /// Stands for an underscore that is part of a name: U+FDD0, which no text that is exchanged may hold.
    private static let underscore: [UInt8] = [0xEF, 0xB7, 0x90]

    /// The text with each line cut behind what the limits allow. No line goes, so that numbers stay.
    static func bytes(of text: [UInt8], limits: Markdown.Limits) -> [UInt8] {
        var tamed: [UInt8] = []
        tamed.reserveCapacity(text.count)
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            append(cut(text[start..<end], limits: limits), to: &tamed)
            if end < text.count { tamed.append(0x0A) }
            start = end + 1
        }
        return tamed
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
    private static func append(_ line: ArraySlice<UInt8>, to tamed: inout [UInt8]) {
        var index = line.startIndex
        while index < line.endIndex {
            guard line[index] == UInt8(ascii: "_") else {
                tamed.append(line[index])
                index += 1
                continue
            }
            let word = line[index...].prefix(while: isWordPart)
            let isName =
                word.count > 4 && word.starts(with: "__".utf8) && word.suffix(2).elementsEqual("__".utf8)
                && (index == line.startIndex || !isWordPart(line[index - 1]))
            for byte in word {
                if byte == UInt8(ascii: "_"), isName { tamed += underscore } else { tamed.append(byte) }
            }
            index = word.endIndex
        }
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    /// A text of cmark's with the underscores back in their places.
    static func restored(_ text: UnsafePointer<CChar>) -> String {
        let restored = String(cString: text)
        guard restored.utf8.contains(0xEF) else { return restored }
        return String(
            String.UnicodeScalarView(restored.unicodeScalars.map { $0.value == 0xFDD0 ? "_" : $0 }))
    }
}
