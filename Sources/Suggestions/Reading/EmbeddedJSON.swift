import JSON

/// Finds the JSON in a text that has other things around it: a fence, an introduction, a farewell.
enum EmbeddedJSON {
    /// How many places are tried; a text with more braces that begin nothing is no answer.
    private static let mostTries = 50

    /// The first object or array in a text that is whole and that `isWanted` takes, the text itself before all.
    static func find(in text: String, where isWanted: (JSON) -> Bool) -> JSON? {
        if let whole = try? JSON(parsing: text), isWanted(whole) { return whole }
        let bytes = Array(text.utf8)
        var tries = 0
        var index = 0
        while index < bytes.count, tries < mostTries {
            guard bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") else {
                index += 1
                continue
            }
            tries += 1
            if let end = end(of: bytes, from: index),
                let json = try? JSON(parsing: bytes[index..<end]), isWanted(json)
            {
                return json
            }
            index += 1
        }
        return nil
    }

    /// Behind the bracket that closes the one at `start`; brackets in texts don't count.
    private static func end(of bytes: [UInt8], from start: Int) -> Int? {
        var (depth, isText, index) = (0, false, start)
        while index < bytes.count {
            let byte = bytes[index]
            if isText {
                if byte == UInt8(ascii: "\\") {
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isText = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
                if depth == 0 { return index + 1 }
            }
            index += 1
        }
        return nil
    }
}
