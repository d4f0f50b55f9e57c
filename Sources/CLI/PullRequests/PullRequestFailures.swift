import Domain
import Engine

extension Failure {
    /// What went wrong with a pull request.
    ///
    /// - Parameters:
    ///   - error: what went wrong.
    ///   - name: the pull request as people type it, where it is known.
    init(_ error: PullRequestError, about name: String? = nil) {
        let subject = name.map { "pull request '\($0)'" } ?? "the pull request"
        let command = "git autowrk pr"
        switch error {
        case .journal(let error): self.init(error)
        case .git(let error): self.init(error)
        case .system(let error): self.init(error)
        case .refused(let id, let refusal):
            let name = name ?? id.description
            self.init(
                .conflict, "cannot change pull request '\(name)': \(refusal.message)",
                hints: Self.hints(for: refusal, name))
        case .unknown(let id):
            self.init(
                .usage, "there is no pull request '\(id)'",
                hints: ["'\(command) list --state all' lists them"])
        case .missingBranch(let branch):
            self.init(
                .usage, "there is no branch '\(printable(branch))'",
                hints: ["'git branch --all' lists those there are"])
        case .nothingToMerge(let head, let base):
            self.init(.conflict, "there is nothing to merge: '\(base)' has all that '\(head)' has")
        case .sameBranch(let branch):
            self.init(
                .usage, "branch '\(branch)' can't be merged into itself",
                hints: ["name another branch with '--head' or '--base'"])
        case .unrelated(let head, let base):
            self.init(
                .conflict, "cannot merge '\(head)' into '\(base)': they have no common history",
                hints: ["where the history is cut off, 'git fetch --unshallow' brings the rest"])
        case .missingCommit(let commit):
            self.init(
                .repository, "commit '\(commit.prefix(12))' of \(subject) is not in this clone",
                hints: ["'git fetch' may bring it"])
        case .duplicate(let id, let head, let base):
            self.init(
                .conflict, "'\(head)' has an open pull request into '\(base)' already: \(id)",
                hints: ["'\(command) show \(id)' shows it"])
        case .noBase:
            self.init(
                .repository, "no branch to merge into was found",
                hints: ["name it with '--base', or for good: git config autowrk.base <branch>"])
        case .noHead:
            self.init(
                .usage, "no branch is checked out", hints: ["name the branch or the pull request"])
        case .missingPlace(let path, let line, let commit):
            let place = line.map { "line \($0) of '\(printable(path))'" } ?? "file '\(printable(path))'"
            self.init(.usage, "there is no \(place) at \(commit.prefix(12))")
        case .conflicts(let paths, let commit):
            self.init(conflicts: paths, commit, name)
        case .notVerified(let verdict):
            self.init(
                .conflict, "cannot merge \(subject): the merged files have not passed: \(verdict.headline)",
                hints: verdict.checks.filter(\.isBlocking).map(\.line))
        case .verification(let message, let hints):
            self.init(.conflict, "cannot merge \(subject): \(message)", hints: hints)
        case .blocked(let base): self.init(blocked: base)
        case .restless(let base):
            self.init(
                .conflict, "cannot merge \(subject): branch '\(base)' is moved all the time",
                hints: ["try again when it is at rest"])
        case .busy:
            self.init(
                .conflict, "another process is at the pull requests of this clone",
                hints: ["try again when it is done"])
        }
    }

    private static func hints(for refusal: PullRequestRefusal, _ name: String) -> [String] {
        switch refusal {
        case .isDraft: ["'git autowrk pr ready \(name)' makes it ready"]
        case .isClosed: ["'git autowrk pr reopen \(name)' opens it again"]
        case .isRejected:
            ["new commits or another review of theirs change that: 'git autowrk pr show \(name)' shows why"]
        case .isMerged, .isOpen, .isReady, .isEmpty, .lineWithoutFile: []
        }
    }

    private init(conflicts paths: [String], _ commit: String?, _ name: String?) {
        let subject = name.map { "pull request '\($0)'" } ?? "the pull request"
        let some = paths.prefix(5).map { printable($0) }.joined(separator: ", ")
        let place = commit.map { " at commit \($0.prefix(12))" } ?? ""
        self.init(
            .conflict, "cannot merge \(subject): conflicts\(place) in \(some)\(paths.count > 5 ? ", …" : "")",
            hints: ["merge the base into the branch, or rebase the branch, and commit what is right"])
    }

    private init(blocked base: BlockedBase) {
        let branch = "branch '\(printable(base.branch))'"
        let place = "is checked out in '\(printable(base.folder))'"
        switch base.reason {
        case .stagedChanges:
            self.init(
                .conflict, "cannot merge: \(branch) \(place), where changes are staged",
                hints: ["commit or stash them, or switch to another branch there, and merge again"])
        case .underWay(let name):
            self.init(
                .conflict, "cannot merge: \(branch) \(place), where a \(name) is under way",
                hints: ["finish it there, and merge again"])
        case .severalFolders(let folders):
            self.init(
                .conflict, "cannot merge: \(branch) is checked out in several folders",
                hints: folders.map { printable($0) }
                    + ["switch to another branch in all but one, and merge again"])
        case .missingFolder:
            self.init(
                .conflict, "cannot merge: \(branch) \(place), which is gone",
                hints: ["'git worktree prune' forgets it, or bring the folder back"])
        case .files(let paths):
            let some = paths.prefix(5).map { printable($0) }.joined(separator: ", ")
            self.init(
                .conflict,
                "cannot merge: \(branch) \(place), where files are in the way: \(some)\(paths.count > 5 ? ", …" : "")",
                hints: ["they are not in any commit: move them elsewhere, and merge again"])
        case .refused(let text):
            let lines = text.split(separator: "\n").map { String($0) }
            self.init(
                .conflict, "cannot merge: \(branch) \(place), and Git does not move it",
                hints: lines + ["put that right, or switch to another branch there, and merge again"])
        }
    }
}
