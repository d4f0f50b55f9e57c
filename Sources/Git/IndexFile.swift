import CLibgit2

/// An index that was read from its file (gitformat-index(5)), without the repository it belongs to.
public struct IndexFile: ~Copyable {
    private let handle: Handle<Owned.Index>

    /// Reads the file; one that is missing is an index without entries.
    ///
    /// Throws for what libgit2 can't read: a split or a sparse index, or a damaged one.
    public init(reading path: String) throws(GitError) {
        _ = Library.started
        handle = try Handle { git_index_open($0, path) }
    }

    /// Whether Git would take a file for unchanged without looking at it, as somebody has told it to
    /// (`assume-unchanged` and `skip-worktree` in git-update-index(1)).
    public var hidesChanges: Bool {
        let flags = UInt32(GIT_INDEX_ENTRY_VALID.rawValue)
        let extended = UInt32(GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue)
        return (0..<git_index_entrycount(handle.pointer)).contains { position in
            guard let entry = git_index_get_byindex(handle.pointer, position)?.pointee else { return false }
            return UInt32(entry.flags) & flags != 0 || UInt32(entry.flags_extended) & extended != 0
        }
    }

    /// The paths that stand for commits of other repositories.
    public var submodules: [String] {
        (0..<git_index_entrycount(handle.pointer)).compactMap { position in
            guard let entry = git_index_get_byindex(handle.pointer, position)?.pointee,
                FileMode(entry.mode) == .submodule
            else { return nil }
            return String(cString: entry.path)
        }
    }

    /// Writes the tree of its entries, whose objects the repository must have; `conflict` when a merge is
    /// unfinished.
    public borrowing func writeTree(in repository: borrowing Repository) throws(GitError) -> ObjectID {
        var id = git_oid()
        let (index, target) = (handle.pointer, repository.pointer)
        try repository.againWhenFolderVanishes { () throws(GitError) in
            _ = try check(git_index_write_tree_to(&id, index, target))
        }
        return ObjectID(id)
    }
}
