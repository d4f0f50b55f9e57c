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

    /// The tip of a branch; the commit of `HEAD` for none.
    static func commit(
        ofBranch branch: String?, in repository: borrowing Repository, to purpose: String = "start a run"
    ) throws(Failure) -> ObjectID {
        let head = try commit(nil, in: repository, to: purpose)
        guard let branch else { return head }
        do throws(PullRequestError) {
            return try PullRequestBranches.commit(of: branch, in: repository)
        } catch { throw Failure(error) }
    }

    /// The branch that the work is to be merged into: the default branch, else the one that is checked out; nil
    /// where there is neither.
    static func branch(
        in repository: borrowing Repository, _ configuration: Configuration
    ) throws(Failure) -> String? {
        do throws(PullRequestError) {
            return try PullRequestBranches.defaultBase(in: repository, configuration)
        } catch {
            guard case .noBase = error else { throw Failure(error) }
        }
        do throws(PullRequestError) { return try PullRequestBranches.current(in: repository) } catch {
            guard case .noHead = error else { throw Failure(error) }
            return nil
        }
    }

    /// The branch that a revision on the command line names; nil for one that is no branch's name.
    static func branch(named revision: String, in repository: borrowing Repository) -> String? {
        let name = WatchedBranches.name(of: revision)
        // Git has a `HEAD` of remotes, too.
        guard name != "HEAD", (try? PullRequestBranches.commit(of: name, in: repository)) != nil else {
            return nil
        }
        return name
    }
}

extension RunWishes {
    /// The commit that the run starts from, and the branch that its work is to be merged into, where that is
    /// known: both are decided here, before anything begins.
    ///
    /// - Parameters:
    ///   - revision: what `--base` says.
    ///   - repository: whose.
    ///   - configuration: may name the default branch.
    func base(
        _ revision: String?, in repository: borrowing Repository, _ configuration: Configuration
    ) throws(Failure) -> (commit: ObjectID, branch: String?) {
        var branch = base
        if branch == nil { branch = revision.flatMap { RunBase.branch(named: $0, in: repository) } }
        if branch == nil { branch = try RunBase.branch(in: repository, configuration) }
        if let revision { return (try RunBase.commit(revision, in: repository), branch) }
        // A change for an issue goes on from where it is to be merged, whatever is checked out.
        let commit =
            if issue != nil {
                try RunBase.commit(ofBranch: branch, in: repository)
            } else {
                try RunBase.commit(nil, in: repository)
            }
        return (commit, branch)
    }
}
