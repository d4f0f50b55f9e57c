import CLibgit2
import Glibc

extension Repository {
    /// Writes the files of a tree or commit into a folder, which is made if its parent exists.
    ///
    /// The repository's own index, `HEAD` and working directory are never read or written: the checkout runs
    /// on a second handle with an index in memory. Line endings and the like follow the `.gitattributes` of
    /// the tree. What differs on disk is overwritten; files that no tree names are left alone.
    ///
    /// - Parameters:
    ///   - tree: what the folder is to hold.
    ///   - directory: the folder, whose parent must exist.
    ///   - baseline: the tree that the folder is known to hold. Then only the paths that differ between the
    ///     two trees are looked at, written or removed. Without it every file is written and none removed.
    public func checkout(
        tree: ObjectID, into directory: String, baseline: ObjectID? = nil
    ) throws(GitError) {
        guard mkdir(directory, 0o777) == 0 || errno == EEXIST else {
            throw Self.systemError("make", directory)
        }
        let paths = try changes(from: baseline, to: tree).map(\.path)
        if paths.isEmpty { return }
        try Self.removeLinks(at: paths, in: directory)

        let scratch = try scratchHandle(for: directory)
        let target = try Handle(tree: tree, in: scratch.pointer)
        let base = try Handle(tree: baseline, in: scratch.pointer)
        let index = try Handle<Owned.Index> { git_index_new($0) }
        // Where libgit2 looks for a `.gitattributes` that isn't on disk yet.
        try check(git_index_read_tree(index.pointer, target.pointer))
        try check(git_repository_set_index(scratch.pointer, index.pointer))
        var options = git_checkout_options()
        try check(git_checkout_options_init(&options, UInt32(GIT_CHECKOUT_OPTIONS_VERSION)))
        options.checkout_strategy =
            GIT_CHECKOUT_FORCE.rawValue | GIT_CHECKOUT_DONT_UPDATE_INDEX.rawValue
            | GIT_CHECKOUT_NO_REFRESH.rawValue | GIT_CHECKOUT_DISABLE_PATHSPEC_MATCH.rawValue
        options.baseline = base.pointer
        let code = withStringArray(baseline == nil ? [] : paths) { list in
            options.paths = list
            return git_checkout_tree(scratch.pointer, target.pointer, &options)
        }
        try check(code)
    }

    /// Removes links that stand where a file or a folder on the way to one belongs.
    ///
    /// libgit2 would write and delete through them, outside of the folder, which whoever worked in it could
    /// have meant to happen.
    private static func removeLinks(at paths: [String], in directory: String) throws(GitError) {
        var seen: Set<Substring> = []
        for path in paths {
            let ends = path.indices.filter { path[$0] == "/" } + [path.endIndex]
            for end in ends where seen.insert(path[..<end]).inserted {
                let place = "\(directory)/\(path[..<end])"
                var status = stat()
                guard lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { continue }
                guard unlink(place) == 0 else { throw systemError("remove", place) }
            }
        }
    }

    /// The same repository and objects with another working directory.
    private func scratchHandle(for directory: String) throws(GitError) -> Handle<Owned.Repository> {
        let scratch = try Handle<Owned.Repository> { git_repository_open($0, gitDirectory) }
        try check(git_repository_set_odb(scratch.pointer, objects.pointer))
        try check(git_repository_set_workdir(scratch.pointer, directory, 0))
        return scratch
    }
}

/// Lends libgit2 a list of strings for the time of one call.
private func withStringArray<R>(_ strings: [String], _ body: (git_strarray) -> R) -> R {
    var copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeMutableBufferPointer { list in
        body(git_strarray(strings: list.baseAddress, count: list.count))
    }
}
