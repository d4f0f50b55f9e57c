import Git
import Platform

extension Journal {
    /// Fetches a remote's lanes, moves the local ones forward, and pushes what the remote lacks.
    ///
    /// Nothing is ever forced. When it fails half-way, what arrived is kept and the rest is left for the
    /// next time.
    ///
    /// - Parameters:
    ///   - remote: the name of a configured remote.
    ///   - git: how to run the `git` program.
    ///   - budget: the time that all of it may take; nil for no limit.
    /// - Throws: ``JournalError/unknownRemote(_:)``, ``JournalError/transport(remote:message:)``,
    ///   ``JournalError/timeBudget(remote:)``.
    public mutating func sync(
        with remote: String, through git: GitProgram, budget: Duration? = nil
    ) throws(JournalError) -> SyncReport {
        var report = SyncReport(remote: remote)
        let transport = try Transport(remote: remote, git: git, budget: budget, repository: repository)
        for _ in 0..<Self.syncRounds {
            try transport.fetch()
            try withLane { (_, _) throws(JournalError) in }
            let outcome = try transport.push(try lanesThatLack(at: remote))
            try remember(outcome.sent, at: remote)
            report.sent += outcome.sent.map(\.replica)
            report.refused = outcome.refused
            // Somebody else pushed in between: look again at what they have.
            if !outcome.isOutdated { break }
        }
        // The push has moved tracking references: nobody needs to look at them again.
        try withLane { (_, _) throws(JournalError) in }
        report.changes = takeChanges()
        return report
    }

    /// Fetches a remote's lanes and moves the local ones forward, without pushing anything.
    public mutating func fetch(
        from remote: String, through git: GitProgram, budget: Duration? = nil
    ) throws(JournalError) -> SyncReport {
        var report = SyncReport(remote: remote)
        try Transport(remote: remote, git: git, budget: budget, repository: repository).fetch()
        try withLane { (_, _) throws(JournalError) in }
        report.changes = takeChanges()
        return report
    }

    /// How often a push that came too late is tried.
    private static let syncRounds = 5

    /// Moves the tracking references of lanes that were pushed; Git does so only where a refspec is
    /// configured.
    private mutating func remember(_ sent: [Transport.Lane], at remote: String) throws(JournalError) {
        try withLane { (lane, journal) throws(JournalError) in
            try lane.moving { () throws(JournalError) in
                for lane in sent {
                    try ReferenceUpdate(
                        name: Lanes.tracking(lane.replica, at: remote), target: lane.tip, expecting: .none
                    ).perform(in: journal.repository)
                }
            }
        }
    }

    /// The lanes of which the remote has nothing or less.
    func lanesThatLack(at remote: String) throws(JournalError) -> [Transport.Lane] {
        var lanes: [Transport.Lane] = []
        for reference in try references() where reference.name.hasPrefix(Lanes.prefix) {
            guard let replica = Lanes.replica(of: reference.name) else { continue }
            let lane = Transport.Lane(replica: replica, tip: reference.target)
            guard let theirs = try target(of: Lanes.tracking(replica, at: remote)) else {
                lanes.append(lane)
                continue
            }
            switch relation(of: theirs, to: lane.tip) {
            case .same, .ahead: break
            case .behind: lanes.append(lane)
            case .diverged:
                // Twins that have remotes of their own: the other's lane stays, this one goes beside it.
                if try !isKnown(lane.tip, at: remote) {
                    lanes.append(Transport.Lane(replica: Self.rescueName(of: lane.tip), tip: lane.tip))
                }
            }
        }
        return lanes
    }

    /// Whether one of the lanes that a remote had at the last fetch or push has the commit.
    private func isKnown(_ tip: ObjectID, at remote: String) throws(JournalError) -> Bool {
        let theirs = try references().filter { $0.name.hasPrefix("\(Lanes.trackingPrefix)\(remote)/") }
        return (try? repository.isReachable(tip, fromAny: theirs.map(\.target))) ?? false
    }
}
