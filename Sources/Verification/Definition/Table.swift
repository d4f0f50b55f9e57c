/// What is known of the checks of one ecosystem: data of `templates/verification/`.
public struct Table: Sendable, Equatable {
    /// A check as the table has it.
    struct Entry: Sendable, Equatable {
        var check: CheckDefinition
        var condition: Condition
        /// Of the entries of a group the first that applies is taken.
        var group: String?
        /// The names of the formats, which may stand in other tables.
        var formats: [String]
        var tools: [String]
        var prepared: Prepared

        /// Whether what the table prepares is needed.
        enum Prepared: Sendable {
            case needed
            /// It is tried, and done without where it fails.
            case tried
            case not
        }
    }

    /// What a table prepares, where it applies.
    struct PreparationEntry: Sendable, Equatable {
        var preparation: Preparation
        var condition: Condition
    }

    /// As in `python`.
    public var name: String
    /// What it is for, in one line.
    public var summary = ""
    /// What a folder shows that it applies to.
    var condition = Condition()
    /// Whether it counts only where no other table has found a check.
    var isFallback = false
    var tools: [ToolDefinition] = []
    /// The first that applies is used.
    var preparations: [PreparationEntry] = []
    var entries: [Entry] = []
    var formats: [OutputFormat] = []

    /// A table without entries.
    init(name: String) { self.name = name }
}
