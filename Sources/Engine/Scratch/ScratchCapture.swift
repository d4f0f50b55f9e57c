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
    /// - Parameters:
    ///   - base: what the checkout was brought to; submodules stay as they are there.
    ///   - hasChanges: whether there may be files that the index does not know as they are.
    func capture(base: ObjectID, hasChanges: Bool) throws(ScratchError) -> ScratchCapture {
        guard worktree.isIntact else { throw .gone(path: worktree.path) }
        worktree.unlockIndex()
        let nested = hasChanges ? try addAll() : []
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

    /// The files that are not in the index as they are; folders for repositories of their own.
    func changedPaths() throws(ScratchError) -> [String] {
        guard worktree.isIntact else { throw .gone(path: worktree.path) }
        let options = ["--modified", "--others", "--exclude-standard", "--deduplicate", "-z"]
        return try git.output(of: ["ls-files"] + options, on: worktree).split(separator: 0)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Takes all files into the index; returns repositories without a commit, at which Git gives up.
    private func addAll() throws(ScratchError) -> [String] {
        let outcome = try git.run(["add", "--all"], on: worktree)
        if outcome.succeeded { return [] }
        // Git lists what is in other repositories by their folders only.
        let nested = try changedPaths().filter { $0.hasSuffix("/") }.map { String($0.dropLast()) }
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
