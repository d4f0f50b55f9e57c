public import Git

/// The branches of pull requests as they stand in this clone.
public enum PullRequestBranches {
    /// Where a branch is.
    struct Tip {
        var commit: ObjectID
        /// Whether it is a branch of this clone, and not what a remote had at the last fetch.
        var isOwn: Bool
    }

    /// The reference of a branch of this clone.
    static func reference(of branch: String) -> String { "refs/heads/" + branch }

    /// The commit of a branch of this clone, or the one that a remote had at the last fetch.
    ///
    /// - Throws: ``PullRequestError/missingBranch(_:)`` where there is none.
    public static func commit(
        of branch: String, in repository: borrowing Repository
    ) throws(PullRequestError) -> ObjectID {
        let tip: Tip?
        do throws(GitError) { tip = try self.tip(of: branch, in: repository) } catch { throw .git(error) }
        guard let tip else { throw .missingBranch(branch) }
        return tip.commit
    }

    /// A branch's name, which may be given in full.
    static func name(_ branch: String) -> String {
        let prefix = reference(of: "")
        return branch.hasPrefix(prefix) ? String(branch.dropFirst(prefix.count)) : branch
    }

    /// Where a branch of this clone is, or where a remote had it at the last fetch; nil where there is none.
    static func tip(of branch: String, in repository: borrowing Repository) throws(GitError) -> Tip? {
        if let commit = try repository.reference(reference(of: branch)) {
            return Tip(commit: commit, isOwn: true)
        }
        let remotes = try repository.configuration().remotes
        for remote in ["origin"].filter(remotes.contains) + remotes.filter({ $0 != "origin" }) {
            if let commit = try repository.reference("refs/remotes/\(remote)/\(branch)") {
                return Tip(commit: commit, isOwn: false)
            }
        }
        return nil
    }

    /// The branch that is checked out here.
    public static func current(in repository: borrowing Repository) throws(PullRequestError) -> String {
        let head: Head
        do { head = try repository.head() } catch { throw .git(error) }
        let prefix = reference(of: "")
        guard case .branch(let name, _) = head, name.hasPrefix(prefix) else { throw .noHead }
        return String(name.dropFirst(prefix.count))
    }

    /// The branch that changes go into unless somebody names another one: `autowrk.base`, the branch that
    /// `origin` names, `init.defaultBranch`, `main`, `master`; the first that there is.
    public static func defaultBase(
        in repository: borrowing Repository, _ configuration: Configuration
    ) throws(PullRequestError) -> String {
        if let name = configuration.string("autowrk.base"), !name.isEmpty { return name }
        do throws(GitError) {
            let prefix = "refs/remotes/origin/"
            var names: [String] = []
            if let target = try repository.symbolicTarget(of: prefix + "HEAD"), target.hasPrefix(prefix) {
                names.append(String(target.dropFirst(prefix.count)))
            }
            names += [configuration.string("init.defaultBranch"), "main", "master"].compactMap { $0 }
            for name in names where try tip(of: name, in: repository) != nil { return name }
        } catch { throw .git(error) }
        throw .noBase
    }
}
