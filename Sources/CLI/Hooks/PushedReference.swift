import Git

/// A line of what `pre-push` and `post-receive` read (githooks(5)).
struct PushedReference: Equatable {
    /// The reference at the remote, or here where it was received.
    let name: String
    /// What it is to lead to, or does.
    let commit: ObjectID

    /// Reads a line of `pre-push`: local reference and object, remote reference and object. Nil for a deletion.
    init?(sending line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 4 else { return nil }
        self.init(String(words[2]), words[1])
    }

    /// Reads a line of `post-receive`: old object, new object, reference. Nil for a deletion.
    init?(received line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 3 else { return nil }
        self.init(String(words[2]), words[1])
    }

    /// Reads `<object>:<reference>`, as it is handed to another process.
    init?(word: String) {
        guard let colon = word.firstIndex(of: ":") else { return nil }
        self.init(String(word[word.index(after: colon)...]), word[..<colon])
    }

    private init?(_ name: String, _ object: Substring) {
        guard let commit = ObjectID(hex: object), commit != .zero else { return nil }
        (self.name, self.commit) = (name, commit)
    }

    /// What ``init(word:)`` reads.
    var word: String { "\(commit.hex):\(name)" }
}
