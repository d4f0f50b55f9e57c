/// A commit as a value, read completely.
public struct Commit: Sendable, Hashable {
    /// Its own name.
    public let id: ObjectID
    /// The tree it records.
    public let tree: ObjectID
    /// None for a root, two or more for a merge; the first is the branch that was merged into.
    public let parents: [ObjectID]
    /// Who wrote the change.
    public let author: Signature
    /// Who made the commit.
    public let committer: Signature
    /// Everything after the header, decoded as UTF-8 with U+FFFD for what isn't.
    public let message: String
}

extension Commit {
    /// The first paragraph of the message in one line, as `git log --format=%s` prints it.
    public var subject: String {
        message.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { $0.allSatisfy(\.isWhitespace) }
            .prefix { !$0.allSatisfy(\.isWhitespace) }
            .joined(separator: " ")
    }
}

extension Repository {
    /// Reads one commit. Throws `notFound`, or `corrupt` when `id` names another kind of object.
    public func commit(_ id: ObjectID) throws(GitError) -> Commit {
        try withCommit(id) { raw in
            Commit(
                id: id, tree: raw.tree, parents: raw.parents,
                author: Signature(line: raw.header("author") ?? ""),
                committer: Signature(line: raw.header("committer") ?? ""),
                message: String(decoding: raw.message, as: UTF8.self))
        }
    }

    /// Writes a commit object and nothing else: no reference moves.
    ///
    /// The tree and all parents must exist (`notFound` otherwise). The message is stored as it is.
    public func writeCommit(
        tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String
    ) throws(GitError) -> ObjectID {
        try writeCommit(
            tree: tree, parents: parents, author: author, committer: committer, message: Array(message.utf8))
    }

    /// The same with a message of bytes, which must be UTF-8 without NUL for Git to show it.
    public func writeCommit(
        tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature,
        message: [UInt8]
    ) throws(GitError) -> ObjectID {
        guard !message.contains(0) else { throw GitError(.invalidName, "a commit message can't contain NUL") }
        // Known without being stored, but `git fsck` misses it when a commit names it.
        if tree == .emptyTree, !contains(tree) { _ = try writeObject(.tree, []) }
        try require(tree, is: .tree)
        for parent in parents { try require(parent, is: .commit) }
        var header = "tree \(tree)\n"
        for parent in parents { header += "parent \(parent)\n" }
        header += "author \(author.line)\ncommitter \(committer.line)\n\n"
        var bytes: [UInt8] = []
        bytes.reserveCapacity(header.utf8.count + message.count)
        bytes += header.utf8
        bytes += message
        return try writeObject(.commit, bytes)
    }

    private func require(_ id: ObjectID, is expected: ObjectKind) throws(GitError) {
        let found = try kind(of: id)
        guard found == expected else {
            throw GitError(.corrupt, "object '\(id)' is a \(found), not a \(expected)")
        }
    }
}
