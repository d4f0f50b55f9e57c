public import Git
import Platform

/// What was found in a scratch checkout.
public struct ScratchCapture: Sendable, Equatable {
    /// All files that are not ignored; stored in the repository.
    public let tree: ObjectID
    /// Where `HEAD` is now: a command may have committed, or switched to a branch.
    public let head: Head
    /// The folders that are repositories of their own and were left out, or left as they were in the case of
    /// submodules that have moved.
    public let repositoriesLeftOut: [String]

    /// A capture of these parts.
    public init(tree: ObjectID, head: Head, repositoriesLeftOut: [String] = []) {
        (self.tree, self.head, self.repositoriesLeftOut) = (tree, head, repositoriesLeftOut)
    }
}

extension ScratchContent {
    /// Stores all files that are not ignored as a tree.
    ///
    /// - Parameter base: what the checkout was brought to; submodules stay as they are there.
    func capture(base: ObjectID) throws(ScratchError) -> ScratchCapture {
        guard worktree.isIntact else { throw .gone(path: worktree.path) }
        worktree.unlockIndex()
        let nested = try addAll()
        let administration = worktree.administration
        let index = worktree.index
        return try libgit2 { () throws(GitError) in
            let repository = try Repository(discovering: administration, useEnvironment: false)
            let written = try IndexFile(reading: index).writeTree(in: repository)
            let (tree, moved) = try repository.keepingSubmodules(of: base, in: written)
            return ScratchCapture(
                tree: tree, head: try repository.head(), repositoriesLeftOut: (nested + moved).sorted())
        }
    }

    /// Takes all files into the index; returns repositories without a commit, at which Git gives up.
    private func addAll() throws(ScratchError) -> [String] {
        let outcome = try git.run(["add", "--all"], on: worktree)
        if outcome.succeeded { return [] }
        // Git lists what is in other repositories by their folders only.
        let listing = try git.output(of: ["ls-files", "--others", "--exclude-standard", "-z"], on: worktree)
        let nested = listing.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.hasSuffix("/") }.map { String($0.dropLast()) }
        // Without one the second attempt says what is wrong.
        try git.output(
            of: ["add", "--all", "--", "."] + nested.map { ":(top,exclude,literal)\($0)" }, on: worktree)
        return nested
    }
}

extension Repository {
    /// `tree` with the submodules that `base` has and no others, and the paths where that made a difference.
    ///
    /// Only a command that has changed `.gitmodules`, as `git rm` does, can remove one.
    fileprivate borrowing func keepingSubmodules(
        of base: ObjectID, in tree: ObjectID
    ) throws(GitError) -> (tree: ObjectID, paths: [String]) {
        if tree == base { return (tree, []) }
        let differences = try changes(from: base, to: tree)
        let hasSameModules = !differences.contains { $0.path == ".gitmodules" }
        var corrections: [TreeChange] = []
        for change in differences {
            switch (change.old, change.new) {
            case (let old?, nil) where old.mode == .submodule && hasSameModules:
                corrections.append(.upsert(path: old.path, id: old.id, mode: .submodule))
            case (let old?, let new?) where old.mode == .submodule && new.mode == .submodule:
                corrections.append(.upsert(path: old.path, id: old.id, mode: .submodule))
            case (_, let new?) where new.mode == .submodule:
                corrections.append(.remove(path: new.path))
            default: break
            }
        }
        if corrections.isEmpty { return (tree, []) }
        let paths = corrections.map { correction in
            switch correction {
            case .upsert(let path, _, _), .remove(let path): path
            }
        }
        return (try updateTree(tree, changes: corrections), paths)
    }
}
