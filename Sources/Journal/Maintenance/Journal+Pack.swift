import Git
import Platform

extension Journal {
    /// How many loose commits are left alone. Git looks for many loose objects at 6,700 in all.
    static let looseLimit = 512
    private static let reminderInterval = 64
    /// How many packs of ours are left alone; Git's own bound for all packs is 50.
    static let packLimit = 16

    /// Whether so many events were appended one by one that they should be packed.
    public var wantsPacking: Bool { looseCommits >= Self.looseLimit }

    /// Whether a writer of one event should see to it: not every one, while the packing goes on that an
    /// earlier one has started.
    public var remindsOfPacking: Bool { wantsPacking && looseCommits % Self.reminderInterval == 0 }

    /// Calls `body` while no other process tidies up this clone.
    ///
    /// - Throws: ``JournalError/maintenanceRunning`` when one does.
    mutating func withMaintenanceLock<R>(
        _ body: (inout Journal) throws(JournalError) -> R
    ) throws(JournalError) -> R {
        try directory.create()
        let lock: FileLock
        do {
            lock = try FileLock(path: directory.maintenanceLock, mode: .exclusive, wait: .none)
        } catch {
            switch error {
            case .wouldBlock: throw .maintenanceRunning
            case .system(let error): throw .system(error)
            }
        }
        let result = try body(&self)
        _ = consume lock
        return result
    }

    /// Puts the loose objects of all lanes into one pack, and joins the packs of earlier times when there
    /// are many. Writers go on meanwhile; nothing that is not in a pack is removed.
    public mutating func pack(through git: GitProgram) throws(JournalError) {
        try withMaintenanceLock { (journal) throws(JournalError) in
            let tips = Set(try journal.references().map(\.target))
            guard !tips.isEmpty else { return }
            let loose = try journal.looseInLane()
            let folder = PackFolder(journal.repository, journal.directory, git)
            try folder.packLoose(reachableFrom: tips)
            try folder.joinPacks(beyond: Self.packLimit)
            try journal.withLane { (lane, _) throws(JournalError) in
                lane.state.loose = max(0, lane.state.loose - loose)
                try lane.remember()
            }
            do throws(GitError) { try journal.repository.refreshObjects() } catch {
                throw JournalError.git(error)
            }
        }
    }

    private mutating func looseInLane() throws(JournalError) -> Int {
        try withLane { (lane, _) throws(JournalError) in lane.state.loose }
    }
}
