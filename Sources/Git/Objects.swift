import CLibgit2
import Glibc

/// The four things an object database stores.
public enum ObjectKind: Sendable, CustomStringConvertible {
    /// A file's content.
    case blob
    /// A folder: names, modes and the objects they stand for.
    case tree
    /// A tree with its parents, authors and message.
    case commit
    /// An annotated tag.
    case tag

    init?(_ raw: git_object_t) {
        switch raw {
        case GIT_OBJECT_BLOB: self = .blob
        case GIT_OBJECT_TREE: self = .tree
        case GIT_OBJECT_COMMIT: self = .commit
        case GIT_OBJECT_TAG: self = .tag
        default: return nil
        }
    }

    var raw: git_object_t {
        switch self {
        case .blob: GIT_OBJECT_BLOB
        case .tree: GIT_OBJECT_TREE
        case .commit: GIT_OBJECT_COMMIT
        case .tag: GIT_OBJECT_TAG
        }
    }

    /// Git's name for it, as in `git cat-file -t`.
    public var description: String {
        switch self {
        case .blob: "blob"
        case .tree: "tree"
        case .commit: "commit"
        case .tag: "tag"
        }
    }
}

extension Repository {
    /// Whether the object is stored here, packs that appeared meanwhile included.
    ///
    /// False for an object that a partial clone left out.
    ///
    /// - Parameters:
    ///   - id: of the object.
    ///   - refreshing: whether to look for new packs before it says no, which takes its time: whoever asks for
    ///     thousands of objects does so once.
    public func contains(_ id: ObjectID, refreshing: Bool = true) -> Bool {
        var raw = id.raw
        let flags = refreshing ? 0 : GIT_ODB_LOOKUP_NO_REFRESH.rawValue
        return git_odb_exists_ext(objects.pointer, &raw, flags) == 1
    }

    /// The kind of an object, without reading its content. Throws `notFound`.
    public func kind(of id: ObjectID) throws(GitError) -> ObjectKind { try header(of: id).kind }

    /// How many bytes an object has, without reading them. Throws `notFound`.
    public func size(of id: ObjectID) throws(GitError) -> Int { try header(of: id).size }

    private func header(of id: ObjectID) throws(GitError) -> (kind: ObjectKind, size: Int) {
        var raw = id.raw
        var size = 0
        var type = GIT_OBJECT_INVALID
        try afterRefreshIfNeeded { git_odb_read_header(&size, &type, objects.pointer, &raw) }
        guard let kind = ObjectKind(type) else {
            throw GitError(.corrupt, "object '\(id)' has no known type")
        }
        return (kind, size)
    }

    /// The content of a file. Throws `notFound`, or `corrupt` when `id` names another kind of object.
    public func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
        try object(id, as: .blob)
    }

    /// The bytes of an object without Git's `kind size` header, as ``writeObject(_:_:)`` takes them. Throws
    /// `notFound`, or `corrupt` when `id` names another kind of object.
    public func object(_ id: ObjectID, as expected: ObjectKind) throws(GitError) -> [UInt8] {
        try withObject(id) { (kind, bytes) throws(GitError) in
            guard kind == expected else {
                throw GitError(.corrupt, "object '\(id)' is a \(kind), not a \(expected)")
            }
            return Array(bytes)
        }
    }

    /// Stores a file's content.
    public func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
        try writeObject(.blob, bytes)
    }

    /// Stores an object of any kind; the bytes are the object without Git's `kind size` header.
    ///
    /// Nothing checks that they are well formed. An object that is there already isn't written again.
    public func writeObject(_ kind: ObjectKind, _ bytes: [UInt8]) throws(GitError) -> ObjectID {
        var id = git_oid()
        try againWhenFolderVanishes { () throws(GitError) in
            let code = bytes.withUnsafeBytes {
                git_odb_write(&id, objects.pointer, $0.baseAddress, $0.count, kind.raw)
            }
            _ = try check(code)
        }
        return ObjectID(id)
    }

    /// The name that an object of these bytes has; nothing is stored.
    public func name(ofObject bytes: [UInt8], as kind: ObjectKind) throws(GitError) -> ObjectID {
        var id = git_oid()
        let code = bytes.withUnsafeBytes { git_odb_hash(&id, $0.baseAddress, $0.count, kind.raw) }
        try check(code)
        return ObjectID(id)
    }

    /// Repeats a write of a loose object that failed because its folder was removed in between:
    /// `git prune-packed`, and with it `git gc`, removes those that it has emptied.
    func againWhenFolderVanishes<R: ~Copyable>(_ write: () throws(GitError) -> R) throws(GitError) -> R {
        for _ in 0..<Self.writeAttempts {
            do { return try write() } catch {
                guard error.isVanishedFolder else { throw error }
            }
        }
        return try write()
    }

    /// A folder vanishes once for each run of Git that tidies up.
    private static let writeAttempts = 10

    /// Looks again for packs and loose objects that other processes wrote.
    ///
    /// Reading does so by itself when it misses something; this is for who wants no stale answer at all.
    public func refreshObjects() throws(GitError) {
        try check(git_odb_refresh(objects.pointer))
    }

    /// Shows an object's bytes without a copy.
    func withObject<R>(
        _ id: ObjectID, _ body: (ObjectKind, UnsafeRawBufferPointer) throws(GitError) -> R
    ) throws(GitError) -> R {
        var raw = id.raw
        var read: OpaquePointer?
        try afterRefreshIfNeeded { git_odb_read(&read, objects.pointer, &raw) }
        defer { git_odb_object_free(read) }
        guard let kind = ObjectKind(git_odb_object_type(read)) else {
            throw GitError(.corrupt, "object '\(id)' has no known type")
        }
        let bytes = UnsafeRawBufferPointer(start: git_odb_object_data(read), count: git_odb_object_size(read))
        return try body(kind, bytes)
    }

    /// Repeats a failed read once after looking for new packs.
    ///
    /// libgit2 does so for objects it can't find, but not when a pack that another process deleted
    /// (`git repack -ad`) fails under its hands.
    private func afterRefreshIfNeeded(_ read: () -> Int32) throws(GitError) {
        let code = read()
        guard code < 0, code != GIT_ENOTFOUND.rawValue else {
            try check(code)
            return
        }
        try refreshObjects()
        try check(read())
    }
}
