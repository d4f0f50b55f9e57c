import CLibgit2

/// What libgit2 hands out and takes back through a function of its own.
protocol Freeable {
    static func free(_ pointer: OpaquePointer)
}

/// Owns one libgit2 object and frees it exactly once.
struct Handle<Kind: Freeable>: ~Copyable {
    let pointer: OpaquePointer

    init(_ make: (UnsafeMutablePointer<OpaquePointer?>) -> Int32) throws(GitError) {
        var made: OpaquePointer?
        try check(make(&made))
        guard let made else { throw GitError(.other, "libgit2 returned nothing for \(Kind.self)") }
        pointer = made
    }

    deinit { Kind.free(pointer) }
}

/// The kinds of libgit2 object that this module holds on to.
enum Owned {
    enum Commit: Freeable {
        static func free(_ pointer: OpaquePointer) { git_commit_free(pointer) }
    }
    enum ConfigurationFile: Freeable {
        static func free(_ pointer: OpaquePointer) { git_config_free(pointer) }
    }
    enum ConfigurationIterator: Freeable {
        static func free(_ pointer: OpaquePointer) { git_config_iterator_free(pointer) }
    }
    enum ConflictIterator: Freeable {
        static func free(_ pointer: OpaquePointer) { git_index_conflict_iterator_free(pointer) }
    }
    enum Difference: Freeable {
        static func free(_ pointer: OpaquePointer) { git_diff_free(pointer) }
    }
    enum Index: Freeable {
        static func free(_ pointer: OpaquePointer) { git_index_free(pointer) }
    }
    enum Object: Freeable {
        static func free(_ pointer: OpaquePointer) { git_object_free(pointer) }
    }
    enum ObjectDatabase: Freeable {
        static func free(_ pointer: OpaquePointer) { git_odb_free(pointer) }
    }
    enum PackBuilder: Freeable {
        static func free(_ pointer: OpaquePointer) { git_packbuilder_free(pointer) }
    }
    enum RawObject: Freeable {
        static func free(_ pointer: OpaquePointer) { git_odb_object_free(pointer) }
    }
    enum Reference: Freeable {
        static func free(_ pointer: OpaquePointer) { git_reference_free(pointer) }
    }
    enum ReferenceLog: Freeable {
        static func free(_ pointer: OpaquePointer) { git_reflog_free(pointer) }
    }
    enum ReferenceIterator: Freeable {
        static func free(_ pointer: OpaquePointer) { git_reference_iterator_free(pointer) }
    }
    enum Repository: Freeable {
        static func free(_ pointer: OpaquePointer) { git_repository_free(pointer) }
    }
    enum RevisionWalk: Freeable {
        static func free(_ pointer: OpaquePointer) { git_revwalk_free(pointer) }
    }
    enum Tree: Freeable {
        static func free(_ pointer: OpaquePointer) { git_tree_free(pointer) }
    }
    enum TreeBuilder: Freeable {
        static func free(_ pointer: OpaquePointer) { git_treebuilder_free(pointer) }
    }
}
