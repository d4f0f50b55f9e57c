extension Issue {
    /// Whether something is broken or missing.
    public enum Kind: String, Sendable, CaseIterable {
        case bug
        case feature
    }

    /// Its kind: by its labels, else by how its title begins, else by its words.
    public func kind(_ settings: IssueSettings = IssueSettings()) -> Kind {
        for label in labels {
            if Label(label).isAmong(settings.bugLabels) { return .bug }
            if Label(label).isAmong(settings.featureLabels) { return .feature }
        }
        return kindOfTitle ?? kindOfWords ?? settings.defaultKind
    }

    /// `fix: …`, `feat(cli)!: …`, `[Bug] …`, `Feature request: …`.
    private var kindOfTitle: Kind? {
        let words = title.lowercased().split { !$0.isLetter }.prefix(2).map(String.init)
        guard let first = words.first else { return nil }
        let isMarked = title.hasPrefix("[") || title.prefix(30).contains(":")
        switch first {
        case "fix", "bug", "bugfix", "hotfix": return .bug
        case "feat", "feature", "enhancement", "proposal": return isMarked ? .feature : nil
        case "add", "support", "allow", "implement", "introduce", "provide": return .feature
        default: return nil
        }
    }

    /// A stack trace or a message of an error settles it; else the words of its title and text are counted.
    private var kindOfWords: Kind? {
        if !references.frames.isEmpty || actual != nil || tellsExpected { return .bug }
        var (bug, feature) = (0, 0)
        for (text, weight) in [(title, 3), (String(body.prefix(4_000)), 1)] {
            let words = text.lowercased().split { !($0.isLetter || $0 == "'" || $0 == "\u{2019}") }
            for word in words {
                if Self.bugWords.contains(String(word)) { bug += weight }
                if Self.featureWords.contains(String(word)) { feature += weight }
            }
        }
        if !references.errors.isEmpty { bug += 1 }
        return bug == feature ? nil : bug > feature ? .bug : .feature
    }

    /// Whether a line or a heading says what was expected, as `Expected: …` or `## Expected behavior`: something
    /// else has happened then.
    private var tellsExpected: Bool {
        body.split(separator: "\n").contains { line in
            let isHeading = line.first == "#" || line.hasPrefix("**")
            let words = line.lowercased().drop { !$0.isLetter }
            guard words.hasPrefix("expected") || words.hasPrefix("actual") else { return false }
            let colon = words.firstIndex(of: ":")
            guard isHeading || colon != nil else { return false }
            return words[..<(colon ?? words.endIndex)].split(separator: " ").count <= 3
        }
    }

    private static let bugWords: Set<String> = [
        "bug", "broken", "crash", "crashes", "crashed", "error", "errors", "exception", "fail", "fails",
        "failed", "failing", "failure", "wrong", "wrongly", "incorrect", "incorrectly", "regression", "fix",
        "instead", "unexpected", "unexpectedly", "hangs", "freezes", "leak", "leaks", "traceback", "panic",
        "panics", "segfault", "ignored", "ignores", "missing", "lost", "doesn't", "doesn\u{2019}t", "cannot",
        "can't", "raises", "throws", "infinite", "duplicate", "duplicated", "twice", "misleading",
    ]
    private static let featureWords: Set<String> = [
        "add", "adding", "support", "allow", "feature", "implement", "introduce", "provide", "option", "new",
        "would", "enhancement", "request", "proposal", "ability", "possible", "configurable", "nice",
    ]
}

/// A label, ready to be compared.
struct Label {
    private let forms: Set<String>

    init(_ text: String) {
        let parts = text.split { $0 == "/" || $0 == ":" }
        forms = Set(([text[...]] + (parts.last.map { [$0] } ?? [])).map(Self.normalized))
    }

    /// In small letters, words joined by hyphens, without emoji.
    private static func normalized(_ text: Substring) -> String {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'") }.joined(separator: "-")
    }

    func isAmong(_ labels: [String]) -> Bool { labels.contains { !forms.isDisjoint(with: Label($0).forms) } }
}
