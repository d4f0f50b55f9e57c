import Patterns
public import YAML

/// What the keys of one kind look like.
struct SecretRule: Sendable {
    /// For people.
    var name: String
    /// What a line has that is worth a look.
    var keywords: [String]
    /// Finds it; the first group that takes part is the secret.
    var pattern: Pattern
    /// Bits a byte that a secret has at the least.
    var entropy = 0.0
    /// What is none, of those that have the shape.
    var harmless: [Pattern] = []
    /// Lines behind one with a keyword that belong to the secret; nil for a rule about single lines.
    var block: Block?

    /// A secret of several lines.
    struct Block: Sendable {
        /// The line in front of them.
        var begin: Pattern
        /// One of them; its first group is masked.
        var line: Pattern
        /// What may stand in between.
        var between: Pattern
    }
}

/// The table of all rules.
struct SecretRules: Sendable {
    var rules: [SecretRule] = []
    /// What is no secret by any rule.
    var harmless: [Pattern] = []

    init(yaml bytes: [UInt8]) throws(SecretRulesError) {
        let documents: [YAML.Document]
        do throws(YAMLError) { documents = try YAML.parse(bytes) } catch {
            throw SecretRulesError(error.message, at: error.start)
        }
        guard documents.count == 1, let members = documents[0].root.members else {
            throw SecretRulesError("rules are a mapping", at: SourcePosition(line: 1, column: 1))
        }
        for member in members {
            switch member.key.scalar?.text {
            case "harmless": harmless = try Self.patterns(member.value)
            case "rules":
                for element in try Self.elements(member.value) { rules.append(try Self.rule(element)) }
            case let key: throw Self.unknown(key, member)
            }
        }
    }

    private static func rule(_ node: YAML.Node) throws(SecretRulesError) -> SecretRule {
        guard let name = node["name"]?.scalar?.text, let pattern = node["pattern"],
            let keywords = node["keywords"]
        else { throw SecretRulesError("a rule has 'name', 'keywords' and 'pattern'", at: node.start) }
        var rule = SecretRule(name: name, keywords: [], pattern: try Self.pattern(pattern))
        for keyword in try elements(keywords) { rule.keywords.append(try text(keyword)) }
        for member in node.members ?? [] {
            switch member.key.scalar?.text {
            case "name", "keywords", "pattern": break
            case "entropy":
                guard let bits = Double(try text(member.value)) else {
                    throw SecretRulesError("'entropy' is no number", at: member.value.start)
                }
                rule.entropy = bits
            case "harmless": rule.harmless = try patterns(member.value)
            case "block": rule.block = try block(member.value)
            case let key: throw unknown(key, member)
            }
        }
        return rule
    }

    private static func block(_ node: YAML.Node) throws(SecretRulesError) -> SecretRule.Block {
        guard let begin = node["begin"], let line = node["line"], let between = node["between"] else {
            throw SecretRulesError("'block' has 'begin', 'line' and 'between'", at: node.start)
        }
        return SecretRule.Block(
            begin: try pattern(begin), line: try pattern(line), between: try pattern(between))
    }

    private static func patterns(_ node: YAML.Node) throws(SecretRulesError) -> [Pattern] {
        try elements(node).map { (element) throws(SecretRulesError) in try pattern(element) }
    }

    private static func pattern(_ node: YAML.Node) throws(SecretRulesError) -> Pattern {
        let text = try text(node)
        do throws(PatternError) { return try Pattern(text) } catch {
            throw SecretRulesError(error.description, at: node.start)
        }
    }

    private static func elements(_ node: YAML.Node) throws(SecretRulesError) -> [YAML.Node] {
        guard let elements = node.elements else { throw SecretRulesError("this is no list", at: node.start) }
        return elements
    }

    private static func text(_ node: YAML.Node) throws(SecretRulesError) -> String {
        guard let text = node.scalar?.text, !text.isEmpty else {
            throw SecretRulesError("this is no text", at: node.start)
        }
        return text
    }

    private static func unknown(_ key: String?, _ member: YAML.Member) -> SecretRulesError {
        SecretRulesError("unknown key '\(key ?? "")'", at: member.key.start)
    }
}

/// Why the rules of what keys look like can't be read, and where.
public struct SecretRulesError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In lower case, without the place.
    public var message: String
    /// Where what is wrong begins.
    public var position: SourcePosition

    init(_ message: String, at position: SourcePosition) {
        (self.message, self.position) = (message, position)
    }

    /// The place and the message, for one line.
    public var description: String {
        "rules of secrets, line \(position.line), column \(position.column): \(message)"
    }
}
