import Git
import Platform
import Workflow

/// Branches by name, and those in the hands of users.
enum Branches {
    private static let prefix = "refs/heads/"

    /// The reference of a branch, which may be named in full.
    ///
    /// What `git branch` refuses is refused, too: nobody could check it out.
    static func reference(named name: String) throws(StepFailure) -> String {
        let short = name.hasPrefix(prefix) ? Self.name(of: name) : name
        // libgit2 takes superfluous slashes out and makes another branch than the one that is named.
        let parts = short.split(separator: "/", omittingEmptySubsequences: false)
        guard !short.hasPrefix("-"), short != "HEAD", !parts.contains("") else {
            throw StepFailure(.input, "'\(name)' is no name for a branch")
        }
        return prefix + short
    }

    /// A branch's name for people.
    static func name(of reference: String) -> String { String(reference.dropFirst(prefix.count)) }

    /// A branch that has the name of a folder of this one, or has this one's name for a folder: Git can't keep
    /// both.
    static func inTheWay(
        of reference: String, in repository: borrowing Repository
    ) throws(GitError) -> String? {
        let parts = name(of: reference).split(separator: "/")
        for count in 1..<max(parts.count, 1) {
            let folder = parts.prefix(count).joined(separator: "/")
            if try repository.reference(prefix + folder) != nil { return folder }
        }
        return try repository.references(under: reference + "/").first.map { name(of: $0.name) }
    }

    /// A worktree that is at a branch, or comes back to it.
    struct Holder {
        /// Its files, as an absolute path.
        var folder: String
        /// What Git keeps about it.
        var gitDirectory: String
    }

    /// Where a branch is checked out, or being rebased; nil where it is not. Moving it there would change
    /// what `git status` says of the files.
    static func worktree(of reference: String, in repository: borrowing Repository) -> String? {
        holder(of: reference, in: repository)?.folder
    }

    /// The same with where Git keeps what it knows of the worktree.
    static func holder(of reference: String, in repository: borrowing Repository) -> Holder? {
        holders(of: reference, in: repository).first
    }

    /// All of them: `git worktree add --force` makes a second one.
    static func holders(of reference: String, in repository: borrowing Repository) -> [Holder] {
        let common = repository.commonDirectory
        var holders: [Holder] = []
        if !repository.isBare, uses(reference, in: common) {
            holders.append(Holder(folder: mainFolder(of: repository), gitDirectory: common))
        }
        for name in (try? Files.list("\(common)/worktrees")) ?? [] {
            let folder = "\(common)/worktrees/\(name)"
            guard uses(reference, in: folder) else { continue }
            holders.append(
                Holder(folder: withoutGit(text(of: "\(folder)/gitdir")), gitDirectory: folder))
        }
        return holders
    }

    /// The files of the worktree that is not linked; of a submodule they are nowhere near Git's folder.
    private static func mainFolder(of repository: borrowing Repository) -> String {
        let common = repository.commonDirectory
        if repository.gitDirectory == common, let folder = repository.workingDirectory { return folder }
        guard let place = try? repository.configuration().string("core.worktree") else {
            return withoutGit(common)
        }
        let folder = place.hasPrefix("/") ? place : "\(common)/\(place)"
        return (try? Files.realPath(folder)) ?? folder
    }

    private static func withoutGit(_ path: String) -> String {
        path.hasSuffix("/.git") ? String(path.dropLast(5)) : path
    }

    /// Refuses a branch that is checked out somewhere.
    static func requireFree(
        _ reference: String, in repository: borrowing Repository
    ) throws(StepFailure) {
        guard let place = worktree(of: reference, in: repository) else { return }
        throw StepFailure(.conflict, "branch '\(name(of: reference))' is checked out in '\(place)'")
    }

    /// Whether the worktree with these files of Git is at a branch, or comes back to it.
    private static func uses(_ reference: String, in folder: String) -> Bool {
        text(of: "\(folder)/HEAD") == "ref: \(reference)"
            || ["rebase-merge", "rebase-apply"].contains {
                text(of: "\(folder)/\($0)/head-name") == reference
            }
            || text(of: "\(folder)/BISECT_START") == name(of: reference)
    }

    private static func text(of file: String) -> String {
        let text = (try? Files.read(file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
