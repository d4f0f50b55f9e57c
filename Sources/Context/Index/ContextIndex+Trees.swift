import Git
import SQLite

extension ContextIndex {
    /// Trees that are kept; others are found out by difference when they are wanted again.
    private static let keptTrees: Int64 = 8
    /// Contents that no kept tree has, as a multiple of those that one has, beyond which everything is read anew.
    private static let toleratedWaste = 4
    /// Intakes beyond which the same happens: a term's list lies in as many pieces.
    private static let toleratedIntakes = 200

    /// The files of a tree, which are read as far as they are not known.
    ///
    /// Everything happens in one transaction: a process that dies in between leaves what was there before.
    borrowing func files(
        of tree: ObjectID, in repository: borrowing Repository
    ) throws(ContextError) -> TreeFiles {
        do throws(DatabaseError) {
            if let known = try storedFiles(of: tree) { return known }
            try database.execute("BEGIN IMMEDIATE")
        } catch { throw .index(error) }
        do throws(ContextError) {
            let files = try takeIn(tree, from: repository)
            do throws(DatabaseError) { try database.execute("COMMIT") } catch { throw .index(error) }
            return files
        } catch {
            database.rollBack()
            throw error
        }
    }

    private borrowing func takeIn(
        _ tree: ObjectID, from repository: borrowing Repository
    ) throws(ContextError) -> TreeFiles {
        do throws(DatabaseError) {
            // While it waited for its turn, another process may have done it.
            if let known = try storedFiles(of: tree) { return known }
            if try isWasteful() { try empty() }
        } catch { throw .index(error) }
        let files = try update(toward: tree, in: repository)
        do throws(DatabaseError) { try store(files, of: tree) } catch { throw .index(error) }
        return files
    }

    /// Begins at the tree that was wanted last, and goes on with what differs.
    private borrowing func update(
        toward tree: ObjectID, in repository: borrowing Repository
    ) throws(ContextError) -> TreeFiles {
        var neighbour: (id: ObjectID, files: TreeFiles)?
        do throws(DatabaseError) { neighbour = try newestTree() } catch { throw .index(error) }
        if let found = neighbour, !repository.contains(found.id) { neighbour = nil }
        let changes: [FileChange]
        do throws(GitError) {
            changes = try repository.changes(from: neighbour?.id, to: tree)
        } catch { throw .git(error) }
        var files: [String: TreeFile] = [:]
        for file in neighbour?.files.files ?? [] { files[file.path] = file }
        var intake: Intake
        do throws(DatabaseError) { intake = try Intake.begin(into: self) } catch { throw .index(error) }
        for change in changes {
            if let old = change.old { files[old.path] = nil }
            guard let new = change.new else { continue }
            let fileClass = FileClass(path: new.path)
            var file = TreeFile(path: new.path, kind: fileClass.kind, blob: 0)
            switch new.mode {
            case .file, .executable:
                if fileClass.kind.isRead {
                    file.blob = try intake.number(of: new.id, as: fileClass, from: repository, into: self)
                }
            case .symbolicLink: file.kind = .opaque
            case .submodule, .tree: continue
            }
            files[new.path] = file
        }
        do throws(DatabaseError) { try intake.flush(into: self) } catch { throw .index(error) }
        return TreeFiles(files: files.values.sorted { $0.path < $1.path })
    }

    private borrowing func storedFiles(of tree: ObjectID) throws(DatabaseError) -> TreeFiles? {
        let query = try database.prepare("SELECT files FROM tree WHERE id = ?1")
        try query.bind(1, tree)
        return try query.step() ? query.withBytes(0) { TreeFiles(packed: $0) } : nil
    }

    private borrowing func newestTree() throws(DatabaseError) -> (id: ObjectID, files: TreeFiles)? {
        let query = try database.prepare("SELECT id, files FROM tree ORDER BY used DESC LIMIT 1")
        guard try query.step(), let id = query.objectID(0) else { return nil }
        return (id, query.withBytes(1) { TreeFiles(packed: $0) })
    }

    private borrowing func store(_ files: TreeFiles, of tree: ObjectID) throws(DatabaseError) {
        let use = try nextUse()
        let insertion = try database.prepare("INSERT OR REPLACE INTO tree VALUES (?1, ?2, ?3)")
        try insertion.bind(1, tree)
        try insertion.bind(2, use)
        try insertion.bind(3, blob: files.packed)
        try insertion.run()
        let deletion = try database.prepare(
            "DELETE FROM tree WHERE id NOT IN (SELECT id FROM tree ORDER BY used DESC LIMIT ?1)")
        try deletion.bind(1, Self.keptTrees)
        try deletion.run()
    }

    /// Whether most of what the index has belongs to no tree that is kept.
    private borrowing func isWasteful() throws(DatabaseError) -> Bool {
        guard let newest = try newestTree() else { return false }
        let query = try database.prepare(
            "SELECT (SELECT count(*) FROM blob), ifnull((SELECT value FROM meta WHERE key = 'intake'), 0)")
        guard try query.step() else { return false }
        let live = max(newest.files.files.count, 100)
        return query.integer(0) > live * Self.toleratedWaste || query.integer(1) > Self.toleratedIntakes
    }
}
