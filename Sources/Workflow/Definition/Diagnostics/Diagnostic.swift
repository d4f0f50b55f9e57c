public import YAML

/// Something to say about a definition's text, and where.
public struct Diagnostic: Sendable, Hashable {
    /// Whether the definition can be used all the same.
    public enum Severity: String, Sendable {
        /// It can't.
        case error
        /// It can, but hardly does what was meant.
        case warning
    }

    /// The name of the rule, as in `unknown-key`.
    public var rule: String
    /// Whether the definition can be used all the same.
    public var severity: Severity
    /// In lower case, the subject in quotes, without the place.
    public var message: String
    /// Where it begins.
    public var start: SourcePosition
    /// Behind its last character; the same place where there is only a point to show.
    public var end: SourcePosition
    /// What may help, one line each.
    public var hints: [String]

    /// A diagnostic of these parts.
    public init(
        rule: String, severity: Severity, message: String, start: SourcePosition, end: SourcePosition,
        hints: [String]
    ) {
        (self.rule, self.severity, self.message) = (rule, severity, message)
        (self.start, self.end, self.hints) = (start, end, hints)
    }
}

/// What is found while a definition is read.
struct Report {
    private(set) var diagnostics: [Diagnostic] = []
    private var known: Set<Diagnostic> = []

    /// Who gets so many has more to do than to read on; and to find the places takes time.
    private static let maximumCount = 500

    /// Whether anything stands against using the definition.
    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// All of it in the order of the text.
    var sorted: [Diagnostic] {
        // Stable, so that one place keeps the order of the rules.
        diagnostics.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
    }

    mutating func add(
        _ rule: Rule, _ message: String, at start: SourcePosition, to end: SourcePosition,
        hints: [String] = []
    ) {
        let diagnostic = Diagnostic(
            rule: rule.name, severity: rule.severity, message: message, start: start, end: end, hints: hints)
        // What an anchor holds is looked at once more for each alias.
        guard diagnostics.count < Self.maximumCount, known.insert(diagnostic).inserted else { return }
        diagnostics.append(diagnostic)
    }

    mutating func add(_ rule: Rule, _ message: String, at node: YAML.Node, hints: [String] = []) {
        add(rule, message, at: node.start, to: node.end, hints: hints)
    }
}
