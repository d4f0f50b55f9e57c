import Git

extension QueryCache {
    /// Takes in what the lanes have and the cache does not.
    ///
    /// - Parameter references: all lanes and tracking references as they are now.
    /// - Returns: how many commits were read.
    /// - Throws: ``JournalError/newerReadFormat(_:)`` when an event needs a later program.
    @discardableResult
    mutating func takeIn(
        _ references: [Reference], from repository: borrowing Repository
    ) throws(JournalError) -> Int {
        let version = try databaseVersion()
        let count = try takeInAll(references, from: repository)
        try settle(at: version)
        return count
    }

    private mutating func takeInAll(
        _ references: [Reference], from repository: borrowing Repository
    ) throws(JournalError) -> Int {
        let now = Dictionary(references.map { ($0.name, $0.target) }, uniquingKeysWith: { first, _ in first })
        if try tips() == now, try filledHoles(in: repository).isEmpty { return 0 }
        try database.execute("BEGIN IMMEDIATE")
        do {
            let count = try takeInWithinTransaction(now, from: repository)
            try database.execute("COMMIT")
            return count
        } catch {
            try? database.execute("ROLLBACK")
            throw error
        }
    }

    private mutating func takeInWithinTransaction(
        _ now: [String: ObjectID], from repository: borrowing Repository
    ) throws(JournalError) -> Int {
        let known = try tips()
        let edge = Set(known.values)
        var walk = LaneWalk(from: Set(now.values).subtracting(edge), stoppingAt: edge)
        let filled = try filledHoles(in: repository)
        walk.add(filled)
        var batch = IntakeBatch()
        var streams = try StreamNumbers(in: database)
        while let visit = try walk.next(
            in: repository, { (id, message) throws(JournalError) in try batch.add(id, message: message) })
        {
            if case .notACommit(let id, let reason) = visit {
                batch.add(stranger: Stranger(commit: id.hex, reason: reason))
            }
            if batch.isFull { try batch.flush(into: database, streams: &streams) }
        }
        try batch.flush(into: database, streams: &streams)
        if known.isEmpty { try database.execute(CacheSchema.streamIndex) }
        let gone = edge.subtracting(walk.reached).subtracting(now.values)
        for target in gone where try !isReachable(target, from: now, in: repository) {
            // A lane was taken away or moved back: what only it had must not be shown any more.
            try removeAll()
            return try takeInWithinTransaction(now, from: repository)
        }
        try record(now, holes: walk.missing, filled: filled)
        try raise(to: batch.format)
        return walk.count
    }

    private func isReachable(
        _ target: ObjectID, from now: [String: ObjectID], in repository: borrowing Repository
    ) throws(JournalError) -> Bool {
        do {
            return try repository.isReachable(target, fromAny: Array(Set(now.values)))
        } catch {
            // Behind a shallow edge or without the object nobody can tell.
            return false
        }
    }

    /// What each reference pointed at when it was last taken in.
    private borrowing func tips() throws(JournalError) -> [String: ObjectID] {
        let query = try database.prepare("SELECT reference, target FROM tip")
        var tips: [String: ObjectID] = [:]
        while try query.step() { tips[query.text(0)] = ObjectID(hex: query.text(1)) }
        return tips
    }

    /// The commits that were missing when they were looked for and are there now.
    private borrowing func filledHoles(in repository: borrowing Repository) throws(JournalError) -> [ObjectID]
    {
        let query = try database.prepare("SELECT target FROM hole")
        var filled: [ObjectID] = []
        while try query.step() {
            if let id = ObjectID(hex: query.text(0)), repository.contains(id) { filled.append(id) }
        }
        return filled
    }

    private borrowing func record(
        _ now: [String: ObjectID], holes: [ObjectID], filled: [ObjectID]
    ) throws(JournalError) {
        try database.execute("DELETE FROM tip")
        let insertion = try database.prepare("INSERT INTO tip VALUES (?1, ?2)")
        for (reference, target) in now {
            try insertion.bind(1, reference)
            try insertion.bind(2, target.hex)
            try insertion.run()
        }
        for (statement, holes) in [
            ("DELETE FROM hole WHERE target = ?1", filled), ("INSERT OR IGNORE INTO hole VALUES (?1)", holes),
        ] {
            let change = try database.prepare(statement)
            for id in holes {
                try change.bind(1, id.hex)
                try change.run()
            }
        }
    }

    private mutating func raise(to versions: FormatVersions) throws(JournalError) {
        format.read = max(format.read, versions.read)
        format.write = max(format.write, versions.write)
        let insertion = try database.prepare("INSERT OR REPLACE INTO meta VALUES (?1, ?2)")
        for (key, value) in [("read", format.read), ("write", format.write)] {
            try insertion.bind(1, key)
            try insertion.bind(2, value)
            try insertion.run()
        }
    }

    private mutating func removeAll() throws(JournalError) {
        for table in CacheSchema.names {
            try database.execute("DELETE FROM \(table)")
        }
        try database.execute(CacheSchema.begin)
        format = FormatVersions()
    }
}
