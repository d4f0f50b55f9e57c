public import Engine
public import Workflow

/// All tables together.
public struct VerificationTables: Sendable {
    /// In the order in which they are applied.
    public let tables: [Table]
    private let formats: [String: OutputFormat]
    private let tools: [String: ToolDefinition]

    /// Reads the tables.
    ///
    /// - Parameter texts: YAML by the name of each table.
    /// - Throws: for a table that can't be read, which is a fault of this program: tests read them all.
    public init(_ texts: [String: [UInt8]]) throws(VerificationError) {
        var tables: [Table] = []
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            let (table, diagnostics) = Table.read(text, name: name)
            guard let table else {
                throw .table(name: name, text: text, diagnostics)
            }
            tables.append(table)
        }
        self.init(tables)
    }

    init(_ tables: [Table]) {
        self.tables = tables
        formats = Dictionary(
            tables.flatMap(\.formats).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        tools = Dictionary(
            tables.flatMap(\.tools).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// How a program of this name prints its results.
    func format(_ name: String) -> OutputFormat? { formats[name] }

    /// How to find a program and its version.
    func tool(_ name: String) -> ToolDefinition? { tools[name] }

    /// The names of all formats.
    var formatNames: [String] { formats.keys.sorted() }

    /// The names of all tools.
    var toolNames: [String] { tools.keys.sorted() }
}

/// Why a tree can't be verified; what a check says is no error.
public enum VerificationError: Error, Sendable {
    /// A table of this program can't be read.
    case table(name: String, text: [UInt8], [Diagnostic])
    /// `.autowrk/verify.yml` of the tree has errors.
    case configuration(path: String, text: [UInt8], [Diagnostic])
    /// A check was named that there is none of.
    case unknownCheck(String, known: [String])
    /// A check may not be run, for this reason.
    case refused(check: String, reason: String)
    /// What checks need is not there, such as a sandbox.
    case failure(StepFailure)
    /// A checkout, a file or the repository is of no use.
    case engine(EngineError)
}
