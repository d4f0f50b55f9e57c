public import JSON

/// What a model has to know of the machine and the repository, so that its commands work here.
public struct Machine: Sendable, Equatable {
    /// As in `Debian GNU/Linux 12`.
    public var system = ""
    /// What steps are performed by, as in `bash`.
    public var shell = ""
    /// Programs of ``ProgramList`` that are there.
    public var programs: [String] = []
    /// Empty where nobody knows it.
    public var defaultBranch = ""
    /// Empty where `HEAD` is at no branch.
    public var currentBranch = ""
    /// The names of the remotes.
    public var remotes: [String] = []
    /// The folder below the top that the user is in; empty at the top.
    public var startedIn = ""
    /// How many files differ from `HEAD`; nil where there is no working directory.
    public var changedFiles: Int?
    /// How many files have which ending, the most frequent first.
    public var endings: [(ending: String, count: Int)] = []
    /// Files at the top, by which ecosystems are known.
    public var topFiles: [String] = []
    /// The repository's own checks, with their commands.
    public var checks: [(name: String, command: String)] = []

    /// Nothing is known yet.
    public init() {}

    /// For the prompt.
    public var json: JSON {
        var repository: JSON.Object = [
            "remotes": .array(remotes.map { .string($0) }),
            "files_by_ending": .array(
                endings.map { ["ending": .string($0.ending), "files": .integer(Int64($0.count))] }),
            "files_at_top": .array(topFiles.map { .string($0) }),
            "checks": .array(checks.map { ["name": .string($0.name), "command": .string($0.command)] }),
        ]
        if !defaultBranch.isEmpty { repository["default_branch"] = .string(defaultBranch) }
        if !currentBranch.isEmpty { repository["current_branch"] = .string(currentBranch) }
        if !startedIn.isEmpty { repository["started_in"] = .string(startedIn) }
        if let changedFiles { repository["changed_files"] = .integer(Int64(changedFiles)) }
        return [
            "system": .string(system), "shell": .string(shell),
            "programs": .array(programs.map { .string($0) }), "repository": .object(repository),
        ]
    }

    /// Whether all of it is the same.
    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }
}
