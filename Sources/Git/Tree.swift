import CLibgit2

/// How an entry of a tree is to be understood: the modes that Git writes.
public enum FileMode: UInt32, Sendable {
    /// A folder.
    case tree = 0o040000
    /// An ordinary file.
    case file = 0o100644
    /// A file that may be run.
    case executable = 0o100755
    /// A symbolic link; the blob holds its target.
    case symbolicLink = 0o120000
    /// A commit of another repository.
    case submodule = 0o160000

    /// Modes of old Git versions (0100664) count as ``file``, which is how libgit2 reports them too.
    init(_ raw: UInt32) { self = FileMode(rawValue: raw) ?? .file }

    var raw: git_filemode_t { git_filemode_t(rawValue) }
}

/// One name in a tree.
public struct TreeEntry: Sendable, Hashable {
    /// A single path component, decoded as UTF-8.
    public var name: String
    /// The object it stands for.
    public var id: ObjectID
    /// What kind of entry it is.
    public var mode: FileMode

    /// An entry to be written; the name must be one path component.
    public init(name: String, id: ObjectID, mode: FileMode) {
        self.name = name
        self.id = id
        self.mode = mode
    }

    init?(_ entry: OpaquePointer?) {
        guard let entry, let name = git_tree_entry_name(entry) else { return nil }
        self.init(
            name: String(cString: name), id: ObjectID(git_tree_entry_id(entry)),
            mode: FileMode(UInt32(git_tree_entry_filemode(entry).rawValue)))
    }
}

extension Repository {
    /// The entries of one tree in Git's order; a commit or tag that leads to a tree will do as well.
    public func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
        let tree = try treeHandle(id)
        return (0..<git_tree_entrycount(tree.pointer)).compactMap { index in
            TreeEntry(git_tree_entry_byindex(tree.pointer, index))
        }
    }

    /// Writes one tree. Its objects must exist; names are checked as `git mktree` and fsck do.
    public func writeTree(_ entries: [TreeEntry]) throws(GitError) -> ObjectID {
        let builder = try Handle<Owned.TreeBuilder> { git_treebuilder_new($0, pointer, nil) }
        for entry in entries {
            var raw = entry.id.raw
            try check(git_treebuilder_insert(nil, builder.pointer, entry.name, &raw, entry.mode.raw))
        }
        var id = git_oid()
        let raw = builder.pointer
        try againWhenFolderVanishes { () throws(GitError) in
            _ = try check(git_treebuilder_write(&id, raw))
        }
        return ObjectID(id)
    }

    /// What stands at a path such as `Sources/main.swift`; `nil` when nothing does.
    public func entry(at path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
        let tree = try treeHandle(tree)
        var entry: OpaquePointer?
        let code = git_tree_entry_bypath(&entry, tree.pointer, path)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try check(code)
        defer { git_tree_entry_free(entry) }
        return TreeEntry(entry)
    }

    /// Opens the tree that `id` is or leads to; `nil` is the empty tree.
    func treeHandle(_ id: ObjectID?) throws(GitError) -> Handle<Owned.Tree> {
        try Handle(tree: id, in: pointer)
    }
}

extension Handle<Owned.Tree> {
    init(tree id: ObjectID?, in repository: OpaquePointer) throws(GitError) {
        var raw = (id ?? .emptyTree).raw
        let object = try Handle<Owned.Object> { git_object_lookup($0, repository, &raw, GIT_OBJECT_ANY) }
        try self.init { git_object_peel($0, object.pointer, GIT_OBJECT_TREE) }
    }
}
