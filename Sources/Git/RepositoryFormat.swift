import CLibgit2

/// Which on-disk formats this module reads: the rule of Git's `repositoryformatversion` and `extensions.*`.
enum RepositoryFormat {
    /// Extensions that change nothing libgit2 relies on, or whose value decides (``checkValues(of:)``).
    ///
    /// `worktreeconfig` adds a file that ``Configuration`` reads; `partialclone` means missing objects,
    /// which are reported as not found; `preciousobjects` forbids pruning, which is never done here.
    private static let admitted: [StaticString] = [
        "worktreeconfig", "partialclone", "preciousobjects", "objectformat", "refstorage",
    ]

    /// The only value under which an admitted extension can be read.
    private static let readableValues = ["extensions.objectformat": "sha1", "extensions.refstorage": "files"]

    static func admitExtensions() {
        var names = admitted.map { name -> UnsafePointer<CChar>? in
            UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        }
        autowrk_git_set_extensions(&names, names.count)
    }

    /// Refuses what libgit2 would open and then misread.
    static func checkValues(of repository: OpaquePointer) throws(GitError) {
        let config = try Handle<Owned.ConfigurationFile> { git_repository_config_snapshot($0, repository) }
        for entry in try ConfigurationEntry.all(in: config.pointer) where entry.isLocal {
            guard let readable = readableValues[entry.name], entry.value != readable else { continue }
            let name = entry.name.dropFirst("extensions.".count)
            throw GitError(
                .unsupportedRepository,
                "repository uses the extension '\(name)' (\(entry.value)), which is not supported")
        }
    }

    /// Says in our words what libgit2 refused to open.
    static func explain(_ error: GitError, opening path: String) -> GitError {
        let unknownExtension = "unsupported extension name extensions."
        if error.message.hasPrefix(unknownExtension) {
            let name = error.message.dropFirst(unknownExtension.count)
            return GitError(
                .unsupportedRepository, "repository uses the extension '\(name)', which is not supported",
                code: error.code)
        }
        if error.message.hasPrefix("unsupported repository version") {
            return error.with(kind: .unsupportedRepository)
        }
        if error.kind == .notFound {
            return GitError(.notARepository, "'\(path)' is not in a git repository", code: error.code)
        }
        return error
    }
}
