import Platform

/// Where the scratch checkouts of one repository are: a folder of the cache, with a numbered slot for each, and
/// another one for those that commands in sandboxes use.
struct ScratchPlace: Sendable, Equatable {
    /// `<cache>/scratch/<key>`.
    let folder: String
    /// What stands for this repository and this cache in names: 16 hexadecimal digits.
    let key: String
    /// The repository's own folder, which its worktrees share.
    let commonDirectory: String
    private let scratchDirectory: String
    private let isForSandboxes: Bool

    /// The place for a repository; both paths without symbolic links.
    init(scratchDirectory: String, commonDirectory: String, isForSandboxes: Bool) {
        key = Self.hash("\(commonDirectory)\0\(scratchDirectory)" + (isForSandboxes ? "\0sandboxes" : ""))
        folder = "\(scratchDirectory)/\(key)"
        (self.scratchDirectory, self.commonDirectory) = (scratchDirectory, commonDirectory)
        self.isForSandboxes = isForSandboxes
    }

    /// The other one of the same repository.
    var sibling: ScratchPlace {
        ScratchPlace(
            scratchDirectory: scratchDirectory, commonDirectory: commonDirectory,
            isForSandboxes: !isForSandboxes)
    }

    /// The place that a folder of the cache is; nil when nothing says for which repository.
    init?(folder name: String, in scratchDirectory: String) {
        guard let path = try? Files.read("\(scratchDirectory)/\(name)/\(Self.repositoryFile)") else {
            return nil
        }
        let place = ScratchPlace(
            scratchDirectory: scratchDirectory, commonDirectory: String(decoding: path, as: UTF8.self),
            isForSandboxes: false)
        guard let place = [place, place.sibling].first(where: { $0.key == name }) else { return nil }
        self = place
    }

    /// Makes the folder, which says whose it is.
    func create() throws(ScratchError) {
        let file = "\(folder)/\(Self.repositoryFile)"
        if Files.exists(file) { return }
        try system { () throws(SystemError) in
            try Files.createDirectories(folder)
            try Files.writeAtomically(Array(commonDirectory.utf8), to: file, durable: false)
        }
    }

    /// Removes the folder if there are no checkouts in it.
    func removeIfUnused() {
        guard let names = try? Files.list(folder), names.allSatisfy({ $0 == Self.repositoryFile }) else {
            return
        }
        try? Files.removeTree(folder)
    }

    func slot(_ number: Int) -> ScratchSlot { ScratchSlot(number: number, place: self) }

    /// All that have a lock file, by number.
    func slots() throws(ScratchError) -> [ScratchSlot] {
        guard Files.exists(folder) else { return [] }
        return try system { () throws(SystemError) in try Files.list(folder) }
            .compactMap { $0.hasSuffix(".lock") ? Int($0.dropLast(5)).map { slot($0) } : nil }
            .sorted { $0.number < $1.number }
    }

    private static let repositoryFile = "repository"

    /// FNV-1a of 64 bits: the same in every build and on every machine.
    private static func hash(_ text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

/// One scratch checkout's names.
struct ScratchSlot: Sendable, Equatable {
    /// From 1.
    let number: Int
    let place: ScratchPlace

    /// The folder with the files.
    var path: String { "\(place.folder)/\(number)" }

    /// Whoever has a checkout locks this file, which also holds its ``ScratchRecord``.
    var lockPath: String { "\(path).lock" }

    /// The folder's side in the repository.
    var worktree: LinkedWorktree {
        LinkedWorktree(
            path: path, administration: "\(place.commonDirectory)/worktrees/autowrk-\(number)-\(place.key)")
    }

    /// The lock, if nobody has it.
    func lock() throws(ScratchError) -> FileLock? {
        do throws(LockError) {
            return try FileLock(path: lockPath, mode: .exclusive, wait: .none)
        } catch {
            switch error {
            case .wouldBlock: return nil
            case .system(let error): throw .system(error)
            }
        }
    }

    /// What the last holder has left; nil when it is not known.
    func record() -> ScratchRecord? { (try? Files.read(lockPath)).flatMap { ScratchRecord($0) } }

    /// Removes the checkout and, by who holds its lock, the lock file.
    func remove(with lock: consuming FileLock) throws(ScratchError) {
        try worktree.remove()
        try? Files.remove(lockPath)
        _ = consume lock
    }
}
