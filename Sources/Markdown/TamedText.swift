/// A text without what takes cmark-gfm long: its parser grows with the square of nested containers, and with
/// that of brackets in one paragraph.
enum TamedText {
    /// The text with each line cut behind what the limits allow. No line goes, so that numbers stay.
    static func bytes(of text: [UInt8], limits: Markdown.Limits) -> [UInt8] {
        var tamed: [UInt8] = []
        tamed.reserveCapacity(text.count)
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            tamed += line(text[start..<end], limits: limits)
            if end < text.count { tamed.append(0x0A) }
            start = end + 1
        }
        return tamed
    }

    private static func line(_ line: ArraySlice<UInt8>, limits: Markdown.Limits) -> ArraySlice<UInt8> {
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
}
