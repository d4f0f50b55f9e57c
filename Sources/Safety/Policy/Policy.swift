public import YAML

/// The boundaries that a user sets: what is refused or asked about on top of the rules. Nothing in them allows.
public struct Policy: Sendable {
    /// Where it is, from the top of the tree.
    public static let path = ".autowrk/policy.yml"

    /// The name of a rule, or the beginning of commands as in `git push` or `npm publish*`.
    public var refused: [String] = []
    /// The same for what is asked about.
    public var asked: [String] = []
    /// Patterns of paths from the top of the tree that commands neither write nor delete.
    public var protected: [String] = []
    /// What the file says of agents, which is read elsewhere.
    public var agent: YAML.Node?

    /// No boundaries.
    public init() {}

    /// Adds other boundaries.
    public mutating func add(_ other: Policy) {
        refused += other.refused
        asked += other.asked
        protected += other.protected
        agent = agent ?? other.agent
    }

    /// What it says about findings of a rule; nil for nothing.
    func decision(forRule name: String) -> Decision? {
        refused.contains(name) ? .refuse : asked.contains(name) ? .ask : nil
    }

    /// A boundary that a call goes beyond.
    struct Crossing {
        var rule: String
        var decision: Decision
        var reason: String
        var range: Range<Int>
    }

    /// The boundaries that a call goes beyond.
    func findings(for call: Call, _ evaluation: borrowing Evaluation) -> [Crossing] {
        var found: [Crossing] = []
        let words = [call.name] + (call.operands.isEmpty ? [] : call.operands.map { $0.known ?? "" })
        let all = [call.name] + call.fields.dropFirst().map { $0.known ?? "" }
        for (entries, decision) in [(refused, Decision.refuse), (asked, Decision.ask)] {
            for entry in entries {
                let patterns = entry.split(separator: " ").map { NamePattern(String($0)) }
                guard !patterns.isEmpty, patterns.matches(words) || patterns.matches(all) else { continue }
                found.append(
                    Crossing(
                        rule: "policy-command", decision: decision,
                        reason: "is a command that the policy names with '\(entry)'", range: call.range))
            }
        }
        for entry in protected {
            let text = entry.hasPrefix("/") || entry.hasPrefix("~") ? entry : "@/" + entry
            let pattern = PathPattern(text)
            for (effect, field) in call.files where effect.isWrite {
                let paths = evaluation.state.folders.map { Path(field.pieces, in: $0).withoutEverything.path }
                guard
                    paths.contains(where: {
                        evaluation.classes.matches(pattern, $0, orBelow: effect != .writes)
                    })
                else {
                    continue
                }
                found.append(
                    Crossing(
                        rule: "policy-path", decision: .refuse,
                        reason: "changes what the policy protects with '\(entry)'",
                        range: field.range.isEmpty ? call.range : field.range))
            }
        }
        return found
    }
}
