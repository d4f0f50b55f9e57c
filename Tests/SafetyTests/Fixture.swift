import Platform
import Safety
import Templates
import Testing
import YAML

/// The rules that are built in, and the table of commands.
enum Fixture {
    /// All tables, read once.
    static let rules: RuleBook = {
        do { return try RuleBook(Templates.safety) } catch {
            preconditionFailure("the tables can't be read: \(error)")
        }
    }()

    /// A judge without boundaries.
    static let judge = Judge(rules: rules)

    /// What is said of a command.
    static func decision(_ command: String, _ policy: Policy = Policy()) -> Decision {
        Judge(rules: rules, policy: policy).verdict(on: command).decision
    }

    /// The commands of a table, by what is to be said of them.
    static func commands(_ name: String) throws -> [Decision: [String]] {
        let folder = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let text = try Files.read("\(folder)/Fixtures/\(name)")
        let root = try #require(try YAML.parse(text).first?.root)
        var commands: [Decision: [String]] = [:]
        for decision in Decision.allCases {
            commands[decision] = (root[decision.rawValue]?.elements ?? []).compactMap { $0.scalar?.text }
        }
        return commands
    }
}
