import CLibgit2

/// An open repository: objects, references, configuration.
///
/// One thread at a time may use it: it isn't `Sendable`, but can be handed over whole, say to an actor.
/// Paths are absolute and have no trailing slash.
public struct Repository: ~Copyable {
    let handle: Handle<Owned.Repository>
    let objects: Handle<Owned.ObjectDatabase>

    /// Where loose objects and packs are written: `<common directory>/objects`, or `GIT_OBJECT_DIRECTORY`.
    public let objectsDirectory: String

    var pointer: OpaquePointer { handle.pointer }

    /// Takes over an open repository; `objectsDirectory` differs from the usual only by the environment.
    init(
        _ handle: consuming Handle<Owned.Repository>, objectsDirectory: String? = nil
    ) throws(GitError) {
        let pointer = handle.pointer
        try RepositoryFormat.checkValues(of: pointer)
        let objects = try Handle<Owned.ObjectDatabase> { git_repository_odb($0, pointer) }
        let usual = Self.path(git_repository_commondir(pointer)) ?? ""
        self.handle = handle
        self.objects = objects
        self.objectsDirectory = objectsDirectory ?? usual + "/objects"
    }

    /// Creates an empty bare repository; one that is already there is opened unchanged in its content.
    public init(creatingBareAt path: String) throws(GitError) {
        _ = Library.started
        try self.init(try Handle { git_repository_init($0, path, 1) })
    }

    /// The repository's own folder: `.git`, a bare repository, or `.git/worktrees/<name>` of a linked worktree.
    public var gitDirectory: String { Self.path(git_repository_path(pointer)) ?? "" }

    /// The folder that all worktrees share; the same as ``gitDirectory`` except in a linked worktree.
    public var commonDirectory: String { Self.path(git_repository_commondir(pointer)) ?? "" }

    /// The top of the checked-out files; `nil` in a bare repository.
    public var workingDirectory: String? { Self.path(git_repository_workdir(pointer)) }

    /// Whether there are no checked-out files.
    public var isBare: Bool { git_repository_is_bare(pointer) == 1 }

    private static func path(_ text: UnsafePointer<CChar>?) -> String? {
        guard let text else { return nil }
        let path = String(cString: text)
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
