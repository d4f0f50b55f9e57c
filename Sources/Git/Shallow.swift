import Glibc

extension Repository {
    /// Whether history was cut off by `git clone --depth` or the like.
    public var isShallow: Bool {
        var status = stat()
        return stat(shallowFile, &status) == 0 && status.st_size > 0
    }

    /// The commits whose parents this clone doesn't have on purpose; empty in a complete clone.
    ///
    /// libgit2 1.5 knows nothing of them: it takes such a parent for missing.
    public func shallowBoundary() throws(GitError) -> Set<ObjectID> {
        guard let file = fopen(shallowFile, "re") else {
            if errno == ENOENT { return [] }
            throw Self.systemError("read", shallowFile)
        }
        defer { fclose(file) }
        var boundary: Set<ObjectID> = []
        var line = [CChar](repeating: 0, count: 64)
        while fgets(&line, Int32(line.count), file) != nil {
            let digits = line.prefix(40).map { UInt8(bitPattern: $0) }
            guard let id = ObjectID(hex: String(decoding: digits, as: UTF8.self)) else {
                throw GitError(.corrupt, "file '\(shallowFile)' is not a list of commits")
            }
            boundary.insert(id)
        }
        return boundary
    }

    // libgit2 looks beside the worktree's own HEAD; Git keeps the file once for all worktrees.
    private var shallowFile: String { commonDirectory + "/shallow" }
}
