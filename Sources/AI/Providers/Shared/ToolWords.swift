import JSON

extension ToolCall {
    /// The arguments as an object, for formats that want one. What the model wrote and is none is handed back
    /// under a name that tells it so.
    var argumentsObject: JSON.Object {
        if let object = (try? WireJSON.parse(arguments))?.objectValue { return object }
        return arguments.allSatisfy(\.isWhitespace) ? [:] : ["INVALID_JSON": .string(arguments)]
    }

    /// The arguments as text; an empty text where nothing was written is none that a provider takes back.
    var argumentsText: String { arguments.allSatisfy(\.isWhitespace) ? "{}" : arguments }
}

extension ToolResult {
    /// For formats that can't say in any other way that a tool has failed.
    var markedText: String { isError ? "error: \(text)" : text }
}

/// Ids of tool calls as a provider takes them.
///
/// A conversation may have begun with another provider, whose ids have other letters and lengths. What does
/// not fit is replaced by a digest of itself, so that call and result find each other without a table.
enum ToolCallID {
    /// An id of letters, digits, `_` and `-` that is not too long.
    static func fitting(_ id: String, longest: Int = 64) -> String {
        let isFitting =
            !id.isEmpty && id.utf8.count <= longest
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        return isFitting ? id : madeUp(from: [id])
    }

    /// An id for a call that came without: of what is unlike in each answer, and of the call's place in it.
    static func madeUp(from words: [String]) -> String {
        // FNV-1a, 64 bits.
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for word in words {
            for byte in word.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
            digest = (digest ^ 0xFF) &* 0x100_0000_01B3
        }
        let digits = String(digest, radix: 16)
        return "call_" + String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
