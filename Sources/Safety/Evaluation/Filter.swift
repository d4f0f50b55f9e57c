/// What a filter does to a text, for those that are used to hide one.
struct Filter {
    private enum Kind {
        case base64
        case base32
        case hexadecimal
        case reversed
        case translated([UInt8: UInt8])
        case deleted(Set<UInt8>)
    }

    private let kind: Kind

    /// The filter that a call is; nil for one that is not known.
    init?(_ call: Call) {
        switch call.name {
        case "base64" where call.has(["-d", "-D", "--decode", "-di"]): kind = .base64
        case "base32" where call.has(["-d", "--decode"]): kind = .base32
        case "openssl":
            let words = call.fields.dropFirst().compactMap(\.known)
            guard words.contains("-d"),
                words.contains("base64") || words.contains("-base64") || words.contains("-a")
            else { return nil }
            kind = .base64
        case "xxd" where call.has(["-r"]): kind = .hexadecimal
        case "rev" where call.operands.isEmpty: kind = .reversed
        case "tr":
            let sets = call.operands.compactMap(\.known).map { Self.set($0) }
            if call.has(["-d", "--delete"]), sets.count == 1, call.has(["-c", "-C"]) == false {
                kind = .deleted(Set(sets[0]))
            } else if sets.count == 2, call.flags.isEmpty, let last = sets[1].last {
                var table: [UInt8: UInt8] = [:]
                for (index, byte) in sets[0].enumerated() {
                    table[byte] = index < sets[1].count ? sets[1][index] : last
                }
                kind = .translated(table)
            } else {
                return nil
            }
        default: return nil
        }
    }

    /// The characters that `a-z` and the like mean.
    private static func set(_ text: String) -> [UInt8] {
        switch text {
        case "[:upper:]": return Array(0x41...0x5A)
        case "[:lower:]": return Array(0x61...0x7A)
        case "[:space:]", "[:blank:]": return [0x20, 0x09, 0x0A]
        default: break
        }
        let bytes = Array(Escapes.resolved(text).utf8)
        var (set, index) = ([UInt8](), 0)
        while index < bytes.count {
            if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"),
                bytes[index] <= bytes[index + 2]
            {
                set += Array(bytes[index]...bytes[index + 2])
                index += 3
            } else {
                set.append(bytes[index])
                index += 1
            }
        }
        return set
    }

    /// The changed text; nil where it is none that the filter takes.
    func apply(to text: [UInt8]) -> [UInt8]? {
        switch kind {
        case .base64:
            Self.decoded(
                text, Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8), 6)
        case .base32: Self.decoded(text, Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8), 5)
        case .hexadecimal: Self.decoded(text, Array("0123456789abcdef".utf8), 4)
        case .reversed:
            Array(
                text.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0.reversed() }.joined(
                    separator: [0x0A]))
        case .translated(let table): text.map { table[$0] ?? $0 }
        case .deleted(let set): text.filter { !set.contains($0) }
        }
    }

    private static func decoded(_ text: [UInt8], _ alphabet: [UInt8], _ width: Int) -> [UInt8]? {
        var (buffer, bits) = (0, 0)
        var decoded: [UInt8] = []
        for byte in text where byte != UInt8(ascii: "=") && byte > 0x20 {
            let wanted = width == 4 ? byte | (byte >= 0x41 ? 0x20 : 0) : byte
            guard let digit = alphabet.firstIndex(of: wanted) else { return nil }
            buffer = (buffer << width | digit) & 0xFFFF
            bits += width
            if bits >= 8 {
                bits -= 8
                decoded.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        return decoded
    }
}

/// The escapes that `echo -e`, `printf` and `tr` know.
enum Escapes {
    static func resolved(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var (result, index) = ([UInt8](), 0)
        func number(_ radix: Int, atMost count: Int) -> UInt8? {
            var (value, digits) = (0, 0)
            while digits < count, index < bytes.count,
                let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue, digit < radix
            {
                value = value * radix + digit
                (digits, index) = (digits + 1, index + 1)
            }
            return digits > 0 ? UInt8(truncatingIfNeeded: value) : nil
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < bytes.count else {
                result.append(byte)
                continue
            }
            let escaped = bytes[index]
            index += 1
            switch escaped {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "\\"): result.append(escaped)
            case UInt8(ascii: "c"): return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "x"): result.append(number(16, atMost: 2) ?? escaped)
            case UInt8(ascii: "u"): result.append(number(16, atMost: 4) ?? escaped)
            case 0x30...0x37:
                index -= 1
                // `echo` wants a zero in front, which is not counted.
                result.append(number(8, atMost: escaped == 0x30 ? 4 : 3) ?? escaped)
            default: result += [byte, escaped]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// A format of `printf`, as far as texts are concerned.
struct Format {
    private let format: String

    init(_ format: String) { self.format = format }

    /// What it prints; it is used again as long as there are words.
    func applied(to words: [Field]) -> [Piece] {
        var rest = words[...]
        var pieces: [Piece] = []
        var length = 0
        repeat {
            let before = rest.count
            length += format.utf8.count
            var text: [UInt8] = []
            var bytes = Array(format.utf8)[...]
            func flush() {
                if !text.isEmpty {
                    pieces.append(.text(Escapes.resolved(String(decoding: text, as: UTF8.self))))
                }
                text = []
            }
            while let byte = bytes.popFirst() {
                guard byte == UInt8(ascii: "%"), let next = bytes.first else {
                    text.append(byte)
                    continue
                }
                if next == byte {
                    bytes.removeFirst()
                    text.append(byte)
                    continue
                }
                flush()
                bytes = bytes.drop { $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
                let kind = bytes.popFirst()
                let word = rest.popFirst()
                switch (kind, word) {
                case (_, nil): break
                case (UInt8(ascii: "s"), let word?), (UInt8(ascii: "q"), let word?): pieces += word.pieces
                case (UInt8(ascii: "b"), let word?):
                    pieces += word.known.map { [.text(Escapes.resolved($0))] } ?? [.unknown("")]
                case (UInt8(ascii: "c"), let word?):
                    pieces += word.known.map { [.text(String($0.prefix(1)))] } ?? [.unknown("")]
                case (UInt8(ascii: "d"), let word?) where word.known.flatMap({ Int($0) }) != nil:
                    pieces += word.pieces
                default: pieces.append(.unknown(""))
                }
            }
            flush()
            if rest.count == before { break }
        } while !rest.isEmpty && pieces.count < 500 && length < [Piece].maximumLength
        return pieces.joined
    }
}
