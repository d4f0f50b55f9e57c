import Platform

/// Gives out ids that are ahead of every id seen so far, whatever the wall clock does.
///
/// A hybrid logical clock (Kulkarni et al., 2014): the time part follows the wall clock while that is
/// ahead, and stands still with a growing counter while it is not.
struct HybridClock: Hashable, Sendable {
    /// The times that an id may carry: from before the first release to a bound that keeps one clone with a
    /// wild clock from dragging all others into the far future.
    static let range: Range<Int64> = 1_735_689_600_000..<4_102_444_800_000  // 2025-01-01, 2100-01-01

    /// The first id behind the range: ids from here on are not followed.
    static let firstWildID = EventID(time: range.upperBound, counter: 0, replica: ReplicaID(bits: 0))

    /// The newest id seen or given out, without its replica.
    private(set) var time: Int64 = 0
    private(set) var counter: UInt32 = 0

    /// Takes note of an id of this or another replica. One outside ``range`` is not followed.
    mutating func observe(_ id: EventID) {
        guard Self.range.contains(id.time), (id.time, id.counter) > (time, counter) else { return }
        (time, counter) = (id.time, id.counter)
    }

    /// The next id.
    ///
    /// - Throws: ``JournalError/clockOutOfRange(_:)`` when the wall clock is outside ``range``, or when the
    ///   ids seen leave no later one within it.
    mutating func next(at now: Timestamp, replica: ReplicaID) throws(JournalError) -> EventID {
        guard Self.range.contains(now.milliseconds) else { throw .clockOutOfRange(now) }
        if now.milliseconds > time {
            (time, counter) = (now.milliseconds, 0)
        } else if counter + 1 < EventID.counterLimit {
            counter += 1
        } else {
            (time, counter) = (time + 1, 0)
            guard Self.range.contains(time) else { throw .clockOutOfRange(Timestamp(milliseconds: time)) }
        }
        return EventID(time: time, counter: counter, replica: replica)
    }
}
