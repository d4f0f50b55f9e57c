import Engine
import Git

/// The commit that a run starts from.
enum RunBase {
    /// The commit that a revision means.
    ///
    /// - Parameters:
    ///   - revision: nil for `HEAD`.
    ///   - repository: whose.
    ///   - purpose: what it is wanted for, as in "start a run".
    static func commit(
        _ revision: String?, in repository: borrowing Repository, to purpose: String = "start a run"
    ) throws(Failure) -> ObjectID {
        if let revision {
            do { return try repository.peel(revision: revision) } catch {
                throw Failure(.usage, "'\(printable(revision))' is not a commit of this repository")
            }
        }
        let head: Head
        do { head = try repository.head() } catch { throw Failure(error) }
        guard let commit = head.id else {
            throw Failure(
                .repository, "cannot \(purpose): there is no commit yet",
                hints: ["it is a commit's tree that counts: make the first one with 'git commit'"])
        }
        return commit
    }

    /// The tip of the branch that the work is to be merged into.
    ///
    /// - Parameters:
    ///   - name: of the branch; nil for the default branch, or `HEAD` where there is none.
    ///   - repository: whose.
    ///   - configuration: may name the default branch.
    static func commit(
        ofBranch name: String?, in repository: borrowing Repository, _ configuration: Configuration
    ) throws(Failure) -> ObjectID {
        do throws(PullRequestError) {
            let branch =
                if let name { name } else {
                    try PullRequestBranches.defaultBase(in: repository, configuration)
                }
            return try PullRequestBranches.commit(of: branch, in: repository)
        } catch {
            guard case .noBase = error else { throw Failure(error) }
        }
        return try commit(nil, in: repository)
    }
}
