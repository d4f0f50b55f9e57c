import Git
import Platform

extension Journal {
    /// Calls `body` with this clone's lane while its lock is held.
    ///
    /// Writers queue in the kernel in the order they came; a writer that dies lets the next one in.
    mutating func withLane<R: ~Copyable>(
        _ body: (inout Lane, inout Journal) throws(JournalError) -> R
    ) throws(JournalError) -> R {
        let stopwatch = Stopwatch()
        try directory.create()
        let lock: FileLock
        do {
            lock = try FileLock(path: directory.lock, mode: .exclusive, wait: .block)
        } catch {
            switch error {
            case .system(let error): throw .system(error)
            case .wouldBlock(let path): throw .referenceLocked(path)
            }
        }
        trace.note("lock", directory.lock, since: stopwatch)
        let state = try laneState(keptIn: lock)
        var lane = Lane(lock: lock, state: state)
        try settle(&lane)
        let result = try body(&lane, &self)
        note(lane.state)
        return result
    }

    /// The lane's state as the last writer left it or, when that no longer holds, as it is found to be.
    private func laneState(keptIn lock: borrowing FileLock) throws(JournalError) -> LaneState {
        let kept: LaneState?
        do { kept = LaneState(text: try lock.read()) } catch { throw .system(error) }
        if let kept, kept.isUpdating {
            LeftLocks(in: repository).clearAfterKill()
        }
        let replica =
            if let known = try ReplicaRecord.read(directory) { known } else {
                try ReplicaRecord.renew(directory)
            }
        var tip = try target(of: Lanes.reference(replica))
        if let kept, kept.replica == replica, kept.tip == tip, !kept.isUpdating { return kept }
        if var kept, kept.replica == replica, let lost = kept.tip, lost != tip {
            // See `Lane.moving`; the mark goes when the lane is settled.
            kept.isUpdating = true
            do { try lock.write(Array(kept.text.utf8)) } catch { throw .system(error) }
            tip = try recover(lost, of: replica, at: tip)
        }
        // Not settled: clock and format are found out from the events of all lanes.
        var state = LaneState(replica: replica, tip: tip)
        state.loose = kept?.loose ?? 0
        if let kept { state.clock = kept.clock }
        return state
    }

    /// Brings back what another program took off the lane, as a mirroring fetch does: the lane stood at
    /// `lost` and now stands at `tip`.
    ///
    /// - Returns: where the lane stands now.
    private func recover(
        _ lost: ObjectID, of replica: ReplicaID, at tip: ObjectID?
    ) throws(JournalError) -> ObjectID? {
        guard repository.contains(lost) else { return tip }
        if let tip {
            switch relation(of: lost, to: tip) {
            case .same, .behind: return tip
            case .diverged:
                try rescue(lost)
                return tip
            case .ahead: break
            }
        }
        try ReferenceUpdate(
            name: Lanes.reference(replica), target: lost,
            expecting: tip.map { .mustMatch($0) } ?? .mustNotExist
        ).perform(in: repository)
        return lost
    }

    /// Keeps the commits up to `tip` on a lane of their own. Its name follows from the commit, so that
    /// clones that rescue the same one make the same lane.
    func rescue(_ tip: ObjectID) throws(JournalError) {
        let reference = Lanes.reference(Self.rescueName(of: tip))
        guard try target(of: reference) != tip else { return }
        try ReferenceUpdate(name: reference, target: tip, expecting: .mustNotExist).perform(in: repository)
    }

    /// What the lane is called that keeps the commits up to `tip`.
    static func rescueName(of tip: ObjectID) -> ReplicaID {
        ReplicaID(bits: tip.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    func target(of reference: String) throws(JournalError) -> ObjectID? {
        do { return try repository.reference(reference) } catch { throw .git(error) }
    }
}
