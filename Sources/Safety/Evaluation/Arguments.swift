/// The arguments of a call in code of a language like C, as far as they are texts.
struct Arguments {
    /// The texts; nil where the first of them is none.
    private(set) var words: [[Piece]]? = []

    private let text: [UInt8]
    private var index: Int

    /// Reads from behind the opening parenthesis.
    init(_ text: [UInt8], from start: Int) {
        (self.text, index) = (text, start)
        while let word = nextWord() {
            words?.append(word)
            skip(" \t\n")
            guard index < text.count, text[index] == UInt8(ascii: ",") else { break }
            index += 1
        }
        if words?.isEmpty == true { words = nil }
    }

    /// The next argument or element of a list, which may be texts and other values one behind the other; nil
    /// where it begins with no text.
    private mutating func nextWord() -> [Piece]? {
        skip(" \t\n[")
        guard var word = literal() else { return nil }
        while true {
            skip(" \t\n")
            if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: ".") {
                index += 1
                skip(" \t\n")
            }
            guard index < text.count, !",)];}".utf8.contains(text[index]) else { return word.joined }
            if let more = literal() {
                word += more
            } else {
                word.append(.unknown(""))
                while index < text.count, !",)];}+.".utf8.contains(text[index]) { index += 1 }
            }
        }
    }

    /// A text in quotes, of which parts may be filled in when it runs.
    private mutating func literal() -> [Piece]? {
        var place = index
        var isFormat = false
        while place < text.count, "frbuFRBU".utf8.contains(text[place]) {
            if text[place] | 0x20 == UInt8(ascii: "f") { isFormat = true }
            place += 1
        }
        guard place < text.count, "'\"`".utf8.contains(text[place]) else { return nil }
        let quote = text[place]
        index = place + 1
        var pieces: [Piece] = []
        var characters: [UInt8] = []
        func flush() {
            pieces.append(.text(String(decoding: characters, as: UTF8.self)))
            characters = []
        }
        while index < text.count, text[index] != quote {
            let byte = text[index]
            let next = index + 1 < text.count ? text[index + 1] : 0
            if byte == UInt8(ascii: "\\"), next != 0 {
                characters.append(next)
                index += 2
            } else if byte == UInt8(ascii: "{") && isFormat && next != byte
                || (byte == UInt8(ascii: "#") || byte == UInt8(ascii: "$")) && next == UInt8(ascii: "{")
            {
                flush()
                pieces.append(.unknown(""))
                while index < text.count, text[index] != UInt8(ascii: "}"), text[index] != quote {
                    index += 1
                }
                if index < text.count, text[index] != quote { index += 1 }
            } else {
                characters.append(byte)
                index += 1
            }
        }
        index += 1
        flush()
        return pieces
    }

    private mutating func skip(_ bytes: String) {
        while index < text.count, bytes.utf8.contains(text[index]) { index += 1 }
    }
}
