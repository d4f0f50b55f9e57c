extension Repository {
    /// Writes a commit that says the same as another one about other files: its author, its date, its message
    /// and the encoding of that stay byte for byte.
    ///
    /// A signature is left out, because it would be false.
    ///
    /// - Parameters:
    ///   - id: the commit that is rewritten.
    ///   - tree: the files of the new one.
    ///   - parents: its parents.
    ///   - committer: who has made it.
    public func rewriteCommit(
        _ id: ObjectID, tree: ObjectID, parents: [ObjectID], committer: Signature
    ) throws(GitError) -> ObjectID {
        let original = try object(id, as: .commit)
        guard let headerEnd = Self.headerEnd(of: original) else {
            throw GitError(.corrupt, "commit '\(id)' has an unreadable header")
        }
        // Known without being stored, but `git fsck` misses it when a commit names it.
        if tree == .emptyTree, !contains(tree) { _ = try writeObject(.tree, []) }
        var bytes = Array("tree \(tree)\n".utf8)
        for parent in parents { bytes += Array("parent \(parent)\n".utf8) }
        let lines = original[..<headerEnd].split(separator: UInt8(ascii: "\n"))
        for line in lines where line.starts(with: "author ".utf8) { bytes += line + [UInt8(ascii: "\n")] }
        bytes += Array("committer \(committer.line)\n".utf8)
        for line in lines where line.starts(with: "encoding ".utf8) { bytes += line + [UInt8(ascii: "\n")] }
        return try writeObject(.commit, bytes + original[headerEnd...])
    }

    /// Where the empty line stands that parts header and message; the end for a commit without a message.
    private static func headerEnd(of commit: [UInt8]) -> Int? {
        let lineEnd = UInt8(ascii: "\n")
        for index in commit.indices.dropFirst() where commit[index] == lineEnd {
            if commit[index - 1] == lineEnd { return index }
        }
        return commit.last == lineEnd ? commit.count : nil
    }
}
