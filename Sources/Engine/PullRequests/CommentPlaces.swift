public import Domain
public import Git
public import Journal

/// Follows comments on files to where their lines stand now.
public enum CommentPlaces {
    /// Where a comment stands in the head of its pull request.
    public static func place(
        of comment: PullRequestComment, at head: PullRequestHead, in repository: borrowing Repository
    ) throws(GitError) -> CommentPlace {
        guard let path = comment.path else { return .general }
        guard let old = comment.commit, old != head.commit else {
            return .followed(path: path, line: comment.line)
        }
        guard let old = ObjectID(hex: old), let new = ObjectID(hex: head.commit), repository.contains(old),
            repository.contains(new), let before = try repository.entry(at: path, in: old)
        else { return .outdated }
        guard let (newPath, after) = try counterpart(of: path, from: old, to: new, in: repository) else {
            return .outdated
        }
        guard let line = comment.line else { return .followed(path: newPath, line: nil) }
        if before.id == after { return .followed(path: newPath, line: line) }
        let changes = try repository.lineDifference(from: before.id, to: after).map { hunk in
            LineChange(oldStart: hunk.oldStart, oldCount: hunk.oldCount, newCount: hunk.newCount)
        }
        return changes.follow(line).map { .followed(path: newPath, line: $0) } ?? .outdated
    }

    /// The file that a file has become; nil where it is gone.
    private static func counterpart(
        of path: String, from old: ObjectID, to new: ObjectID, in repository: borrowing Repository
    ) throws(GitError) -> (path: String, blob: ObjectID)? {
        if let entry = try repository.entry(at: path, in: new) {
            return entry.mode == .tree || entry.mode == .submodule ? nil : (path, entry.id)
        }
        let changes = try repository.changes(from: old, to: new, detectingRenames: true)
        guard let side = changes.first(where: { $0.status == .renamed && $0.old?.path == path })?.new else {
            return nil
        }
        return (side.path, side.id)
    }

    /// Refuses a file or a line that the head has not.
    static func require(
        _ path: String, line: Int?, in head: String, _ repository: borrowing Repository
    ) throws(PullRequestError) {
        guard let commit = ObjectID(hex: head), repository.contains(commit) else {
            throw .missingCommit(head)
        }
        do throws(GitError) {
            if let entry = try repository.entry(at: path, in: commit), entry.mode != .tree {
                guard let line else { return }
                if entry.mode != .submodule, line >= 1, line <= (try lines(of: entry.id, in: repository)) {
                    return
                }
            }
        } catch {
            guard error.kind == .invalidName else { throw .git(error) }
        }
        throw .missingPlace(path: path, line: line, commit: head)
    }

    private static func lines(
        of blob: ObjectID, in repository: borrowing Repository
    ) throws(GitError) -> Int {
        let bytes = try repository.blob(blob)
        let ends = bytes.count { $0 == UInt8(ascii: "\n") }
        return bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? ends : ends + 1
    }
}

extension PullRequests {
    /// Records a comment, after a look at whether there is such a line.
    ///
    /// - Parameters:
    ///   - text: the words.
    ///   - path: the file that they are about.
    ///   - line: the line in it, counted from 1.
    ///   - id: the pull request.
    ///   - journal: where it is recorded.
    public func comment(
        _ text: String, path: String?, line: Int?, on id: PullRequestID, in journal: inout Journal
    ) throws(PullRequestError) -> PullRequestState {
        try record(on: id, in: &journal) { state, repository in
            if let path { try CommentPlaces.require(path, line: line, in: state.head.commit, repository) }
            return [
                .comment(
                    PullRequestComment(text, path: path, line: line, commit: state.head.commit))
            ]
        }
    }

    /// Records an opinion about the head as it stands.
    public func review(
        _ opinion: PullRequestReview.Opinion, _ text: String, on id: PullRequestID,
        in journal: inout Journal
    ) throws(PullRequestError) -> PullRequestState {
        try record(on: id, in: &journal) { state, _ in
            [.review(PullRequestReview(opinion, text, commit: state.head.commit))]
        }
    }
}
