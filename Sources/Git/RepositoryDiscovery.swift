import CLibgit2
import Glibc

extension Repository {
    /// Opens the repository that `path` lies in: any subfolder, a linked worktree, a bare repository,
    /// `.git` itself.
    ///
    /// With `useEnvironment`, the process's own variables are read as
    /// ``init(discovering:environment:)`` says.
    ///
    /// Throws `notARepository`, `unsupportedRepository` or `notOwned`.
    public init(discovering path: String, useEnvironment: Bool) throws(GitError) {
        try self.init(discovering: path) { name in
            useEnvironment ? getenv(name).map { String(cString: $0) } : nil
        }
    }

    /// The same, with the variables handed in.
    ///
    /// What Git tells the programs it starts has precedence over `path`: `GIT_DIR`, `GIT_WORK_TREE`,
    /// `GIT_OBJECT_DIRECTORY`, `GIT_ALTERNATE_OBJECT_DIRECTORIES`, `GIT_CEILING_DIRECTORIES` and
    /// `GIT_DISCOVERY_ACROSS_FILESYSTEM` (see git(1)). libgit2's own reading of the environment refuses to
    /// open anything when `GIT_WORK_TREE` is set, so it isn't used.
    public init(discovering path: String, environment variable: (String) -> String?) throws(GitError) {
        _ = Library.started
        let surroundings = GitEnvironment(variable)
        let start = surroundings.gitDirectory ?? path
        let opened: Handle<Owned.Repository>
        do throws(GitError) {
            opened = try Handle {
                git_repository_open_ext($0, start, surroundings.openFlags, surroundings.ceilings)
            }
        } catch {
            throw RepositoryFormat.explain(error, opening: start)
        }
        try surroundings.apply(to: opened.pointer)
        try self.init(opened, objectsDirectory: surroundings.objectsDirectory)
    }
}

/// What Git's environment variables say about where a repository is.
private struct GitEnvironment {
    let gitDirectory: String?
    let workTree: String?
    let commonDirectory: String?
    let objectsDirectory: String?
    let alternates: [String]
    let ceilings: String?
    let crossesFileSystems: Bool

    init(_ variable: (String) -> String?) {
        gitDirectory = variable("GIT_DIR")
        workTree = variable("GIT_WORK_TREE")
        commonDirectory = variable("GIT_COMMON_DIR")
        objectsDirectory = variable("GIT_OBJECT_DIRECTORY")
        let folders = variable("GIT_ALTERNATE_OBJECT_DIRECTORIES") ?? ""
        alternates = folders.split(separator: ":").map(String.init)
        ceilings = variable("GIT_CEILING_DIRECTORIES")
        crossesFileSystems = Configuration.bool(variable("GIT_DISCOVERY_ACROSS_FILESYSTEM")) ?? false
    }

    var openFlags: UInt32 {
        var flags: UInt32 = 0
        if gitDirectory != nil {
            flags |= GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue | GIT_REPOSITORY_OPEN_NO_DOTGIT.rawValue
        }
        if crossesFileSystems { flags |= GIT_REPOSITORY_OPEN_CROSS_FS.rawValue }
        return flags
    }

    func apply(to repository: OpaquePointer) throws(GitError) {
        if let workTree { try check(git_repository_set_workdir(repository, workTree, 0)) }
        try checkCommonDirectory(of: repository)
        if let objectsDirectory {
            let objects = try Handle<Owned.ObjectDatabase> { git_odb_open($0, objectsDirectory) }
            try check(git_repository_set_odb(repository, objects.pointer))
        }
        if !alternates.isEmpty {
            let objects = try Handle<Owned.ObjectDatabase> { git_repository_odb($0, repository) }
            for alternate in alternates { try check(git_odb_add_disk_alternate(objects.pointer, alternate)) }
        }
    }

    /// libgit2 can't be told another common directory than the one it finds.
    private func checkCommonDirectory(of repository: OpaquePointer) throws(GitError) {
        guard let commonDirectory else { return }
        var wanted = stat()
        var found = stat()
        guard stat(commonDirectory, &wanted) == 0, stat(git_repository_commondir(repository), &found) == 0,
            wanted.st_dev == found.st_dev, wanted.st_ino == found.st_ino
        else {
            throw GitError(
                .unsupportedRepository,
                "GIT_COMMON_DIR '\(commonDirectory)' is not the repository's own common directory")
        }
    }
}
