import JSON

/// The forms in which a secret turns up in what programs print.
enum SecretVariants {
    /// The value and its other forms as bytes; nothing for a value that is empty or white space.
    static func of(_ value: String) -> [[UInt8]] {
        let trimmed = trim(Array(value.utf8)[...])
        guard !trimmed.isEmpty else { return [] }
        var forms = [Array(value.utf8), Array(trimmed)]
        for form in [value]
            + (trimmed.count == value.utf8.count ? [] : [String(decoding: trimmed, as: UTF8.self)])
        {
            forms += written(form).map { Array($0.utf8) } + Base64Variants.of(Array(form.utf8))
        }
        let lines = value.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        if lines.count > 1 {
            forms += lines.map { Array(trim(Array($0)[...])) }.filter { $0.count >= shortestLine }
        }
        return forms
    }

    /// A line of a secret that is shorter, say a brace of a key in JSON, is no secret of its own.
    private static let shortestLine = 4

    private static func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]
        guard let first = bytes.firstIndex(where: { !blank.contains($0) }),
            let last = bytes.lastIndex(where: { !blank.contains($0) })
        else { return [] }
        return bytes[first...last]
    }

    private static func written(_ value: String) -> [String] {
        let canonical = String(JSON.string(value).canonical.dropFirst().dropLast())
        return [
            canonical, escaped(canonical) { asciiJSON($0) },
            // As Go and PHP write it.
            escaped(canonical) { htmlSafe($0) }, escaped(canonical) { $0 == "/" ? "\\/" : nil },
            percentEncoded(value, digits: "0123456789ABCDEF"),
            percentEncoded(value, digits: "0123456789abcdef"),
            percentEncoded(value, digits: "0123456789ABCDEF").split(separator: "%20").joined(separator: "+"),
            // Between single quotes, between double quotes, and without any (`printf %q`).
            escaped(value) { $0 == "'" ? "'\\''" : nil },
            escaped(value) { "\\\"$`".unicodeScalars.contains($0) ? "\\\($0)" : nil },
            escaped(value) { isPlainInShell($0) ? nil : "\\\($0)" },
            escaped(value) { xml($0) },
        ]
    }

    private static func escaped(_ value: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            if let text = replacement(scalar) { result += text } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    private static func asciiJSON(_ scalar: Unicode.Scalar) -> String? {
        guard !scalar.isASCII else { return nil }
        return String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    private static func htmlSafe(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "<": "\\u003c"
        case ">": "\\u003e"
        case "&": "\\u0026"
        default: nil
        }
    }

    private static func xml(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "<": "&lt;"
        case ">": "&gt;"
        case "&": "&amp;"
        case "\"": "&quot;"
        case "'": "&#39;"
        default: nil
        }
    }

    /// All but the unreserved characters of RFC 3986.
    private static func percentEncoded(_ value: String, digits: String) -> String {
        let digits = digits.map { String($0) }
        return value.utf8.map { byte in
            isUnreserved(byte)
                ? String(Unicode.Scalar(byte)) : "%" + digits[Int(byte >> 4)] + digits[Int(byte & 15)]
        }.joined()
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }

    private static func isPlainInShell(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII || isUnreserved(UInt8(scalar.value)) || "/:@%+,=".unicodeScalars.contains(scalar)
    }
}
