extension Value {
    /// JSON with an indentation of two spaces, as `toJSON` gives it: not-a-number and the infinities stand
    /// as bare words.
    public var prettyJSON: String {
        var writer = JSONWriter(limit: .max)
        // Without a limit nothing stops it.
        _ = writer.write(self, indentation: "\n")
        return writer.text
    }

    /// The same; nil when it takes more than `limit` bytes of UTF-8.
    func prettyJSON(limit: Int) -> String? {
        var writer = JSONWriter(limit: limit)
        return writer.write(self, indentation: "\n") ? writer.text : nil
    }
}

private struct JSONWriter {
    let limit: Int
    private var bytes: [UInt8] = []

    init(limit: Int) { self.limit = limit }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Returns: whether the limit was kept.
    mutating func write(_ value: Value, indentation: String) -> Bool {
        switch value {
        case .null: bytes += "null".utf8
        case .boolean, .number: bytes += value.text.utf8
        case .string(let text): write(quoted: text)
        case .array(let elements):
            guard !elements.isEmpty else {
                bytes += "[]".utf8
                break
            }
            let inner = indentation + "  "
            for (index, element) in elements.enumerated() {
                bytes += (index == 0 ? "[" : ",").utf8
                bytes += inner.utf8
                guard write(element, indentation: inner) else { return false }
            }
            bytes += indentation.utf8
            bytes += "]".utf8
        case .object(let object):
            guard !object.members.isEmpty else {
                bytes += "{}".utf8
                break
            }
            let inner = indentation + "  "
            for (index, member) in object.members.enumerated() {
                bytes += (index == 0 ? "{" : ",").utf8
                bytes += inner.utf8
                write(quoted: member.key)
                bytes += ": ".utf8
                guard write(member.value, indentation: inner) else { return false }
            }
            bytes += indentation.utf8
            bytes += "}".utf8
        }
        return bytes.count <= limit
    }

    /// Escapes what .NET's writer escapes: the line ends of Unicode, too.
    private mutating func write(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": bytes += "\\\"".utf8
            case "\\": bytes += "\\\\".utf8
            case "\u{8}": bytes += "\\b".utf8
            case "\t": bytes += "\\t".utf8
            case "\n": bytes += "\\n".utf8
            case "\u{C}": bytes += "\\f".utf8
            case "\r": bytes += "\\r".utf8
            case "\0"..<" ", "\u{85}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                bytes += "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8
            default: bytes += Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
