import Patterns
public import Workflow

/// What is known of programs, and which of their uses are dangerous: data of `templates/safety/`.
public struct RuleBook: Sendable {
    /// A class of paths.
    struct PathClass: Sendable {
        var name: String
        var paths: [PathPattern]
        /// What does not belong to it all the same.
        var except: [PathPattern]
    }

    var rules: [Rule] = []
    var usages: [ProgramUsage] = []
    var classes: [PathClass] = []
    /// Folders whose content nobody relies on.
    var temporary: [PathPattern] = []
    /// How code of a language starts programs.
    var languages: [String: [Pattern]] = [:]
    /// The beginnings of commands whose output is made to be performed, as `ssh-agent -s`.
    var trusted: [[Glob]] = []
    /// Names of variables that hold credentials.
    var secretVariables: [Glob] = []
    /// Variables whose value is a command that a program performs.
    var commandVariables: [Glob] = []

    /// Reads the tables.
    ///
    /// - Parameter texts: YAML by the name of each table.
    /// - Throws: for a table that can't be read, which is a fault of this program: tests read them all.
    public init(_ texts: [String: [UInt8]]) throws(SafetyError) {
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            let diagnostics = read(text, table: name)
            guard diagnostics.isEmpty else { throw .table(name: name, text: text, diagnostics) }
        }
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            let diagnostics = unknownNames(in: text)
            guard diagnostics.isEmpty else { throw .table(name: name, text: text, diagnostics) }
        }
        index()
    }

    init() {}

    /// The names of all rules, which boundaries can be about.
    public var ruleNames: [String] { rules.map(\.name) }

    // MARK: Lookup

    private var rulesByProgram: [String: [Int]] = [:]
    private var rulesByPattern: [Int] = []
    private var usagesByProgram: [String: [Int]] = [:]
    private var usagesByPattern: [Int] = []

    /// Most programs are named as they are, few by patterns.
    private mutating func index() {
        for (index, rule) in rules.enumerated() where rule.subject == .call {
            let names = rule.programs.map(\.text)
            if names.isEmpty || names.contains(where: \.isPattern) { rulesByPattern.append(index) }
            for name in names where !name.isPattern { rulesByProgram[name, default: []].append(index) }
        }
        for (index, usage) in usages.enumerated() {
            if usage.programs.contains(where: \.text.isPattern) { usagesByPattern.append(index) }
            for name in usage.programs.map(\.text) where !name.isPattern {
                usagesByProgram[name, default: []].append(index)
            }
        }
    }

    /// Whether anything is known of a program by its name.
    func isProgram(_ name: String) -> Bool { rulesByProgram[name] != nil || usagesByProgram[name] != nil }

    /// The rules that may be about a program, in the order of the tables.
    func rules(for program: String) -> [Rule] {
        let matching = rulesByPattern.filter { rules[$0].isAbout(program) }
        return Set(matching + (rulesByProgram[program] ?? [])).sorted().map { rules[$0] }
    }

    /// How words of a program are to be read.
    func usages(of program: String) -> [ProgramUsage] {
        let matching = usagesByPattern.filter { usages[$0].programs.contains { $0.matches(program) } }
        return Set(matching + (usagesByProgram[program] ?? [])).sorted().map { usages[$0] }
    }
}

/// A name in a table, which may be a pattern.
struct NamePattern: Sendable, Hashable {
    let text: String
    private let glob: Glob

    init(_ text: String) { (self.text, glob) = (text, Glob(text)) }

    func matches(_ name: String) -> Bool { text.isPattern ? glob.matches(name) : text == name }
}

extension String {
    fileprivate var isPattern: Bool { utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }
}

/// Why commands can't be judged.
public enum SafetyError: Error, Sendable {
    /// A table of this program can't be read.
    case table(name: String, text: [UInt8], [Diagnostic])
    /// A file of boundaries has errors.
    case policy(path: String, text: [UInt8], [Diagnostic])
}
