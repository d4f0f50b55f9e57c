import CLibgit2

/// What came of a merge.
public enum MergeOutcome: Sendable, Hashable {
    /// The merged tree, written.
    case clean(ObjectID)
    /// The paths that a person has to decide about; nothing was written.
    case conflicts([MergeConflict])
}

/// A path on which both sides disagree.
public struct MergeConflict: Sendable, Hashable {
    /// From the top of the tree.
    public let path: String
    /// The blob of the common ancestor; `nil` when the file is new on both sides.
    public let ancestor: ObjectID?
    /// Our blob; `nil` when we deleted or renamed it.
    public let ours: ObjectID?
    /// Their blob; `nil` when they deleted or renamed it.
    public let theirs: ObjectID?
}

extension Repository {
    /// Merges two commits on objects alone: no checkout, index or reference is touched.
    ///
    /// Ancestors are found as `git merge` does, renames included; unrelated histories merge from nothing.
    public func mergeCommits(ours: ObjectID, theirs: ObjectID) throws(GitError) -> MergeOutcome {
        let ourCommit = try commitHandle(ours)
        let theirCommit = try commitHandle(theirs)
        return try outcome(
            Handle { git_merge_commits($0, pointer, ourCommit.pointer, theirCommit.pointer, nil) })
    }

    /// The paths on which both sides disagree, as ``mergeCommits(ours:theirs:)`` finds them; no tree is
    /// written, and of files only those that both sides have changed.
    public func conflicts(ours: ObjectID, theirs: ObjectID) throws(GitError) -> [MergeConflict] {
        let ourCommit = try commitHandle(ours)
        let theirCommit = try commitHandle(theirs)
        return try conflicts(
            in: Handle { git_merge_commits($0, pointer, ourCommit.pointer, theirCommit.pointer, nil) })
    }

    /// Merges two trees with a given ancestor (`nil`: the empty tree): a cherry-pick or a revert, by choice of it.
    public func mergeTrees(
        ancestor: ObjectID?, ours: ObjectID, theirs: ObjectID
    ) throws(GitError) -> MergeOutcome {
        let base = try treeHandle(ancestor)
        let ourTree = try treeHandle(ours)
        let theirTree = try treeHandle(theirs)
        return try outcome(
            Handle {
                git_merge_trees($0, pointer, base.pointer, ourTree.pointer, theirTree.pointer, nil)
            })
    }

    private func commitHandle(_ id: ObjectID) throws(GitError) -> Handle<Owned.Commit> {
        var raw = id.raw
        return try Handle { git_commit_lookup($0, pointer, &raw) }
    }

    private func outcome(_ index: consuming Handle<Owned.Index>) throws(GitError) -> MergeOutcome {
        guard git_index_has_conflicts(index.pointer) == 1 else {
            var tree = git_oid()
            try check(git_index_write_tree_to(&tree, index.pointer, pointer))
            return .clean(ObjectID(tree))
        }
        return .conflicts(try conflicts(in: index))
    }

    private func conflicts(
        in index: borrowing Handle<Owned.Index>
    ) throws(GitError) -> [MergeConflict] {
        let pointer = index.pointer
        let iterator = try Handle<Owned.ConflictIterator> {
            git_index_conflict_iterator_new($0, pointer)
        }
        var conflicts: [MergeConflict] = []
        while true {
            var ancestor: UnsafePointer<git_index_entry>?
            var ours: UnsafePointer<git_index_entry>?
            var theirs: UnsafePointer<git_index_entry>?
            let code = git_index_conflict_next(&ancestor, &ours, &theirs, iterator.pointer)
            if code == GIT_ITEROVER.rawValue { return conflicts }
            try check(code)
            guard let path = (ancestor ?? ours ?? theirs)?.pointee.path else { continue }
            conflicts.append(
                MergeConflict(
                    path: String(cString: path), ancestor: ancestor.map { ObjectID($0.pointee.id) },
                    ours: ours.map { ObjectID($0.pointee.id) }, theirs: theirs.map { ObjectID($0.pointee.id) }
                ))
        }
    }
}
