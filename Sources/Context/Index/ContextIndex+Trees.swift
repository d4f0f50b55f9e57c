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
    /// Everything happens in one transaction: a process that dies in between leaves what was there before. A tree
    /// of which contents are missing is not kept: they may come later.
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
        var newest: (id: ObjectID, files: TreeFiles)?
        do throws(DatabaseError) {
            // While it waited for its turn, another process may have done it.
            if let known = try storedFiles(of: tree) { return known }
            newest = try newestTree()
            if let found = newest, try isWasteful(beside: found.files) {
                try empty()
                newest = nil
            }
        } catch { throw .index(error) }
        let (files, isComplete) = try read(tree, beside: newest, in: repository)
        do throws(DatabaseError) {
            if isComplete { try store(files, of: tree) }
        } catch { throw .index(error) }
        return files
    }

    /// Begins at the tree that was taken in last, and goes on with what differs.
    private borrowing func read(
        _ tree: ObjectID, beside newest: (id: ObjectID, files: TreeFiles)?,
        in repository: borrowing Repository
    ) throws(ContextError) -> (files: TreeFiles, isComplete: Bool) {
        let neighbour = newest.flatMap { repository.contains($0.id) ? $0 : nil }
        let changes: [FileChange]
        do throws(GitError) {
            changes = try repository.changes(from: neighbour?.id, to: tree)
        } catch { throw .git(error) }
        var files: [String: TreeFile] = [:]
        for file in neighbour?.files.files ?? [] { files[file.path] = file }
        let generation: Int64
        do throws(DatabaseError) { generation = try self.generation() } catch { throw .index(error) }
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
        let sorted = files.values.sorted { $0.path < $1.path }
        return (TreeFiles(files: sorted, generation: generation), !intake.isIncomplete)
    }

    private borrowing func storedFiles(of tree: ObjectID) throws(DatabaseError) -> TreeFiles? {
        // One statement: the files are those of that generation.
        let query = try database.prepare(
            "SELECT files, \(IndexSchema.generation) FROM tree WHERE id = ?1")
        try query.bind(1, tree)
        guard try query.step() else { return nil }
        let generation = query.integer(1)
        return query.withBytes(0) { TreeFiles(packed: $0, generation: generation) }
    }

    /// Within a transaction.
    private borrowing func newestTree() throws(DatabaseError) -> (id: ObjectID, files: TreeFiles)? {
        let query = try database.prepare(
            "SELECT id, files, \(IndexSchema.generation) FROM tree ORDER BY turn DESC LIMIT 1")
        guard try query.step(), let id = query.objectID(0) else { return nil }
        let generation = query.integer(2)
        return (id, query.withBytes(1) { TreeFiles(packed: $0, generation: generation) })
    }

    private borrowing func store(_ files: TreeFiles, of tree: ObjectID) throws(DatabaseError) {
        let turn = try nextTurn()
        let insertion = try database.prepare("INSERT OR REPLACE INTO tree VALUES (?1, ?2, ?3)")
        try insertion.bind(1, tree)
        try insertion.bind(2, turn)
        try insertion.bind(3, blob: files.packed)
        try insertion.run()
        let deletion = try database.prepare(
            "DELETE FROM tree WHERE id NOT IN (SELECT id FROM tree ORDER BY turn DESC LIMIT ?1)")
        try deletion.bind(1, Self.keptTrees)
        try deletion.run()
    }

    /// Whether most of what the index has belongs to no tree that is kept.
    private borrowing func isWasteful(beside newest: TreeFiles) throws(DatabaseError) -> Bool {
        let query = try database.prepare(
            "SELECT (SELECT count(*) FROM blob), ifnull((SELECT value FROM meta WHERE key = 'intake'), 0)")
        guard try query.step() else { return false }
        let live = max(newest.files.count, 100)
        return query.integer(0) > live * Self.toleratedWaste || query.integer(1) > Self.toleratedIntakes
    }
}
