import YAML

extension Rule {
    static let duplicateKey: Rule = Rule("duplicate-key", "a key that stands twice in its mapping")
}

extension Report {
    mutating func duplicateKey(_ error: YAMLError) {
        add(.duplicateKey, error.message, at: error.start, to: error.end, hints: error.hints)
    }
}
