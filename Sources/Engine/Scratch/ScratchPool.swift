public import Git
public import Platform

/// Hands out scratch checkouts: folders outside of the repository that are kept and used again, so that a
/// tree costs what it differs from the one that was there before.
///
/// Any number of threads and processes may ask at once, each with its own repository handle: nobody gets a
/// folder that somebody else has, and one whose holder died is free again.
public struct ScratchPool: Sendable {
    /// What is kept while nobody uses it.
    public struct Limits: Sendable, Equatable {
        /// Checkouts of a repository; those in use count, but are never removed.
        public var count: Int
        /// How long one stays that nobody uses, in milliseconds.
        public var age: Int64

        /// 8 for 7 days, unless given.
        public init(count: Int = 8, age: Int64 = 7 * 86_400_000) { (self.count, self.age) = (count, age) }
    }

    let scratchDirectory: String
    /// Whether it has checkouts of its own, for commands in sandboxes.
    private(set) var isForSandboxes = false
    let limits: Limits
    let git: ScratchGit
    let time: TimeSource

    /// A pool in a folder of the user's caches, which is made when it is missing.
    ///
    /// - Parameters:
    ///   - cacheDirectory: such as `~/.cache/autowrk`, as an absolute path.
    ///   - limits: what ``clean()`` leaves.
    ///   - environment: that of this process, for the `git` program.
    ///   - time: tells when a checkout was used.
    ///   - isDurable: what ``ScratchCheckout/capture(hasChanges:)`` stores is on the disk when it returns.
    public init(
        cacheDirectory: String, limits: Limits = Limits(), environment: [String: String], time: TimeSource,
        isDurable: Bool = true
    ) throws(ScratchError) {
        self.limits = limits
        self.time = time
        git = ScratchGit(environment: environment, isDurable: isDurable)
        scratchDirectory = try system { () throws(SystemError) in
            let folder = "\(cacheDirectory)/scratch"
            try Files.createDirectories(cacheDirectory)
            // What is in a private repository is nobody else's business.
            try Files.createPrivateDirectory(folder)
            return try Files.realPath(folder)
        }
    }

    /// The pool with the checkouts for commands in a sandbox, or for those without.
    ///
    /// What one in a sandbox leaves in ignored folders must not be run outside of any.
    public func forCommands(in sandbox: CommandSandbox?) -> ScratchPool {
        var pool = self
        pool.isForSandboxes = sandbox != nil
        return pool
    }

    /// A folder with the files of `tree`, in which `HEAD` is at `commit` or, without one, at a commit that
    /// has the tree and no history.
    ///
    /// Ignored files of whoever had it before are still there; nothing else is.
    public func checkout(
        of tree: ObjectID, commit: ObjectID?, in repository: borrowing Repository
    ) throws(ScratchError) -> ScratchCheckout {
        let place = try place(for: repository)
        let head = try head(for: tree, commit, in: repository)
        for slot in try ranked(place.slots(), for: tree, in: repository) {
            guard let lock = try slot.lock() else { continue }
            return try ScratchCheckout(slot, lock: lock, pool: self, tree: tree, commit: head)
        }
        try place.create()
        pruneAdministration(of: place)
        var number = 1
        while true {
            let slot = place.slot(number)
            if let lock = try slot.lock() {
                return try ScratchCheckout(slot, lock: lock, pool: self, tree: tree, commit: head)
            }
            number += 1
        }
    }

    private func place(for repository: borrowing Repository) throws(ScratchError) -> ScratchPlace {
        if let top = repository.workingDirectory, scratchDirectory.hasPrefix("\(top)/") {
            throw .insideRepository(path: scratchDirectory)
        }
        let common = repository.commonDirectory
        return ScratchPlace(
            scratchDirectory: scratchDirectory,
            commonDirectory: try system { () throws(SystemError) in try Files.realPath(common) },
            isForSandboxes: isForSandboxes)
    }

    private func head(
        for tree: ObjectID, _ commit: ObjectID?, in repository: borrowing Repository
    ) throws(ScratchError) -> ObjectID {
        do throws(GitError) {
            // Fails for what is missing or no commit, before `HEAD` names it.
            if let commit { return try repository.commit(commit).id }
            let signature = Signature(name: "git-autowrk", email: "", seconds: 0, offsetMinutes: 0)
            return try repository.writeCommit(
                tree: tree, parents: [], author: signature, committer: signature,
                message: "scratch checkout of \(tree)\n")
        } catch {
            throw .git(error)
        }
    }

    /// The slot first that has the least to change; the last one used if there is none.
    private func ranked(
        _ slots: [ScratchSlot], for tree: ObjectID, in repository: borrowing Repository
    ) throws(ScratchError) -> [ScratchSlot] {
        if slots.count < 2 { return slots }
        var ranks: [(slot: ScratchSlot, differences: Int, usedAt: Int64)] = []
        for slot in slots {
            let record = slot.record()
            var differences = Int.max
            if let known = record?.tree {
                // A tree that was never kept may be gone.
                differences =
                    known == tree ? 0 : (try? repository.countChanges(from: known, to: tree)) ?? .max
            }
            ranks.append((slot, differences, record?.usedAt.milliseconds ?? 0))
        }
        return ranks.sorted { ($0.differences, $1.usedAt) < ($1.differences, $0.usedAt) }.map(\.slot)
    }
}
