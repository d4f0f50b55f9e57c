import Domain
import Git
import Platform

/// Moves a base branch to the commit that merges a pull request, where that disturbs nobody.
struct BaseMove {
    /// What has come of it.
    enum Outcome: Equatable {
        /// It is moved; where it was checked out, the folder.
        case moved(folder: String?)
        /// Somebody else has moved it.
        case forestalled
    }

    /// The branch.
    let branch: String
    /// The variables of the process.
    let environment: [String: String]
    /// For the reflog.
    let reason: String

    private var reference: String { PullRequestBranches.reference(of: branch) }

    /// Moves it, if it is still at `old`. A branch that is checked out is moved together with the files and
    /// the index by Git itself, which leaves everything alone when something is in the way.
    func move(
        from old: ObjectID, to new: ObjectID, in repository: borrowing Repository
    ) throws -> Outcome {
        if let holder = try onlyHolder(in: repository) {
            return try move(from: old, to: new, holder, in: repository)
        }
        do {
            try LeftReferenceLock.cleared(
                for: reference, writers: .others, wasInterrupted: true, in: repository
            ) {
                try repository.updateReference(
                    reference, to: new, expecting: .mustMatch(old), logMessage: "autowrk: \(reason)")
            }
            return .moved(folder: nil)
        } catch let error as GitError {
            guard error.kind == .modified else { throw error }
            return .forestalled
        }
    }

    /// Refuses what would not work anyway, before anybody spends time on it.
    func requireMovable(in repository: borrowing Repository) throws {
        guard let holder = try onlyHolder(in: repository) else { return }
        try require(holder)
    }

    /// Where the branch is checked out; refuses several places, of which only one could go along.
    private func onlyHolder(in repository: borrowing Repository) throws -> Branches.Holder? {
        let holders = Branches.holders(of: reference, in: repository)
        if holders.count > 1 { throw blocked(holders[0], .severalFolders(holders.map(\.folder))) }
        return holders.first
    }

    private func move(
        from old: ObjectID, to new: ObjectID, _ holder: Branches.Holder,
        in repository: borrowing Repository
    ) throws -> Outcome {
        guard try repository.reference(reference) == old else { return .forestalled }
        try require(holder)
        // Tried first, because a merge that fails has written ORIG_HEAD by then.
        _ = try git(["update-index", "-q", "--refresh"], in: holder.folder)
        let trial = try git(["read-tree", "--dry-run", "-m", "-u", "HEAD", new.hex], in: holder.folder)
        guard trial.succeeded else { throw blocked(holder, .refused(trial.errorText)) }
        let paths = try FilesInTheWay.paths(in: holder.folder, from: old, to: new, repository)
        guard paths.isEmpty else { throw blocked(holder, .files(paths)) }
        let outcome = try git(
            ["merge", "--ff-only", "--quiet", "--no-autostash", new.hex], in: holder.folder)
        if try repository.reference(reference) == new { return .moved(folder: holder.folder) }
        guard try repository.reference(reference) == old else { return .forestalled }
        throw blocked(holder, .refused(outcome.errorText))
    }

    /// What a worktree may have begun, by the files that tell it.
    private static let signs = [
        ("MERGE_HEAD", "merge"), ("rebase-merge", "rebase"), ("rebase-apply", "rebase"),
        ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"), ("BISECT_START", "bisect"),
        ("sequencer", "sequence"),
    ]

    private func require(_ holder: Branches.Holder) throws {
        guard Files.exists(holder.folder) else { throw blocked(holder, .missingFolder) }
        for (file, name) in Self.signs where Files.exists("\(holder.gitDirectory)/\(file)") {
            throw blocked(holder, .underWay(name))
        }
        let staged = try git(["diff-index", "--cached", "--quiet", "HEAD", "--"], in: holder.folder)
        switch staged.ending {
        case .exited(0): return
        case .exited(1): throw blocked(holder, .stagedChanges)
        default: throw blocked(holder, .refused(staged.errorText))
        }
    }

    private func blocked(_ holder: Branches.Holder, _ reason: BlockedBase.Reason) -> PullRequestError {
        .blocked(BlockedBase(branch: branch, folder: holder.folder, reason: reason))
    }

    private func git(_ arguments: [String], in folder: String) throws -> ChildOutcome {
        var environment = environment
        for variable in RepositoryVariables.places { environment[variable] = nil }
        environment["GIT_REFLOG_ACTION"] = "autowrk: \(reason)"
        var command = ChildCommand(["git", "-C", folder] + arguments, environment: environment)
        command.group = .inherited
        return try command.run()
    }
}
