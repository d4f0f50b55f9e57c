import Git

/// Looks whether all that is in folders is there, each folder once: those of one run after another share
/// most of what they have.
struct FolderCheck {
    private var seen: Set<ObjectID> = []
    /// Whether files may be missing, because the clone fetches them when they are asked for.
    private let isPartial: Bool

    init(in repository: borrowing Repository) throws(GitError) {
        let configuration = try repository.configuration()
        isPartial =
            configuration.string("extensions.partialclone") != nil
            || configuration.remotes.contains { configuration.bool("remote.\($0).promisor") == true }
    }

    /// What is missing below `tree`, which is at `path`, and was not looked for before. A submodule's commit
    /// is never there.
    mutating func missing(
        below tree: ObjectID, at path: String, in repository: borrowing Repository
    ) -> [String] {
        var missing: [String] = []
        // No recursion: nobody bounds the depth of a tree that came from elsewhere.
        var pending = [(tree: tree, path: path)]
        while let folder = pending.popLast() {
            guard seen.insert(folder.tree).inserted else { continue }
            guard let entries = try? repository.tree(folder.tree) else {
                missing.append(folder.path)
                continue
            }
            for entry in entries {
                let path = "\(folder.path)/\(entry.name)"
                switch entry.mode {
                case .submodule: break
                case .tree: pending.append((entry.id, path))
                case .file, .executable, .symbolicLink:
                    if !isPartial, !repository.contains(entry.id) { missing.append(path) }
                }
            }
        }
        return missing
    }
}
