import CLibgit2

extension Repository {
    /// Writes the tree that a patch of Git's own makes of another, binary files included.
    ///
    /// Hunks must stand exactly where they say. Throws `conflict` for a patch that does not apply, and
    /// `corrupt` for a text that is none.
    public func applyPatch(_ patch: [UInt8], to tree: ObjectID) throws(GitError) -> ObjectID {
        let difference = try difference(of: patch)
        let before = try treeHandle(tree)
        let index = try apply(difference, to: before)
        var id = git_oid()
        let raw = index.pointer
        try againWhenFolderVanishes { () throws(GitError) in
            _ = try check(git_index_write_tree_to(&id, raw, pointer))
        }
        return ObjectID(id)
    }

    private func difference(of patch: [UInt8]) throws(GitError) -> Handle<Owned.Difference> {
        do throws(GitError) {
            return try Handle { made in
                patch.withUnsafeBytes { git_diff_from_buffer(made, $0.baseAddress, $0.count) }
            }
        } catch {
            throw error.with(kind: .corrupt)
        }
    }

    private func apply(
        _ difference: borrowing Handle<Owned.Difference>, to tree: borrowing Handle<Owned.Tree>
    ) throws(GitError) -> Handle<Owned.Index> {
        let (change, before) = (difference.pointer, tree.pointer)
        do throws(GitError) {
            return try Handle { git_apply_to_tree($0, pointer, before, change, nil) }
        } catch {
            throw error.code == GIT_EAPPLYFAIL.rawValue ? error.with(kind: .conflict) : error
        }
    }
}
