import Git
import Platform

/// The files of a scratch checkout, and how they are brought to a tree.
struct ScratchContent: Sendable {
    let worktree: LinkedWorktree
    let git: ScratchGit

    /// Makes the files those of `tree`, whatever a command has done to them.
    ///
    /// Only what differs is written; files that the tree ignores stay.
    ///
    /// - Parameters:
    ///   - tree: what the folder is to hold.
    ///   - head: where `HEAD` is to be.
    ///   - previous: the tree that it was last brought to, if that is known.
    ///   - isTrusted: whether the index's figures of the files (size, times, inode) can be relied on.
    func bring(
        to tree: ObjectID, head: ObjectID, previous: ObjectID?, isTrusted: Bool
    ) throws(ScratchError) {
        try worktree.tidy()
        try worktree.setHead(head)
        if !(isTrusted && hasPlainIndex) { try readAll(previous ?? tree) }
        try git.output(of: ["read-tree", "--reset", "-u", tree.description], on: worktree)
        try git.output(of: ["clean", "-ffdq"], on: worktree)
        try emptySubmodules()
    }

    /// False for an index that hides changes, or that only Git itself can read.
    private var hasPlainIndex: Bool {
        do throws(GitError) {
            let index = try IndexFile(reading: worktree.index)
            return !index.hidesChanges
        } catch {
            return false
        }
    }

    /// Makes an index anew that knows of each file, by its content, whether it is that of `tree`. What is
    /// not is written afterwards; the others keep their times, by which build tools go.
    private func readAll(_ tree: ObjectID) throws(ScratchError) {
        guard Files.exists(worktree.index) else { return }
        try system { () throws(SystemError) in try Files.remove(worktree.index) }
        // The tree may be one that was never kept and is gone by now: then the files that it alone has stay,
        // if they are ignored.
        guard try git.run(["read-tree", tree.description], on: worktree).succeeded else { return }
        // Its status says whether there are files that differ.
        _ = try git.run(["update-index", "-q", "--refresh"], on: worktree)
    }

    /// A submodule's folder is empty until a command asks for its files.
    private func emptySubmodules() throws(ScratchError) {
        let submodules = try libgit2 { () throws(GitError) in
            let index = try IndexFile(reading: worktree.index)
            return index.submodules
        }
        try system { () throws(SystemError) in
            for submodule in submodules {
                let folder = "\(worktree.path)/\(submodule)"
                // Through a link somebody else's files would be removed.
                guard try Files.realPath(folder) == folder else { continue }
                for name in try Files.list(folder) { try Files.removeTree("\(folder)/\(name)") }
            }
        }
    }
}
