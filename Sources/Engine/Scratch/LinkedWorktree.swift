import Git
import Platform

/// A linked worktree as it lies on the disk (gitrepository-layout(5)): a folder with a `.git` file, and its
/// administration in the repository.
///
/// Made by hand, as `git worktree add` would choose the name itself, run hooks and write a reflog.
struct LinkedWorktree: Sendable, Equatable {
    let path: String
    /// `<common directory>/worktrees/<name>`.
    let administration: String

    /// What a worktree starts with. All else in the administration comes from commands: locks, reflogs,
    /// the state of a merge or a rebase, sparse patterns. Clones of submodules are kept, as they are costly.
    private static let kept: Set<String> = ["HEAD", "commondir", "gitdir", "index", "locked", "modules"]

    private var link: [UInt8] { Array("gitdir: \(administration)\n".utf8) }
    private var backLink: [UInt8] { Array("\(path)/.git\n".utf8) }
    private static let common = Array("../..\n".utf8)
    /// Keeps `git worktree prune` from removing it while the cache is not mounted.
    private static let reason = Array("scratch checkout of git-autowrk\n".utf8)

    /// The index file.
    var index: String { "\(administration)/index" }

    /// Whether both sides are there and know each other.
    var isIntact: Bool {
        guard let folder = try? Files.status(of: path, followingLinks: false), folder.isDirectory,
            let file = try? Files.status(of: "\(path)/.git", followingLinks: false), file.isRegular
        else { return false }
        return (try? Files.read("\(path)/.git")) == link
            && (try? Files.read("\(administration)/gitdir")) == backLink
            && (try? Files.read("\(administration)/commondir")) == Self.common
    }

    /// Whether the administration belongs to a folder that still refers to it.
    ///
    /// False as well when it was copied with its repository: then the folder refers to the original.
    static func isAlive(administration: String) -> Bool {
        guard let backLink = try? Files.read("\(administration)/gitdir") else { return false }
        let file = String(decoding: backLink.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return (try? Files.read(file)) == Array("gitdir: \(administration)\n".utf8)
    }

    /// Makes both sides, without files and without an index.
    func create(head: ObjectID) throws(ScratchError) {
        try system { () throws(SystemError) in
            try Files.createDirectories(path)
            // First, as an administration to which nothing refers counts as left behind.
            try Files.writeAtomically(link, to: "\(path)/.git", durable: false)
            try Files.createDirectories(administration)
            try write(Self.reason, to: "locked")
            try write(Self.common, to: "commondir")
            try write(backLink, to: "gitdir")
        }
        try setHead(head)
    }

    /// Detaches `HEAD` at a commit, whatever it was before. Branches are not touched, and no reflog is written.
    func setHead(_ commit: ObjectID) throws(ScratchError) {
        try system { () throws(SystemError) in try write(Array("\(commit)\n".utf8), to: "HEAD") }
    }

    /// Removes from the administration what commands have left.
    func tidy() throws(ScratchError) {
        try system { () throws(SystemError) in
            for name in try Files.list(administration) where !Self.kept.contains(name) {
                try Files.removeTree("\(administration)/\(name)")
            }
            if !Files.exists("\(administration)/locked") { try write(Self.reason, to: "locked") }
        }
    }

    /// Removes a lock that a killed `git` has left on the index.
    func unlockIndex() { try? Files.remove("\(index).lock") }

    /// Removes both sides, as far as they are there.
    func remove() throws(ScratchError) {
        try system { () throws(SystemError) in
            for folder in [administration, path]
            where (try? Files.status(of: folder, followingLinks: false)) != nil {
                try Files.removeTree(folder)
            }
        }
    }

    private func write(_ bytes: [UInt8], to name: String) throws(SystemError) {
        try Files.writeAtomically(bytes, to: "\(administration)/\(name)", durable: false)
    }
}
