import CLibgit2
import Glibc

/// A named place in the history, with the object it leads to.
public struct Reference: Sendable, Hashable {
    /// The full name, such as `refs/heads/main`.
    public let name: String
    /// The object at the end; symbolic references are followed.
    public let target: ObjectID
}

/// What must hold for a reference at the moment it is written, checked under its lock.
public enum Precondition: Sendable, Hashable {
    /// Write whatever is there.
    case none
    /// The reference is being created.
    case mustNotExist
    /// The reference is there and names this object.
    case mustMatch(ObjectID)
}

extension Repository {
    /// The object that a reference leads to; `nil` when it, or what it points to, is missing.
    public func reference(_ name: String) throws(GitError) -> ObjectID? {
        var id = git_oid()
        let code = git_reference_name_to_id(&id, pointer, name)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try check(code)
        return ObjectID(id)
    }

    /// The references whose full name begins with `prefix`, sorted by name.
    ///
    /// Symbolic references are followed, and left out when they lead nowhere.
    ///
    /// libgit2 reads packed-refs and then lists the loose ones. A reference that `git pack-refs` moves from
    /// here to there in between would be missed, so both are read until packed-refs stays the same.
    public func references(under prefix: String) throws(GitError) -> [Reference] {
        while true {
            let before = FileVersion("\(commonDirectory)/packed-refs")
            let found = try listReferences(under: prefix)
            if FileVersion("\(commonDirectory)/packed-refs") == before { return found }
        }
    }

    private func listReferences(under prefix: String) throws(GitError) -> [Reference] {
        let iterator = try Handle<Owned.ReferenceIterator> {
            git_reference_iterator_glob_new($0, pointer, prefix + "*")
        }
        var found: [Reference] = []
        while true {
            var next: OpaquePointer?
            let code = git_reference_next(&next, iterator.pointer)
            if code == GIT_ITEROVER.rawValue { break }
            try check(code)
            defer { git_reference_free(next) }
            guard let name = git_reference_name(next).map({ String(cString: $0) }) else { continue }
            if let target = git_reference_target(next) {
                found.append(Reference(name: name, target: ObjectID(target)))
            } else if let target = try reference(name) {
                found.append(Reference(name: name, target: target))
            }
        }
        return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Points a reference directly at an object, which must exist, if the precondition holds.
    ///
    /// Throws `modified` when it doesn't (a missing reference doesn't match anything), `locked` when there is
    /// a lock file, `notFound` when the object is missing, `exists` when the name is a folder of references
    /// or lies below one, `invalidName`. A reflog entry is written where `core.logAllRefUpdates` says so.
    public func updateReference(
        _ name: String, to target: ObjectID, expecting precondition: Precondition, logMessage: String
    ) throws(GitError) {
        guard try hasObject(target) else {
            throw GitError(.notFound, "object '\(target)' for reference '\(name)' doesn't exist")
        }
        do throws(GitError) {
            try write(name, target, precondition, logMessage)
        } catch {
            throw Self.explain(error, writing: name, expecting: precondition)
        }
    }

    private func write(
        _ name: String, _ target: ObjectID, _ precondition: Precondition, _ logMessage: String
    ) throws(GitError) {
        var new = target.raw
        // Zero means "is missing" and is compared under the lock. Without force, libgit2 would look before
        // it locks, and two creators could both succeed.
        var old = git_oid()
        switch precondition {
        case .none:
            try check(git_reference_create(nil, pointer, name, &new, 1, logMessage))
        case .mustNotExist:
            try check(git_reference_create_matching(nil, pointer, name, &new, 1, &old, logMessage))
        case .mustMatch(let id):
            old = id.raw
            try check(git_reference_create_matching(nil, pointer, name, &new, 1, &old, logMessage))
        }
    }

    private func hasObject(_ id: ObjectID) throws(GitError) -> Bool {
        do throws(GitError) {
            _ = try kind(of: id)
            return true
        } catch {
            if error.kind == .notFound { return false }
            throw error
        }
    }

    private static func explain(
        _ error: GitError, writing name: String, expecting precondition: Precondition
    ) -> GitError {
        switch (error.kind, precondition) {
        // The object was there, so what wasn't found is the reference to compare with.
        case (.modified, _), (.notFound, .mustMatch): stale(name, precondition, code: error.code)
        // A reference is a file where this name needs a folder.
        case (.other, _) where error.message.hasSuffix(String(cString: strerror(ENOTDIR))):
            error.with(kind: .exists)
        default: error
        }
    }

    static func stale(
        _ name: String, _ precondition: Precondition, code: Int32 = GIT_EMODIFIED.rawValue
    ) -> GitError {
        let expectation =
            switch precondition {
            case .none: "could not be written"
            case .mustNotExist: "exists already"
            case .mustMatch(let id): "is not at '\(id)' any more"
            }
        return GitError(.modified, "reference '\(name)' \(expectation)", code: code)
    }
}

/// What tells one content of a file from another without reading it.
private struct FileVersion: Equatable {
    private let inode: ino_t
    private let size: off_t
    private let seconds: Int
    private let nanoseconds: Int

    init(_ path: String) {
        var status = Glibc.stat()
        if lstat(path, &status) != 0 { status = Glibc.stat() }
        (inode, size) = (status.st_ino, status.st_size)
        (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }
}
