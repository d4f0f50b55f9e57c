/// The arguments of a call in code of a language like C, as far as they are texts.
struct Arguments {
    /// The texts; nil where one of the first is none.
    let words: [String]?

    /// Reads from behind the opening parenthesis.
    init(_ text: [UInt8], from start: Int) {
        var words: [String] = []
        var index = start
        var word: [UInt8]?
        var isKnown = true
        func skip(_ bytes: String) {
            while index < text.count, bytes.utf8.contains(text[index]) { index += 1 }
        }
        reading: while index < text.count {
            skip(" \t\n[")
            // Prefixes of Python's texts; within those with `f` names are not known, but the program mostly is.
            if index + 1 < text.count, "frbuFRBU".utf8.contains(text[index]),
                text[index + 1] == UInt8(ascii: "'") || text[index + 1] == UInt8(ascii: "\"")
            {
                index += 1
            }
            guard index < text.count,
                [UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`")].contains(text[index])
            else {
                // Options and callbacks follow the words.
                if word == nil && words.isEmpty { isKnown = false }
                break reading
            }
            let quote = text[index]
            index += 1
            var characters: [UInt8] = []
            while index < text.count, text[index] != quote {
                if text[index] == UInt8(ascii: "\\"), index + 1 < text.count { index += 1 }
                characters.append(text[index])
                index += 1
            }
            index += 1
            word = (word ?? []) + characters
            skip(" \t\n")
            guard index < text.count else { break }
            switch text[index] {
            case UInt8(ascii: "+"), UInt8(ascii: "."):
                index += 1
                continue
            case UInt8(ascii: ","):
                words.append(String(decoding: word ?? [], as: UTF8.self))
                word = nil
                index += 1
            default: break reading
            }
        }
        if let word { words.append(String(decoding: word, as: UTF8.self)) }
        self.words = isKnown ? words : nil
    }
}
