/// The words of a task that say what it is about.
enum TaskWords {
    /// Words that say nothing of that.
    private static let empty: Set<String> = [
        "a", "an", "all", "and", "any", "are", "as", "at", "be", "but", "by", "called", "can", "could", "do",
        "for",
        "from", "get", "have", "how", "i", "in", "into", "is", "it", "its", "let", "make", "me", "my",
        "named", "of",
        "on", "our", "please", "should", "so", "some", "that", "the", "them", "then", "there", "these",
        "this", "those", "to", "up", "us", "want", "we", "what", "when", "where", "which", "will", "with",
        "you", "your",
    ]

    /// In their order, without those that say nothing.
    static func list(of text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.map { stem(String($0)) }
            .filter { !empty.contains($0) && !$0.isEmpty }
    }

    /// Each once.
    static func set(of text: String) -> Set<String> { Set(list(of: text)) }

    /// The part of all words that both have, from 0 to 1.
    static func likeness(_ a: Set<String>, _ b: Set<String>) -> Double {
        let all = a.union(b).count
        return all == 0 ? 0 : Double(a.intersection(b).count) / Double(all)
    }

    /// A word without the endings that change least of its meaning: `branches`, `tagging` and `squashed` are
    /// `branch`, `tag` and `squash`.
    static func stem(_ word: String) -> String {
        if empty.contains(word) { return word }
        var word = word
        if word.count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        if word.count > 4, ["ches", "shes", "sses", "xes"].contains(where: word.hasSuffix) {
            word.removeLast(2)
        } else if word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"),
            !word.hasSuffix("is")
        {
            word.removeLast()
        }
        for ending in ["ing", "ed"] where word.count > ending.count + 2 && word.hasSuffix(ending) {
            word.removeLast(ending.count)
            // `tagging` has lost `ging` but for one letter.
            if let last = word.last, word.dropLast().last == last, !"lsz".contains(last) { word.removeLast() }
            break
        }
        // `merge` and `merging` are the same word.
        if word.count > 3, word.hasSuffix("e") { word.removeLast() }
        return word
    }
}
