import Platform

/// The folders and files of one repository that have to do with hooks; all worktrees share them.
struct HookPlaces: Sendable, Equatable {
    /// `.git`, or the bare repository: absolute, without symbolic links.
    let common: String

    init(common: String) throws(HookError) {
        do { self.common = try Files.realPath(common) } catch { throw .system(error) }
    }

    /// Where Git looks for hooks unless `core.hooksPath` says otherwise.
    var usual: String { common + "/hooks" }
    /// Where hooks of others are kept that stood in the place of ours: as deep as the usual folder, because many a
    /// script finds its project by `$0/../..`.
    var kept: String { usual + ".autowrk" }
    /// A folder of ours, for scripts that do not stand in the usual one.
    var own: String { common + "/autowrk/hooks" }
    /// What leads Git to the folder of ours; the repository's configuration includes it.
    var included: String { common + "/autowrk/hooks.config" }
    /// The repository's configuration.
    var configuration: String { common + "/config" }

    /// Whether a value of `core.hooksPath` means the usual folder.
    ///
    /// - Parameter folder: where a relative one starts.
    func isUsual(_ path: String, from folder: String) -> Bool {
        let absolute = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        return absolute == usual || (try? Files.realPath(absolute)) == usual
    }
}
