import Git
import Platform

extension Journal {
    /// Looks at the other references of the journal when they are not as they were at the last look: brings
    /// the local lanes up to what the tracking references have, and clock and format to what all events ask
    /// for. Only ever forward: what would be lost is kept on a lane of its own first.
    mutating func settle(_ lane: inout Lane) throws(JournalError) {
        guard try lane.state.settled != fingerprint(besides: lane.reference) else {
            return lane.isSettled = true
        }
        let tracking = try references().filter { $0.name.hasPrefix(Lanes.trackingPrefix) }
        let archived = tracking.isEmpty ? [] : try archivedTips()
        var isComplete = true
        try lane.announce(true)
        for theirs in tracking {
            guard let replica = Lanes.replica(of: theirs.name) else { continue }
            do throws(JournalError) {
                try integrate(theirs.target, of: replica, archived, lane: &lane)
            } catch .referenceLocked {
                // Somebody has another clone's lane in hand: no reason not to append to the own one.
                isComplete = false
            } catch {
                try? lane.announce(false)
                throw error
            }
        }
        try withFreshCache { (cache) throws(JournalError) in
            if let newest = try cache.newestID() { lane.state.clock.observe(newest) }
            lane.state.format = cache.format
        }
        if isComplete {
            lane.state.settled = try fingerprint(besides: lane.reference)
            lane.isSettled = true
        }
        try lane.remember()
    }

    /// Stands for the names and targets of all references of the journal but one: FNV-1a of 64 bits.
    func fingerprint(besides own: String) throws(JournalError) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for reference in try references() where reference.name != own {
            for byte in Array(reference.name.utf8) + reference.target.bytes {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        return hash
    }

    /// Whether a fetch has brought something for the lanes since they were last looked at. A look without
    /// the lock, for readers.
    func hasUnsettledFetch() throws(JournalError) -> Bool {
        var lanes: [ReplicaID: ObjectID] = [:]
        var tracking: [(replica: ReplicaID, target: ObjectID)] = []
        for reference in try references() {
            guard let replica = Lanes.replica(of: reference.name) else { continue }
            if reference.name.hasPrefix(Lanes.prefix) {
                lanes[replica] = reference.target
            } else {
                tracking.append((replica, reference.target))
            }
        }
        guard tracking.contains(where: { lanes[$0.replica] != $0.target }) else { return false }
        guard let text = try? Files.read(directory.lock), let state = LaneState(text: text) else {
            return true
        }
        return try state.settled != fingerprint(besides: Lanes.reference(state.replica))
    }

    private mutating func integrate(
        _ theirs: ObjectID, of replica: ReplicaID, _ archived: Set<ObjectID>, lane: inout Lane
    ) throws(JournalError) {
        let reference = Lanes.reference(replica)
        guard let ours = try target(of: reference) else {
            guard try !isKept(theirs, archived) else { return }
            try move(reference, from: nil, to: theirs)
            return changes.received.append(replica)
        }
        switch relation(of: ours, to: theirs) {
        case .same, .ahead: return
        case .behind:
            try move(reference, from: ours, to: theirs)
            changes.received.append(replica)
            // Nobody but this clone adds to its lane: another one must have the same name.
            if replica == lane.state.replica { try rename(&lane, to: theirs) }
        case .diverged where replica == lane.state.replica:
            try rename(&lane, to: ours)
            try move(reference, from: ours, to: theirs)
            changes.received.append(replica)
        case .diverged:
            // Twins with remotes of their own: the lane stays at the one that came first, lest it go back
            // and forth, and the other one has a lane beside it.
            guard try !isKept(theirs, archived) else { return }
            try rescue(theirs)
            changes.rescued.append(replica)
        }
    }

    /// Gives this clone a new name and a new lane that begins with all that `tip` has.
    private mutating func rename(_ lane: inout Lane, to tip: ObjectID) throws(JournalError) {
        let old = lane.state.replica
        let new = try ReplicaRecord.renew(directory)
        try move(Lanes.reference(new), from: nil, to: tip)
        lane.take(over: new, at: tip)
        changes.renamed = .init(from: changes.renamed?.from ?? old, to: new)
    }

    private func move(_ reference: String, from: ObjectID?, to target: ObjectID) throws(JournalError) {
        try ReferenceUpdate(
            name: reference, target: target, expecting: from.map { .mustMatch($0) } ?? .mustNotExist
        ).perform(in: repository)
    }

    /// Whether a lane was adopted by another one or archived, so that it needs no reference of its own.
    private func isKept(_ tip: ObjectID, _ archived: Set<ObjectID>) throws(JournalError) -> Bool {
        do {
            let lanes = try repository.references(under: Lanes.prefix).map(\.target)
            let tips = lanes + archived.filter { repository.contains($0) }
            return try archived.contains(tip) || (!tips.isEmpty && repository.isReachable(tip, fromAny: tips))
        } catch { return false }
    }

    enum Relation { case same, ahead, behind, diverged }

    /// How one tip of a lane stands to another one. What can't be told, at the edge of a shallow
    /// clone, counts as diverged, which loses nothing.
    func relation(of ours: ObjectID, to theirs: ObjectID) -> Relation {
        if ours == theirs { return .same }
        do {
            if try repository.isAncestor(ours, of: theirs) { return .behind }
            if try repository.isAncestor(theirs, of: ours) { return .ahead }
        } catch {}
        return .diverged
    }
}
