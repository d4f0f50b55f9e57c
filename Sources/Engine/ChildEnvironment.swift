import Git

/// The variables that a step's command gets from the process around it.
public enum ChildEnvironment {
    /// What Git hands the programs that it starts for the sake of the command under way.
    private static let commandVariables: Set<String> = [
        "GIT_EDITOR", "GIT_EXEC_PATH", "GIT_REFLOG_ACTION", "GIT_SEQUENCE_EDITOR",
    ]

    /// `environment` without what ties it to a repository or belongs to this program, and without the
    /// variables in `secrets`, which a step gets only when its definition hands them on.
    ///
    /// A command in a scratch checkout must find the checkout and nothing else.
    public static func make(from environment: [String: String], without secrets: Set<String>) -> [String:
        String]
    {
        environment.filter { name, _ in
            !RepositoryVariables.contains(name) && !commandVariables.contains(name)
                && !name.hasPrefix("AUTOWRK_") && !secrets.contains(name)
        }
    }
}
