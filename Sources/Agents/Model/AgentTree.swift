import Git

/// The files that the coding agent works on: a tree in the object database, which each change replaces by
/// another one. There is no checkout.
struct AgentTree: Sendable {
    /// What the files are now.
    private(set) var tree: ObjectID
    /// What they were when the work began.
    let base: ObjectID
    /// What may be looked at and changed.
    let policy: AgentPolicy

    init(tree: ObjectID, base: ObjectID, policy: AgentPolicy) {
        (self.tree, self.base, self.policy) = (tree, base, policy)
    }

    /// A file's content.
    ///
    /// - Throws: for a path that leaves the tree, a folder, or nothing at all, then with the nearest names.
    func read(_ path: String, in repository: borrowing Repository) throws(ToolError) -> [UInt8] {
        guard let file = try file(path, in: repository) else {
            throw missing(path, in: repository)
        }
        guard file.mode != .symbolicLink else {
            throw ToolError(
                "'\(path)' is a symbolic link", quoting: String(decoding: file.bytes, as: UTF8.self))
        }
        return file.bytes
    }

    /// Whether something is at a path.
    func exists(_ path: String, in repository: borrowing Repository) throws(ToolError) -> Bool {
        try file(path, in: repository) != nil
    }

    /// Replaces a file's content, or makes the file.
    mutating func write(
        _ bytes: [UInt8], to path: String, in repository: borrowing Repository
    ) throws(ToolError) {
        guard bytes.count <= policy.largestFile else {
            throw ToolError(
                "'\(path)' would have \(bytes.count) bytes; at most \(policy.largestFile) may be written")
        }
        let mode = try file(path, in: repository)?.mode ?? .file
        guard mode != .symbolicLink else {
            throw ToolError("'\(path)' is a symbolic link; delete it to put a file there")
        }
        try put(.init(bytes: bytes, mode: mode), at: path, in: repository)
    }

    /// Takes a file away.
    mutating func remove(_ path: String, in repository: borrowing Repository) throws(ToolError) {
        guard try file(path, in: repository) != nil else { throw missing(path, in: repository) }
        try put(nil, at: path, in: repository)
    }

    /// Gives a file another path.
    mutating func move(
        _ old: String, to new: String, in repository: borrowing Repository
    ) throws(ToolError) {
        guard let file = try file(old, in: repository) else { throw missing(old, in: repository) }
        guard try self.file(new, in: repository) == nil else { throw ToolError("'\(new)' exists already") }
        try put(file, at: new, in: repository)
        try put(nil, at: old, in: repository)
    }

    /// Every file with its object, in the order of their paths, as long as `body` wants more.
    ///
    /// - Parameter folder: without a slash at its end; empty for all of the tree.
    func forEachFile(
        under folder: String = "", in repository: borrowing Repository,
        _ body: (_ path: String, _ entry: TreeEntry) throws -> Bool
    ) throws(ToolError) {
        do {
            var start = tree
            if !folder.isEmpty {
                try PatchPath.check(folder)
                try checkIsReadable(folder)
                guard let entry = try repository.entry(at: folder, in: tree) else {
                    throw ToolError("there is no folder '\(folder)'")
                }
                guard entry.mode == .tree else {
                    _ = try body(folder, entry)
                    return
                }
                start = entry.id
            }
            _ = try walk(start, folder.isEmpty ? "" : folder + "/", PatchPath.deepest, repository, body)
        } catch { throw ToolError(error) }
    }

    private func walk(
        _ tree: ObjectID, _ prefix: String, _ depth: Int, _ repository: borrowing Repository,
        _ body: (_ path: String, _ entry: TreeEntry) throws -> Bool
    ) throws -> Bool {
        // Nobody has folders like these but to make programs fail.
        guard depth > 0 else { return true }
        for entry in try repository.tree(tree) {
            let path = prefix + entry.name
            if entry.mode == .tree {
                guard try walk(entry.id, path + "/", depth - 1, repository, body) else { return false }
            } else if policy.mayRead(path) {
                guard try body(path, entry) else { return false }
            }
        }
        return true
    }

    private func file(_ path: String, in repository: borrowing Repository) throws(ToolError) -> PatchedTree
        .File?
    {
        do {
            try PatchPath.check(path)
            try checkIsReadable(path)
            if let entry = try repository.entry(at: path, in: tree), entry.mode != .tree,
                entry.mode != .submodule
            {
                let size = try repository.size(of: entry.id)
                guard size <= Self.largestFile else {
                    throw ToolError("'\(path)' is too large to be worked on: \(size >> 20) MB")
                }
            }
            return try PatchedTree(tree).file(path, in: repository)
        } catch { throw ToolError(error) }
    }

    /// In bytes, of a file that is looked at.
    private static let largestFile = 8 << 20

    private func checkIsReadable(_ path: String) throws(ToolError) {
        guard policy.mayRead(path) else { throw ToolError("'\(path)' may not be looked at") }
    }

    private mutating func put(
        _ file: PatchedTree.File?, at path: String, in repository: borrowing Repository
    ) throws(ToolError) {
        guard policy.mayChange(path) else {
            throw ToolError("'\(path)' may not be changed: \(policy.reason(toProtect: path))")
        }
        do {
            try PatchPath.check(path)
            var patched = PatchedTree(tree)
            _ = try patched.file(path, in: repository)
            try patched.put(file, at: path)
            tree = try patched.write(in: repository)
        } catch { throw ToolError(error) }
    }

    /// What to say of a path where nothing is.
    private func missing(_ path: String, in repository: borrowing Repository) -> ToolError {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        var similar: [String] = []
        try? forEachFile(in: repository) { candidate, _ in
            if candidate.split(separator: "/").last?.lowercased() == name { similar.append(candidate) }
            return similar.count < 5
        }
        let message = "there is no file '\(path)'"
        return similar.isEmpty
            ? ToolError(message) : ToolError(message + "; there is", quoting: similar.joined(separator: "\n"))
    }
}
