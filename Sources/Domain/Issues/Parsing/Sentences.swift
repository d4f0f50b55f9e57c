/// The sentences of prose.
enum Sentences {
    /// Those of a text, each on one line.
    static func all(in text: String) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        var previous: Character = " "
        for character in text {
            if character.isWhitespace, previous == "." || previous == "?" || previous == "!" {
                append(&sentence, to: &sentences)
            }
            sentence.append(character)
            previous = character
        }
        append(&sentence, to: &sentences)
        return sentences
    }

    private static func append(_ sentence: inout String, to sentences: inout [String]) {
        let line = sentence.onOneLine
        if !line.isEmpty { sentences.append(line) }
        sentence = ""
    }

    /// Whether a sentence demands something.
    static func isDemand(_ sentence: String) -> Bool {
        let words = sentence.lowercased().split { !($0.isLetter || $0 == "'") }.map(String.init)
        if words.contains(where: { demands.contains($0) }) { return true }
        return zip(words, words.dropFirst()).contains { pairs.contains("\($0) \($1)") }
    }

    private static let demands: Set<String> = ["must", "mustn't", "should", "shouldn't", "shall", "ought"]
    private static let pairs: Set<String> = [
        "needs to", "need to", "has to", "have to", "please add", "please make", "would like", "has no",
    ]
}
