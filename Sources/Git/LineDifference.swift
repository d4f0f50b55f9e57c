import CLibgit2

/// Lines that stand in the place of others; as a hunk of a diff without context.
public struct LineHunk: Sendable, Hashable {
    /// The first line that was replaced, counted from 1; where none was, the one behind which lines were put
    /// in, 0 for the beginning.
    public let oldStart: Int
    /// How many were replaced.
    public let oldCount: Int
    /// How many they were replaced by.
    public let newCount: Int
}

extension Repository {
    /// The lines in which two files differ, in their order; none for binary files.
    public func lineDifference(from old: ObjectID, to new: ObjectID) throws(GitError) -> [LineHunk] {
        let oldBlob = try blobHandle(old)
        let newBlob = try blobHandle(new)
        var options = git_diff_options()
        try check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
        options.context_lines = 0
        options.interhunk_lines = 0
        var hunks: [LineHunk] = []
        let code = withUnsafeMutablePointer(to: &hunks) { list in
            git_diff_blobs(
                oldBlob.pointer, nil, newBlob.pointer, nil, &options, nil, nil,
                { _, hunk, payload in
                    guard let hunk = hunk?.pointee, let payload else { return 0 }
                    payload.assumingMemoryBound(to: [LineHunk].self).pointee.append(
                        LineHunk(
                            oldStart: Int(hunk.old_start), oldCount: Int(hunk.old_lines),
                            newCount: Int(hunk.new_lines)))
                    return 0
                }, nil, list)
        }
        try check(code)
        return hunks
    }

    private func blobHandle(_ id: ObjectID) throws(GitError) -> Handle<Owned.Object> {
        var raw = id.raw
        return try Handle { git_object_lookup($0, pointer, &raw, GIT_OBJECT_BLOB) }
    }
}
