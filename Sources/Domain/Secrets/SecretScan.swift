import Patterns

/// Finds keys by what they look like, for those whose values nobody has told us, and masks them.
///
/// It hides what turns up by accident, and prefers code that stays as it is over a key that nobody could tell from
/// a name: rules ask for prefixes, words in front and randomness.
public struct SecretScan: Sendable {
    let rules: [SecretRule]
    let harmless: [Pattern]
    let index: KeywordIndex

    /// Reads the table of rules.
    ///
    /// - Throws: for what is no such table, with the place.
    public init(yaml bytes: [UInt8]) throws(SecretRulesError) {
        let table = try SecretRules(yaml: bytes)
        (rules, harmless) = (table.rules, table.harmless)
        index = KeywordIndex(rules.map(\.keywords))
    }

    /// A text with `***` in place of each secret part.
    public func masked(_ text: String) -> String { mask(text).text }

    /// The same, with what was found.
    public func mask(_ text: String) -> MaskedText {
        var stream = makeStream()
        let masked = stream.feed(Array(text.utf8)) + stream.finish()
        return MaskedText(
            text: stream.findings.isEmpty ? text : String(decoding: masked, as: UTF8.self),
            findings: stream.findings)
    }

    /// What is in bytes, be they text or not.
    public func findings(in bytes: [UInt8]) -> [SecretFinding] {
        var stream = makeStream()
        _ = stream.feed(bytes) + stream.finish()
        return stream.findings
    }

    /// For text that comes in pieces.
    public func makeStream() -> SecretScanStream { SecretScanStream(self) }
}

/// A text without secrets.
public struct MaskedText: Sendable, Equatable {
    /// The text.
    public var text: String
    /// What was masked.
    public var findings: [SecretFinding]

    /// A text and what was taken out of it.
    public init(text: String, findings: [SecretFinding]) { (self.text, self.findings) = (text, findings) }
}

/// That keys of a kind were found; never what they are.
public struct SecretFinding: Sendable, Equatable {
    /// The name of the rule, as in "GitHub token".
    public var rule: String
    /// How many.
    public var count: Int

    /// So many of a rule's.
    public init(rule: String, count: Int) { (self.rule, self.count) = (rule, count) }
}

extension [SecretFinding] {
    /// The rules and how often each was met, as in `GitHub token, secret (2)`.
    public var text: String {
        map { $0.count == 1 ? $0.rule : "\($0.rule) (\($0.count))" }.joined(separator: ", ")
    }
}
