public import Domain
import JSON

/// One thing that a tree is checked for: a command and how its outcome is to be read.
public struct CheckDefinition: Sendable, Equatable {
    /// As in `.autowrk/verify.yml`, or the name of the table's entry, behind its folder if it has one.
    public var name: String
    /// What it looks at; also its place in the order.
    public var kind: CheckKind
    /// For the shell: `bash -e` where there is a bash, else `sh -e`.
    public var command: String
    /// Where it runs, from the top of the tree; empty for the top.
    public var folder = ""
    /// Whether its failure stands in the way of the tree.
    public var isCritical = true
    /// How long it may take, in milliseconds.
    public var timeLimit: Int64 = Self.defaultTimeLimit
    /// Where its runner writes JUnit XML, as patterns from its folder.
    public var reports: [String] = []
    /// How to read what it prints.
    public var formats: [OutputFormat] = []
    /// Exit statuses by which its runner says that there are no tests.
    public var emptyStatuses: [Int] = []
    /// What it needs; their versions are part of the verdict.
    public var tools: [ToolDefinition] = []
    /// What it depends on, as patterns from the top of the tree; empty for everything.
    public var paths: [String] = []
    /// Variables for the command.
    public var environment: [String: String] = [:]
    /// Whether it was detected, and not asked for by the repository.
    public var isDetected = false
    /// What says what its command does, as a script of a `package.json`: the signs of its table that look into files.
    var definedBy: [Sign] = []
    /// What its table has to make ready in the folder before; see ``Preparation``.
    public var preparation: Preparation?

    /// Thirty minutes.
    public static let defaultTimeLimit: Int64 = 30 * 60_000

    /// A check with the usual bounds.
    public init(name: String, kind: CheckKind, command: String) {
        (self.name, self.kind, self.command) = (name, kind, command)
    }

    /// What two checks have in common that say the same about the same tree.
    var identity: JSON {
        [
            "kind": .string(kind.rawValue), "command": .string(command), "folder": .string(folder),
            "preparation": .string(preparation?.command ?? ""),
            "reports": .array(reports.map { .string($0) }),
            "environment": .object(JSON.Object(environment.map { ($0, .string($1)) })),
            "tools": .array(tools.map { .string($0.name) }),
        ]
    }
}

/// What makes a checkout ready for checks, such as installing what they import: done once for each folder and
/// command.
public struct Preparation: Sendable, Equatable {
    /// As in `npm ci`, for people.
    public var name: String
    /// For the shell.
    public var command: String
    /// Where it runs, from the top of the tree.
    public var folder: String
    /// How long it may take, in milliseconds.
    public var timeLimit: Int64
    /// Whether the check can't be performed where it has failed.
    public var isNeeded = true
}
