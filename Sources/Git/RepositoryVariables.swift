/// The environment variables by which Git ties the programs that it starts to one repository.
///
/// Source: `git rev-parse --local-env-vars`, and git(1) for what that leaves out.
public enum RepositoryVariables {
    /// Those that lead to a repository, its index or its working directory, or to a part of it.
    public static let places: Set<String> = [
        "GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE",
        "GIT_QUARANTINE_PATH", "GIT_INTERNAL_SUPER_PREFIX",
    ]

    /// Those that say which objects, configuration and history there are, and how a repository is found.
    private static let contents: Set<String> = [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
    ]

    /// Whether a variable is one of these, or a numbered one that `GIT_CONFIG_COUNT` counts.
    public static func contains(_ name: String) -> Bool {
        places.contains(name) || contents.contains(name) || name.hasPrefix("GIT_CONFIG_KEY_")
            || name.hasPrefix("GIT_CONFIG_VALUE_")
    }
}
