extension Stream {
    /// Its lines; one that is unknown where nobody knows.
    func lines(range: Range<Int>) -> [Field] { parts(range) { $0 == 0x0A || $0 == 0 } }

    private func unknownWord(_ range: Range<Int>) -> Field {
        Field(areNames ? pieces : [.unknown("")], taint: taint, range: range)
    }

    private func parts(_ range: Range<Int>, separatedBy isSeparator: (UInt8) -> Bool) -> [Field] {
        guard let text = pieces.known else { return [unknownWord(range)] }
        return text.utf8.split(whereSeparator: isSeparator).map {
            Field([.text(String(decoding: $0, as: UTF8.self))], taint: taint, range: range)
        }
    }

    /// Its words, as `xargs` reads them; one that is unknown where nobody knows.
    func words(of call: Call) -> [Field] {
        let range = call.range
        if call.has(["-0", "--null"]) { return parts(range) { $0 == 0 } }
        if call.has(["-d", "--delimiter"]) {
            let mark = call.values(of: ["-d", "--delimiter"]).first?.known
            let byte = mark.flatMap { Escapes.resolved($0).utf8.first } ?? 0x0A
            return parts(range) { $0 == byte }
        }
        if call.has(["-I", "-i", "--replace", "-L", "--max-lines"]) {
            return lines(range: range)
        }
        guard let text = pieces.known else { return [unknownWord(range)] }
        var (words, word): ([[UInt8]], [UInt8]?) = ([], nil)
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            switch byte {
            case 0x20, 0x09, 0x0A, 0:
                if let word { words.append(word) }
                word = nil
            case UInt8(ascii: "\\"): word = (word ?? []) + [bytes.popFirst()].compactMap { $0 }
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                let quoted = bytes.prefix { $0 != byte }
                word = (word ?? []) + quoted
                bytes = bytes.dropFirst(quoted.count + 1)
            default: word = (word ?? []) + [byte]
            }
        }
        if let word { words.append(word) }
        return words.map { Field([.text(String(decoding: $0, as: UTF8.self))], taint: taint, range: range) }
    }
}
