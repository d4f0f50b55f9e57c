/// A text with its lines, checked for what YAML allows in one.
public struct SourceText: Sendable {
    /// Its characters without a byte order mark.
    let scalars: [Unicode.Scalar]
    /// Where each line begins; a line ends with LF, CR LF or CR.
    let lineStarts: [Int]

    /// Reads UTF-8.
    ///
    /// - Throws: for bytes that are not UTF-8, for control characters, and for more than `limits` allow.
    public init(_ bytes: [UInt8], limits: YAML.Limits = YAML.Limits()) throws(YAMLError) {
        let origin = SourcePosition(line: 1, column: 1)
        guard bytes.count <= limits.bytes else {
            throw YAMLError(
                .limit, "the text has \(bytes.count) bytes: at most \(limits.bytes) are read", at: origin)
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var (scalars, lineStarts): ([Unicode.Scalar], [Int]) = ([], [0])
        scalars.reserveCapacity(text.count)
        var (decoder, iterator) = (UTF8(), text.makeIterator())
        decoding: while true {
            let place = SourcePosition(
                line: lineStarts.count, column: scalars.count - (lineStarts.last ?? 0) + 1)
            switch decoder.decode(&iterator) {
            case .emptyInput: break decoding
            case .error:
                let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
                throw YAMLError(
                    .characters, "a byte that is not UTF-8", at: place,
                    hints: [
                        isUTF16 ? "this looks like UTF-16: save the file as UTF-8" : "save the file as UTF-8"
                    ])
            case .scalarValue(let scalar):
                if let reason = Self.refusal(of: scalar) {
                    let hints = ["in double quotes it can be written as \"\\u\(Self.hexadecimal(scalar))\""]
                    throw YAMLError(.characters, reason, at: place, hints: hints)
                }
                if scalar == "\n" && scalars.last == "\r" { lineStarts[lineStarts.count - 1] += 1 }
                scalars.append(scalar)
                if scalar == "\n" || scalar == "\r" {
                    if scalar == "\n" && scalars.dropLast().last == "\r" { continue }
                    lineStarts.append(scalars.count)
                }
            }
        }
        (self.scalars, self.lineStarts) = (scalars, lineStarts)
    }

    /// Why a character may not stand in a text; nil when it may.
    ///
    /// YAML 1.2 takes U+0085, U+2028 and U+2029 for ordinary characters, libyaml for the end of a line: a
    /// comment would end there for one and go on for the other.
    private static func refusal(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE,
            0xFF00...0xFFFD, 0x10000...:
            nil
        case 0x85, 0x2028, 0x2029: "the line separator U+\(hexadecimal(scalar)) can't stand in a text"
        case 0xFEFF: "a byte order mark that is not at the beginning"
        default: "the control character U+\(hexadecimal(scalar)) can't stand in a text"
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}

extension SourceText {
    /// The character at an index; nil behind the end.
    func scalar(at index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

    /// The place of an index.
    func position(at index: Int) -> SourcePosition {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= index { low = middle } else { high = middle }
        }
        return SourcePosition(line: low + 1, column: index - lineStarts[low] + 1)
    }

    /// The index of a place.
    func index(of position: SourcePosition) -> Int {
        guard lineStarts.indices.contains(position.line - 1) else { return scalars.count }
        return min(lineStarts[position.line - 1] + position.column - 1, scalars.count)
    }
}

extension Unicode.Scalar {
    var isBreak: Bool { self == "\n" || self == "\r" }
    var isSpace: Bool { self == " " || self == "\t" || isBreak }
}
