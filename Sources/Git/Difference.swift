import CLibgit2

/// A file that differs between two trees.
public struct FileChange: Sendable, Hashable {
    /// What happened to it.
    public enum Status: Sendable {
        /// Only in the new tree.
        case added
        /// Only in the old tree.
        case deleted
        /// Other content or mode.
        case modified
        /// Moved, with the same or similar content; only when renames were asked for.
        case renamed
        /// Turned from a file into a link, say.
        case typeChanged
    }

    /// One side of a change.
    public struct Side: Sendable, Hashable {
        /// From the top of the tree.
        public let path: String
        /// The blob, or the commit of a submodule.
        public let id: ObjectID
        /// Its mode on this side.
        public let mode: FileMode
    }

    /// What happened.
    public let status: Status
    /// `nil` when added.
    public let old: Side?
    /// `nil` when deleted.
    public let new: Side?

    /// Where the file is, or was when deleted.
    public var path: String { new?.path ?? old?.path ?? "" }
}

extension Repository {
    /// The files that differ between two trees or commits, in the order of their paths; `nil` is the empty tree.
    ///
    /// With `detectingRenames`, a deleted and an added file of at least 50 % equal content are one change.
    public func changes(
        from old: ObjectID?, to new: ObjectID?, detectingRenames: Bool = false
    ) throws(GitError) -> [FileChange] {
        let difference = try difference(from: old, to: new, GIT_DIFF_INCLUDE_TYPECHANGE)
        if detectingRenames {
            var options = git_diff_find_options()
            try check(git_diff_find_options_init(&options, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION)))
            options.flags = GIT_DIFF_FIND_RENAMES.rawValue
            try check(git_diff_find_similar(difference.pointer, &options))
        }
        return (0..<git_diff_num_deltas(difference.pointer)).compactMap { index in
            git_diff_get_delta(difference.pointer, index).flatMap { FileChange($0.pointee) }
        }
    }

    /// How many files differ between two trees or commits, a moved one counted twice.
    public func countChanges(from old: ObjectID?, to new: ObjectID?) throws(GitError) -> Int {
        let difference = try difference(from: old, to: new, GIT_DIFF_INCLUDE_TYPECHANGE)
        return git_diff_num_deltas(difference.pointer)
    }

    /// The same as text that `git apply` understands, except for binary files, which are only named.
    public func patch(from old: ObjectID?, to new: ObjectID?) throws(GitError) -> String {
        // Without type changes: `git apply` wants a file that turns into a link deleted and added.
        let difference = try difference(from: old, to: new, GIT_DIFF_NORMAL)
        var text = git_buf()
        try check(git_diff_to_buf(&text, difference.pointer, GIT_DIFF_FORMAT_PATCH))
        defer { git_buf_dispose(&text) }
        return String(decoding: UnsafeRawBufferPointer(start: text.ptr, count: text.size), as: UTF8.self)
    }

    private func difference(
        from old: ObjectID?, to new: ObjectID?, _ option: git_diff_option_t
    ) throws(GitError) -> Handle<Owned.Difference> {
        let oldTree = try treeHandle(old)
        let newTree = try treeHandle(new)
        var options = git_diff_options()
        try check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
        options.flags = option.rawValue
        return try Handle { git_diff_tree_to_tree($0, pointer, oldTree.pointer, newTree.pointer, &options) }
    }
}

extension FileChange {
    fileprivate init?(_ delta: git_diff_delta) {
        switch delta.status {
        case GIT_DELTA_ADDED: self.init(status: .added, old: nil, new: Side(delta.new_file))
        case GIT_DELTA_DELETED: self.init(status: .deleted, old: Side(delta.old_file), new: nil)
        case GIT_DELTA_MODIFIED:
            self.init(status: .modified, old: Side(delta.old_file), new: Side(delta.new_file))
        case GIT_DELTA_RENAMED:
            self.init(status: .renamed, old: Side(delta.old_file), new: Side(delta.new_file))
        case GIT_DELTA_TYPECHANGE:
            self.init(status: .typeChanged, old: Side(delta.old_file), new: Side(delta.new_file))
        default: return nil
        }
    }
}

extension FileChange.Side {
    fileprivate init(_ file: git_diff_file) {
        self.init(
            path: file.path.map { String(cString: $0) } ?? "", id: ObjectID(file.id),
            mode: FileMode(UInt32(file.mode)))
    }
}
