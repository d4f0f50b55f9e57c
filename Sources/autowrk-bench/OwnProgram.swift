import Platform

/// The `git-autowrk` of the same build.
enum OwnProgram {
    /// Where it lies; nil when it was not built.
    static var path: String? {
        guard let own = Environment.programPath, let slash = own.lastIndex(of: "/") else { return nil }
        let path = own[...slash] + "git-autowrk"
        return Files.exists(String(path)) ? String(path) : nil
    }

    /// The remark of a case that needs it.
    static let skipped = "skipped: no 'git-autowrk' beside this program; build the whole package"
}
