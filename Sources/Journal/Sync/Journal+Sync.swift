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
            for lane in outcome.sent { try remember(lane, at: remote) }
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

    /// Moves the tracking reference of a lane that was pushed; Git does so only where a refspec is
    /// configured.
    private func remember(_ lane: Transport.Lane, at remote: String) throws(JournalError) {
        do {
            try repository.updateReference(
                Lanes.tracking(lane.replica, at: remote), to: lane.tip, expecting: .none,
                logMessage: "autowrk: push")
        } catch { throw .git(error) }
    }

    /// The lanes of which the remote has nothing or less.
    func lanesThatLack(at remote: String) throws(JournalError) -> [Transport.Lane] {
        var lanes: [Transport.Lane] = []
        for reference in try references() where reference.name.hasPrefix(Lanes.prefix) {
            guard let replica = Lanes.replica(of: reference.name) else { continue }
            if try target(of: Lanes.tracking(replica, at: remote)) != reference.target {
                lanes.append(Transport.Lane(replica: replica, tip: reference.target))
            }
        }
        return lanes
    }
}
