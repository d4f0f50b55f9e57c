public import Git
public import Platform

/// The journal of one repository: append and read, for one thread at a time.
///
/// Events of all clones are the union of the *lanes*, chains of commits below `refs/autowrk/journal/`. This
/// clone adds to its own lane only. Many tasks that append at once share a ``SharedJournal``.
public struct Journal: ~Copyable {
    /// The repository that holds the lanes.
    public let repository: Repository

    let directory: StateDirectory
    let time: TimeSource
    let trace: Trace
    /// Opened when it is first needed: an append does without.
    private var openedCache: QueryCache?
    /// Whether the cache has failed once already.
    private var hasReplacedCache = false

    /// How many commits of this clone lay about as loose objects when its lane was last opened or moved.
    private(set) var looseCommits = 0
    /// What is known of the newest events of streams.
    var heads = StreamHeads()
    /// Where the references stood when events were last taken in.
    private(set) var marks: LaneMarks?
    /// What this journal has appended itself.
    var ownMoves = OwnMoves()
    /// What looking at the tracking references has changed.
    var changes = LaneChanges()

    /// The journal of `repository`; nothing is read or written yet.
    ///
    /// - Parameters:
    ///   - repository: where the lanes are.
    ///   - time: what events are dated with.
    ///   - trace: where to report what is done and how long it takes.
    public init(in repository: consuming Repository, time: TimeSource, trace: Trace) {
        directory = StateDirectory(of: repository)
        self.repository = repository
        self.time = time
        self.trace = trace
    }

    /// The name of this clone; nil before its first append or `init`.
    public func replica() throws(JournalError) -> ReplicaID? { try ReplicaRecord.read(directory) }

    /// Remembers what the lane's state says for ``wantsPacking``.
    mutating func note(_ state: LaneState) { looseCommits = state.loose }

    /// All lanes and what the remotes' lanes were at the last fetch. References below the two prefixes that
    /// are not named after a replica are not ours and left out.
    func references() throws(JournalError) -> [Reference] {
        do {
            let all =
                try repository.references(under: Lanes.prefix)
                + repository.references(under: Lanes.trackingPrefix)
            return all.filter { Lanes.replica(of: $0.name) != nil }
        } catch { throw .git(error) }
    }

    /// Calls `body` with the query cache after it has taken in what is new. As long as the references stay where
    /// they are that is seen from their files alone.
    ///
    /// A cache that turns out to be damaged is built anew, and one that can't be written, on a full disk,
    /// gives way to one in memory; then `body` is called a second time.
    mutating func withFreshCache<R>(
        _ body: (borrowing QueryCache) throws(JournalError) -> R
    ) throws(JournalError) -> R {
        do {
            return try withOpenCache(body)
        } catch {
            guard case .cache(let failure) = error, !hasReplacedCache else { throw error }
            hasReplacedCache = true
            trace.note("cache", "replaced: \(failure.message)")
            openedCache = nil
            if failure.isCorruption {
                QueryCache.remove(directory)
            } else {
                openedCache = try QueryCache.inMemory()
            }
            return try withOpenCache(body)
        }
    }

    private mutating func withOpenCache<R>(
        _ body: (borrowing QueryCache) throws(JournalError) -> R
    ) throws(JournalError) -> R {
        // Before the references: what moves in between is news.
        let marks = LaneMarks(in: repository)
        var cache = if let opened = openedCache.take() { opened } else { try openCache() }
        do throws(JournalError) {
            let isSettled = try cache.isSettled()
            if marks.isUnclear || marks != self.marks || !isSettled {
                let stopwatch = Stopwatch()
                let count = try cache.takeIn(references(), from: repository)
                if count > 0 { trace.note("cache", "took in \(count) commits", since: stopwatch) }
                self.marks = marks
            }
            try cache.format.requireReadable()
            let result = try body(cache)
            openedCache = consume cache
            return result
        } catch {
            openedCache = consume cache
            throw error
        }
    }

    /// Takes in what is new, and brings the local lanes up to what a plain `git fetch` has left in the
    /// tracking references, so that it stays when the remote is removed. Where the lanes can't be moved
    /// they are read all the same.
    public mutating func refresh() throws(JournalError) {
        try withFreshCache { (_) throws(JournalError) in }
        if try hasUnsettledFetch() { try? withLane { (_, _) throws(JournalError) in } }
    }

    /// Hands over what has changed since the last call.
    mutating func takeChanges() -> LaneChanges {
        defer { changes = LaneChanges() }
        return changes
    }

    /// The newest events of these streams, as long as the query cache is at `position` still; it is not
    /// refreshed.
    func newestIDs(
        of streams: Set<StreamName>, at position: CachePosition
    ) -> [StreamName: EventID?]? {
        switch openedCache {
        case .some(let cache):
            let answer = try? cache.newestIDs(of: streams)
            return answer?.position == position ? answer?.found : nil
        case .none: return nil
        }
    }

    private func openCache() throws(JournalError) -> QueryCache {
        // In a repository that can't be written the cache lives in memory.
        try? directory.create()
        return try QueryCache.open(in: directory)
    }
}
