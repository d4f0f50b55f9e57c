import Git
import Journal

/// What a step has changed in the run's tree, as its event carries it: the files that are new or different
/// in a folder, and the paths that are gone.
///
/// Enough to make the tree in a clone that has the tree before it, without any other reference than the
/// journal's.
struct TreeOverlay: Sendable {
    /// The names among an event's attachments: of the folder, and of the list of paths that are gone, each
    /// ended by NUL.
    private static func names(of part: String?) -> (files: String, removed: String) {
        let prefix = part.map { $0 + "-" } ?? ""
        return (prefix + "files", prefix + "removed")
    }

    /// A tree of the files that are new or different; nil when there are none.
    var files: ObjectID?
    /// The paths that are gone.
    var removed: [String] = []

    /// What leads from one tree to the other.
    init(from before: ObjectID, to after: ObjectID, in repository: borrowing Repository) throws(GitError) {
        var changes: [TreeChange] = []
        for change in try repository.changes(from: before, to: after) {
            if let old = change.old, change.new?.path != old.path { removed.append(old.path) }
            if let new = change.new { changes.append(.upsert(path: new.path, id: new.id, mode: new.mode)) }
        }
        files = changes.isEmpty ? nil : try repository.updateTree(nil, changes: changes)
    }

    /// What an event's attachments say; nil when they say nothing about trees.
    ///
    /// - Parameters:
    ///   - attachments: by name.
    ///   - part: what the tree belongs to where it is not the run's.
    ///   - repository: where they are.
    init?(
        _ attachments: [String: ObjectID], of part: String? = nil, in repository: borrowing Repository
    ) throws(GitError) {
        let names = Self.names(of: part)
        files = attachments[names.files]
        if let list = attachments[names.removed] {
            removed = String(decoding: try repository.blob(list), as: UTF8.self)
                .split(separator: "\0").map { String($0) }
        }
        if files == nil, removed.isEmpty { return nil }
    }

    /// The tree that the changes make of another one.
    func apply(to tree: ObjectID, in repository: borrowing Repository) throws(GitError) -> ObjectID {
        var changes = removed.map { TreeChange.remove(path: $0) }
        if let files { try Self.collect(files, below: "", into: &changes, in: repository) }
        return try repository.updateTree(tree, changes: changes)
    }

    /// What an event has to carry.
    ///
    /// - Parameter part: what the tree belongs to where it is not the run's.
    func attachments(of part: String? = nil) -> [Attachment] {
        let names = Self.names(of: part)
        var attachments: [Attachment] = []
        if let files { attachments.append(Attachment(name: names.files, content: .object(files))) }
        if !removed.isEmpty {
            let bytes = Array(removed.map { $0 + "\0" }.joined().utf8)
            attachments.append(Attachment(name: names.removed, content: .bytes(bytes)))
        }
        return attachments
    }

    private static func collect(
        _ tree: ObjectID, below prefix: String, into changes: inout [TreeChange],
        in repository: borrowing Repository
    ) throws(GitError) {
        for entry in try repository.tree(tree) {
            let path = prefix + entry.name
            if entry.mode == .tree {
                try collect(entry.id, below: path + "/", into: &changes, in: repository)
            } else {
                changes.append(.upsert(path: path, id: entry.id, mode: entry.mode))
            }
        }
    }
}
