/// The variables that a step's command gets from the process around it.
enum ChildEnvironment {
    /// What ties a process to one repository (`git rev-parse --local-env-vars`): a command in a scratch
    /// checkout must find the checkout and nothing else.
    private static let repositoryVariables: Set<String> = [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT",
        "GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE", "GIT_PREFIX",
        "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NAMESPACE",
        "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_QUARANTINE_PATH",
        "GIT_REFLOG_ACTION", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "GIT_EXEC_PATH",
    ]

    /// `environment` without what ties it to a repository or belongs to this program, and without the
    /// variables in `secrets`, which a step gets only when its definition hands them on.
    static func make(from environment: [String: String], without secrets: Set<String>) -> [String: String] {
        environment.filter { name, _ in
            !repositoryVariables.contains(name) && !name.hasPrefix("GIT_CONFIG_KEY_")
                && !name.hasPrefix("GIT_CONFIG_VALUE_") && !name.hasPrefix("AUTOWRK_")
                && !secrets.contains(name)
        }
    }
}
