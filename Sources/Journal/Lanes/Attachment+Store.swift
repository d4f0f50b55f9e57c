import Git

extension Attachment {
    /// Sees to it that the content is in the object database.
    ///
    /// - Returns: the object, and the mode that stands beside it in the commit's tree.
    func store(in repository: borrowing Repository) throws(JournalError) -> (id: ObjectID, mode: FileMode) {
        if case .object(let id) = content, id != .emptyTree { return (id, try mode(of: id, in: repository)) }
        do {
            switch content {
            case .bytes(let bytes): return (try repository.writeBlob(bytes), .file)
            case .file(let path): return (try repository.writeBlob(fromFile: path), .file)
            // Git knows the empty tree without its being stored, but `git fsck` misses it.
            case .object: return (try repository.writeTree([]), .tree)
            }
        } catch { throw .git(error) }
    }

    /// Of a tree only the tree itself is looked for, as `git commit-tree` does: a partial clone may lack what
    /// is below, and a submodule's commit is in another repository.
    private func mode(of id: ObjectID, in repository: borrowing Repository) throws(JournalError) -> FileMode {
        let kind: ObjectKind
        do { kind = try repository.kind(of: id) } catch {
            throw refused(error.kind == .notFound ? "there is no object '\(id)'" : error.message)
        }
        switch kind {
        case .blob: return .file
        case .tree: return .tree
        case .commit, .tag: throw refused("object '\(id)' is a \(kind), neither a file nor a folder")
        }
    }

    private func refused(_ reason: String) -> JournalError {
        .invalid(field: "attachment", reason: "'\(name)': \(reason)")
    }
}
