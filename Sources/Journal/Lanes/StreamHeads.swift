import Git

/// The newest events of streams, kept from one append to the next: most preconditions are then checked
/// without asking the query cache, which would have to take in what was just appended first.
///
/// What the cache has at ``position`` and what was appended here since is all there is, as long as the own
/// lane stands where this process left it and no other reference of the journal has moved: at ``place``.
struct StreamHeads {
    /// Where all lanes stand.
    struct Place: Equatable {
        let replica: ReplicaID
        let tip: ObjectID?
        /// Stands for all other references.
        let others: UInt64
    }

    /// How many streams are remembered; 6 MB. Who goes through more of them than that asks the cache anew.
    static let limit = 1 << 16

    private(set) var place: Place?
    /// What the cache had taken in when it was asked.
    var position: CachePosition?
    /// Whether what is known holds for longer than one append.
    var isLasting = false
    private var newest: [StreamName: EventID?] = [:]

    /// Nothing is known yet at `place`; nil for lanes that can't be told to stand still.
    init(at place: Place? = nil) { self.place = place }

    /// The newest event of a stream; nil for none.
    subscript(stream: StreamName) -> EventID? { newest[stream] ?? nil }

    func knows(_ stream: StreamName) -> Bool { newest[stream] != nil }

    mutating func add(_ found: [StreamName: EventID?]) { newest.merge(found) { $1 } }

    /// Takes note of what was appended, with which the own lane has moved on to `place`.
    mutating func follow(to place: Place?, appending appended: [StreamName: EventID]) {
        guard isLasting, place != nil, newest.count + appended.count <= Self.limit else {
            return self = StreamHeads()
        }
        self.place = place
        for (stream, id) in appended { newest[stream] = max(self[stream] ?? id, id) }
    }
}

extension Journal {
    /// Finds out the newest events of the streams that the preconditions of `decisions` are about.
    mutating func recallHeads(
        for decisions: [Decision], on lane: borrowing Lane
    ) throws(JournalError) {
        let place = lane.place
        if place == nil || heads.place != place { heads = StreamHeads(at: place) }
        var unknown: Set<StreamName> = []
        for decision in decisions {
            guard case .streamAt(let stream, _) = decision.precondition, !heads.knows(stream) else {
                continue
            }
            unknown.insert(stream)
        }
        guard !unknown.isEmpty else { return }
        if let position = heads.position, let found = newestIDs(of: unknown, at: position) {
            return heads.add(found)
        }
        try askFreshCache(unknown, besides: lane.reference)
    }

    private mutating func askFreshCache(
        _ streams: Set<StreamName>, besides lane: String
    ) throws(JournalError) {
        // Whatever happens on the way, nothing that the cache had before counts any more.
        heads.position = nil
        let answer = try withFreshCache { (cache) throws(JournalError) in
            try cache.newestIDs(of: streams)
        }
        heads.add(answer.found)
        heads.position = answer.position
        // The cache has looked at the references later than the lane has.
        let others = try fingerprint(besides: lane)
        heads.isLasting = answer.isComplete && heads.place?.others == others
    }

    /// Checks a decision's precondition against all lanes and what the group has recorded so far.
    func check(
        _ precondition: Decision.Precondition, after group: [StreamName: EventID]
    ) throws(JournalError) {
        guard case .streamAt(let stream, let expected) = precondition else { return }
        var actual = heads[stream]
        // An event with a time that no clock follows stays ahead of what is appended.
        if let recorded = group[stream] { actual = max(actual ?? recorded, recorded) }
        guard actual == expected else { throw .stale(stream, expected: expected, actual: actual) }
    }
}
