import YAML

extension Rule {
    static let expressionSyntax: Rule = Rule("expression-syntax", "an expression that can't be read")
}

extension Report {
    /// Reports why a scalar's text holds no expression, at the word where it was found.
    mutating func expressionSyntax(
        _ error: ExpressionError, in scalar: YAML.Scalar, _ source: SourceText
    ) {
        let word = Self.word(at: error.offset, of: scalar.text)
        let start = ScalarPlaces(scalar, in: source).position(ofOffset: error.offset)
        let end = SourcePosition(line: start.line, column: start.column + max(1, word.unicodeScalars.count))
        if error.message.hasPrefix("Unrecognized function") {
            unknownFunction(word, start, end)
            return
        }
        // The place, which GitHub's messages name in words, is shown.
        let behind = error.message.firstRange(of: ". Located at") ?? error.message.firstRange(of: ". ")
        var message = error.message
        if let sentence = behind { message = String(message[..<sentence.lowerBound]) }
        add(
            .expressionSyntax, message.prefix(1).lowercased() + message.dropFirst(), at: start, to: end,
            hints: error.hints)
    }

    /// The name that starts at an offset, empty where none does.
    private static func word(at offset: Int, of text: String) -> String {
        let bytes = text.utf8.dropFirst(offset).prefix { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
                || byte == 0x2D
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
