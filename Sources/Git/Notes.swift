extension Repository {
    /// The note on an object at a notes reference such as `refs/notes/commits`; `nil` when there is none.
    ///
    /// Finds it flat or under any fan-out that Git wrote.
    public func note(at reference: String, for id: ObjectID) throws(GitError) -> String? {
        guard let tip = try self.reference(reference) else { return nil }
        return try note(in: tip, for: id)
    }

    /// The note on an object as one commit of a notes reference has it; `nil` when there is none.
    public func note(in commit: ObjectID, for id: ObjectID) throws(GitError) -> String? {
        guard let entry = try notePath(of: id, in: commit).last else { return nil }
        return String(decoding: try blob(entry.id), as: UTF8.self)
    }

    /// Writes notes in one commit on a notes reference and returns its tip.
    ///
    /// New notes go under a fan-out of two levels (`ab/cd/…`), which stays quick with many thousands; a note
    /// that Git filed elsewhere is replaced, all others are kept where they are. Nothing is committed when
    /// nothing changes. A text of `nil` takes the note away. Throws `modified` when someone else moved the reference meanwhile: try again.
    @discardableResult
    public func writeNotes(
        at reference: String, _ notes: [ObjectID: String?], author: Signature, message: String
    ) throws(GitError) -> ObjectID {
        let tip = try self.reference(reference)
        var changes: [TreeChange] = []
        for (id, text) in notes {
            if let tip, let old = try notePath(of: id, in: tip).path { changes.append(.remove(path: old)) }
            guard let text else { continue }
            changes.append(
                .upsert(path: Self.notePath(for: id), id: try writeBlob(Array(text.utf8)), mode: .file))
        }
        let oldTree = try tip.map { tip throws(GitError) in try commit(tip).tree }
        let newTree = try updateTree(oldTree, changes: changes)
        if let tip, newTree == oldTree { return tip }
        let new = try writeCommit(
            tree: newTree, parents: tip.map { [$0] } ?? [], author: author, committer: author,
            message: message)
        try updateReference(
            reference, to: new, expecting: tip.map { .mustMatch($0) } ?? .mustNotExist,
            logMessage: "notes: \(message)")
        return new
    }

    private static func notePath(for id: ObjectID) -> String {
        let hex = id.hex
        return "\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))/\(hex.dropFirst(4))"
    }

    /// The entries on the way to a note; empty when there is none. Git names each level by two digits more.
    private func notePath(of id: ObjectID, in root: ObjectID) throws(GitError) -> [TreeEntry] {
        var way: [TreeEntry] = []
        var folder = root
        var rest = Substring(id.hex)
        while !rest.isEmpty {
            if let note = try entry(at: String(rest), in: folder), note.mode != .tree { return way + [note] }
            guard let next = try entry(at: String(rest.prefix(2)), in: folder), next.mode == .tree else {
                break
            }
            way.append(next)
            folder = next.id
            rest = rest.dropFirst(2)
        }
        return []
    }
}

extension [TreeEntry] {
    fileprivate var path: String? { isEmpty ? nil : map(\.name).joined(separator: "/") }
}
