import Git
import Journal

/// Chooses the remote that is meant when none is named.
enum Remotes {
    static func preferred(
        in journal: borrowing Journal, _ session: borrowing Session
    ) throws(Failure) -> String {
        let configuration = try session.configuration(of: journal.repository)
        let head: Head
        do { head = try journal.repository.head() } catch { throw Failure(error) }
        if let name = configuration.string("autowrk.remote") ?? configuration.string("remote.pushDefault") {
            return name
        }
        if let branch = head.branchName, let name = configuration.string("branch.\(branch).remote"),
            name != "."
        {
            return name
        }
        let remotes = configuration.remotes
        if remotes.contains("origin") { return "origin" }
        guard let only = remotes.first else {
            throw Failure(
                .repository, "there is no remote to sync with",
                hints: ["git remote add origin <url>", "everything works without one, too"])
        }
        guard remotes.count == 1 else {
            throw Failure(
                .usage, "there are several remotes and none is preferred",
                hints: ["git autowrk sync <remote>", "git config autowrk.remote <remote>"])
        }
        return only
    }
}

extension Head {
    /// The short name of the branch, born or not; nil for a detached HEAD.
    fileprivate var branchName: String? {
        switch self {
        case .branch(let name, _), .unborn(let name):
            name.hasPrefix("refs/heads/") ? String(name.dropFirst("refs/heads/".count)) : name
        case .detached: nil
        }
    }
}
