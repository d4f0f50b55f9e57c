import CLibgit2

/// One step from a tree to the next.
public enum TreeChange: Sendable, Hashable {
    /// Puts an object at a path, whatever stood there or at a folder above it.
    case upsert(path: String, id: ObjectID, mode: FileMode)
    /// Takes a path away, a folder with all that is in it; no error when nothing is there.
    case remove(path: String)

    fileprivate var path: String {
        switch self {
        case .upsert(let path, _, _), .remove(let path): path
        }
    }
}

extension Repository {
    /// Writes the tree that differs from `base` (`nil`: the empty tree) by the given changes.
    ///
    /// Only the folders on the way are read and written. A folder that becomes empty disappears, as in Git's
    /// own index (`git_tree_create_updated` would leave an empty tree behind). Removals come before
    /// insertions. Throws `invalidName` for an empty, absolute or `.git` path.
    public func updateTree(_ base: ObjectID?, changes: [TreeChange]) throws(GitError) -> ObjectID {
        var root = FolderChanges()
        for case .remove(let path) in changes { root.add(.remove, at: try Self.components(of: path)) }
        for case .upsert(let path, let id, let mode) in changes {
            root.add(.put(id, mode), at: try Self.components(of: path))
        }
        if let written = try write(root, over: base) { return written }
        return try writeObject(.tree, [])
    }

    private static func components(of path: String) throws(GitError) -> ArraySlice<Substring> {
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        guard components.allSatisfy({ !$0.isEmpty }) else {
            throw GitError(.invalidName, "invalid path '\(path)' in a tree")
        }
        return components[...]
    }

    /// `nil` when nothing is left in the folder.
    private func write(_ changes: FolderChanges, over base: ObjectID?) throws(GitError) -> ObjectID? {
        let builder: Handle<Owned.TreeBuilder>
        if let base {
            let tree = try treeHandle(base)
            builder = try Handle { git_treebuilder_new($0, pointer, tree.pointer) }
        } else {
            builder = try Handle { git_treebuilder_new($0, pointer, nil) }
        }
        for (name, change) in changes.entries {
            try apply(change, to: name, in: builder.pointer)
        }
        guard git_treebuilder_entrycount(builder.pointer) > 0 else { return nil }
        var id = git_oid()
        let raw = builder.pointer
        try againWhenFolderVanishes { () throws(GitError) in
            _ = try check(git_treebuilder_write(&id, raw))
        }
        return ObjectID(id)
    }

    private func apply(
        _ change: EntryChange, to name: String, in builder: OpaquePointer
    ) throws(GitError) {
        let existing = TreeEntry(git_treebuilder_get(builder, name))
        switch change {
        case .remove:
            if existing != nil { try check(git_treebuilder_remove(builder, name)) }
        case .put(let id, let mode):
            var raw = id.raw
            try check(git_treebuilder_insert(nil, builder, name, &raw, mode.raw))
        case .folder(let changes, let replacesFile):
            let folder = existing.flatMap { $0.mode == .tree && !replacesFile ? $0.id : nil }
            if existing != nil, folder == nil, !changes.putsSomething { return }
            if let written = try write(changes, over: folder) {
                var raw = written.raw
                try check(git_treebuilder_insert(nil, builder, name, &raw, FileMode.tree.raw))
            } else if existing != nil {
                try check(git_treebuilder_remove(builder, name))
            }
        }
    }
}

/// What happens to one name in a folder.
private indirect enum EntryChange {
    case remove
    case put(ObjectID, FileMode)
    /// `replaces`: what stood at the name goes first.
    case folder(FolderChanges, replaces: Bool)
}

/// The changes below one folder, by name.
private struct FolderChanges {
    var entries: [String: EntryChange] = [:]

    var putsSomething: Bool {
        entries.values.contains { change in
            switch change {
            case .remove: false
            case .put: true
            case .folder(let changes, _): changes.putsSomething
            }
        }
    }

    mutating func add(_ change: EntryChange, at path: ArraySlice<Substring>) {
        guard let name = path.first.map(String.init) else { return }
        let below = path.dropFirst()
        if below.isEmpty {
            entries[name] = change
            return
        }
        var folder: (changes: FolderChanges, replaces: Bool)
        switch entries[name] {
        case .folder(let changes, let replaces): folder = (changes, replaces)
        case .remove, .put: folder = (FolderChanges(), true)
        case nil: folder = (FolderChanges(), false)
        }
        folder.changes.add(change, at: below)
        entries[name] = .folder(folder.changes, replaces: folder.replaces)
    }
}
