/// The names of files as headers of patches have them.
enum PatchName {
    /// The name behind `--- ` or `+++ `; nil for `/dev/null`.
    static func ofHeader(_ text: ArraySlice<UInt8>) -> String? {
        let end =
            text.first == UInt8(ascii: "\"") ? text.endIndex : text.firstIndex(of: 0x09) ?? text.endIndex
        var name = text[..<end]
        if name.first != UInt8(ascii: "\"") {
            while name.last == 0x20 { name.removeLast() }
        }
        let text = unquoted(name)
        return text == "/dev/null" ? nil : text
    }

    /// The name of Git's form with quotes and escapes (core.quotePath in git-config(1)).
    static func unquoted(_ text: ArraySlice<UInt8>) -> String {
        guard text.first == UInt8(ascii: "\""), let end = closing(of: text) else {
            return String(decoding: text, as: UTF8.self)
        }
        var bytes: [UInt8] = []
        var index = text.startIndex + 1
        while index < end {
            guard text[index] == UInt8(ascii: "\\"), index + 1 < end else {
                bytes.append(text[index])
                index += 1
                continue
            }
            let escaped = text[index + 1]
            if escaped >= 0x30, escaped <= 0x37, index + 3 < end {
                let digits = text[(index + 1)...(index + 3)]
                bytes.append(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1) - 0x30 }))
                index += 4
            } else {
                bytes.append(escapes[escaped] ?? escaped)
                index += 2
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "a"): 0x07,
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "v"): 0x0B,
    ]

    private static func closing(of text: ArraySlice<UInt8>) -> Int? {
        var index = text.startIndex + 1
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "\\") {
                index += 1
            } else if text[index] == UInt8(ascii: "\"") {
                return index
            }
            index += 1
        }
        return nil
    }

    /// Both names of `diff --git a/x b/x`. Without quotes a name with spaces is found as Git does: the two are
    /// the same behind their prefixes.
    static func pair(_ text: ArraySlice<UInt8>) -> (old: String?, new: String?)? {
        if text.first == UInt8(ascii: "\""), let end = closing(of: text), end + 2 < text.endIndex {
            return (unquoted(text[...end]), unquoted(text[(end + 2)...]))
        }
        // No file system has longer paths; each space costs a look at all of it.
        guard text.count <= 8_192 else { return nil }
        var candidate: (String, String)?
        for index in text.indices where text[index] == 0x20 {
            let (old, new) = (text[..<index], text[(index + 1)...])
            let names = (unquoted(old), unquoted(new))
            if withoutPrefix(names.0) == withoutPrefix(names.1) { return names }
            candidate = candidate ?? names
        }
        return candidate
    }

    /// A path with a prefix in Git's form.
    static func quoted(_ prefix: String, _ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
        if isPlain { return prefix + path }
        var text = "\"" + prefix
        for byte in path.utf8 {
            if byte > 0x1F, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
            }
        }
        return text + "\""
    }

    /// A name without its first part.
    static func withoutPrefix(_ name: String) -> String {
        guard let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) else { return name }
        return String(name[name.utf8.index(after: slash)...])
    }
}
