import CLibgit2

/// What is checked out.
public enum Head: Sendable, Hashable {
    /// A branch without a commit yet; the full name.
    case unborn(branch: String)
    /// A branch by its full name (`refs/heads/main`), and its tip.
    case branch(name: String, id: ObjectID)
    /// A commit without a branch: a rebase, a bisection, a scratch checkout.
    case detached(ObjectID)

    /// The commit, if there is one.
    public var id: ObjectID? {
        switch self {
        case .unborn: nil
        case .branch(_, let id), .detached(let id): id
        }
    }
}

extension Repository {
    /// Reads `HEAD` of this worktree.
    public func head() throws(GitError) -> Head {
        let head = try Handle<Owned.Reference> { git_reference_lookup($0, pointer, "HEAD") }
        if let target = git_reference_target(head.pointer) { return .detached(ObjectID(target)) }
        guard let branch = git_reference_symbolic_target(head.pointer).map({ String(cString: $0) }) else {
            throw GitError(.corrupt, "HEAD points to nothing")
        }
        guard let id = try reference("HEAD") else { return .unborn(branch: branch) }
        return .branch(name: branch, id: id)
    }

    /// The commit that a revision such as `HEAD~2`, `main`, `v1.0` or a short id means (gitrevisions(7)).
    ///
    /// Throws `notFound` when it means nothing, `invalidName` when it can't be parsed or isn't a commit.
    public func peel(revision: String) throws(GitError) -> ObjectID {
        let object = try Handle<Owned.Object> { git_revparse_single($0, pointer, revision) }
        var commit: OpaquePointer?
        guard git_object_peel(&commit, object.pointer, GIT_OBJECT_COMMIT) == 0 else {
            throw GitError(.invalidName, "revision '\(revision)' is not a commit")
        }
        defer { git_object_free(commit) }
        return ObjectID(git_object_id(commit))
    }
}
