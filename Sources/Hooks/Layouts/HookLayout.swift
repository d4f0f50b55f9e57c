/// How our hooks stand beside those of others.
public enum HookLayout: String, Sendable, Equatable {
    /// As files in the usual folder. What stood in their place is kept in a folder there, and runs first.
    case files
    /// As files in a folder of ours, which comes in front of the one that `core.hooksPath` names. Each script
    /// there runs the one of the other folder first.
    case detour
    /// As `hook.*` entries of the configuration, for a Git that knows them; files of others stay where they are.
    case configuration

    /// The layout for a repository; nil where somebody has switched hooks off.
    ///
    /// - Parameters:
    ///   - settings: what Git says.
    ///   - ownFolder: the folder of ours, whose entry does not count.
    ///   - isUsual: whether a value of `core.hooksPath` means the usual folder.
    ///   - isUsualElsewhere: whether the usual folder is a symbolic link, say to one with tracked files.
    public static func choose(
        _ settings: HookSettings, ownFolder: String, isUsual: (String) -> Bool, isUsualElsewhere: Bool
    ) -> HookLayout? {
        let path = settings.paths.last { $0.value != ownFolder }?.value
        if path == "/dev/null" { return nil }
        if settings.knowsConfiguredHooks { return .configuration }
        guard let path, !isUsual(path) else { return isUsualElsewhere ? .detour : .files }
        return .detour
    }
}
