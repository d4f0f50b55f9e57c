/// The user's own folders (XDG Base Directory Specification); nil where neither the folder nor a home is named by
/// an absolute path.
struct UserFolders {
    let environment: [String: String]

    /// For what can be made anew.
    var cache: String? { folder("XDG_CACHE_HOME", ".cache") }

    /// For what the user writes.
    var configuration: String? { folder("XDG_CONFIG_HOME", ".config") }

    private func folder(_ variable: String, _ usual: String) -> String? {
        if let folder = environment[variable], folder.hasPrefix("/") { return folder + "/autowrk" }
        if let home = environment["HOME"], home.hasPrefix("/") { return "\(home)/\(usual)/autowrk" }
        return nil
    }
}
