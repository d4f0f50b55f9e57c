import Git
import Platform

extension Journal {
    /// Brings the local lanes up to what the tracking references have. Only ever forward: what would be
    /// lost is kept on a lane of its own first.
    mutating func integrate(into report: inout SyncReport) throws(JournalError) {
        guard try hasNews() else { return }
        try withLane { (lane, journal) throws(JournalError) in
            let archived = try journal.archivedTips()
            let tracking = try journal.references().filter { $0.name.hasPrefix(Lanes.trackingPrefix) }
            for theirs in tracking {
                guard let replica = Lanes.replica(of: theirs.name) else { continue }
                try journal.integrate(theirs.target, of: replica, archived, lane: &lane, report: &report)
            }
            try journal.withFreshCache { (cache) throws(JournalError) in
                if let newest = try cache.newestID() { lane.state.clock.observe(newest) }
                lane.state.format = cache.format
            }
            try lane.remember()
        }
    }

    /// Whether a tracking reference is not where its lane is. A look without the lock.
    private func hasNews() throws(JournalError) -> Bool {
        var lanes: [String: ObjectID] = [:]
        var tracking: [Reference] = []
        for reference in try references() {
            if reference.name.hasPrefix(Lanes.prefix) {
                lanes[reference.name] = reference.target
            } else {
                tracking.append(reference)
            }
        }
        return tracking.contains { theirs in
            Lanes.replica(of: theirs.name).map { lanes[Lanes.reference($0)] != theirs.target } ?? false
        }
    }

    private mutating func integrate(
        _ theirs: ObjectID, of replica: ReplicaID, _ archived: Set<ObjectID>, lane: inout Lane,
        report: inout SyncReport
    ) throws(JournalError) {
        let reference = Lanes.reference(replica)
        guard let ours = try target(of: reference) else {
            guard try !isKept(theirs, archived) else { return }
            try move(reference, from: nil, to: theirs)
            return report.received.append(replica)
        }
        switch relation(of: ours, to: theirs) {
        case .same, .ahead: return
        case .behind:
            try move(reference, from: ours, to: theirs)
            report.received.append(replica)
            // Nobody but this clone adds to its lane: another one must have the same name.
            if replica == lane.state.replica { try rename(&lane, to: theirs, &report) }
        case .diverged:
            if replica == lane.state.replica {
                try rename(&lane, to: ours, &report)
            } else {
                try rescue(ours)
                report.rescued.append(replica)
            }
            try move(reference, from: ours, to: theirs)
            report.received.append(replica)
        }
    }

    /// Gives this clone a new name and a new lane that begins with all that `tip` has.
    private mutating func rename(
        _ lane: inout Lane, to tip: ObjectID, _ report: inout SyncReport
    ) throws(JournalError) {
        let old = lane.state.replica
        let new = try ReplicaRecord.renew(directory)
        try move(Lanes.reference(new), from: nil, to: tip)
        lane.take(over: new, at: tip)
        report.renamed = .init(from: report.renamed?.from ?? old, to: new)
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

    private enum Relation { case same, ahead, behind, diverged }

    /// How a lane here stands to the same lane elsewhere. What can't be told, at the edge of a shallow
    /// clone, counts as diverged, which loses nothing.
    private func relation(of ours: ObjectID, to theirs: ObjectID) -> Relation {
        if ours == theirs { return .same }
        do {
            if try repository.isAncestor(ours, of: theirs) { return .behind }
            if try repository.isAncestor(theirs, of: ours) { return .ahead }
        } catch {}
        return .diverged
    }
}
