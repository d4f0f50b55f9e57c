import Git

/// Goes over the commits of lanes, from the newest to the oldest, each one once.
///
/// It reads every commit a single time and minds what is missing, where libgit2's own walk reads twice and
/// ends with an error at the edge of a shallow clone.
struct LaneWalk {
    /// What was found at one place.
    enum Visit {
        case read(ObjectID)
        case missing(ObjectID)
        case notACommit(ObjectID, reason: String)
    }

    /// The commits of `stoppingAt` that the walk came upon.
    private(set) var reached: Set<ObjectID> = []
    /// The commits that are not there: behind a shallow clone's edge, or lost.
    private(set) var missing: [ObjectID] = []
    /// How many commits were read.
    private(set) var count = 0

    private var pending: [ObjectID]
    private var seen: Set<ObjectID>
    private let edge: Set<ObjectID>

    /// - Parameters:
    ///   - tips: where to start.
    ///   - edge: commits that are known together with everything behind them.
    init(from tips: some Sequence<ObjectID>, stoppingAt edge: Set<ObjectID>) {
        self.edge = edge
        seen = Set(tips)
        pending = Array(seen)
    }

    /// Adds places to start from.
    mutating func add(_ tips: some Sequence<ObjectID>) {
        for tip in tips where seen.insert(tip).inserted { pending.append(tip) }
    }

    /// Reads one more commit and hands its message to `body`.
    ///
    /// - Returns: what was found; nil at the end.
    mutating func next(
        in repository: borrowing Repository,
        _ body: (_ id: ObjectID, _ message: UnsafeBufferPointer<UInt8>) throws(JournalError) -> Void
    ) throws(JournalError) -> Visit? {
        guard let id = pending.popLast() else { return nil }
        do {
            let outcome = try repository.withCommit(id) { commit in
                for parent in commit.parents { follow(parent) }
                return Swift.Result { () throws(JournalError) in
                    try body(id, commit.message.assumingMemoryBound(to: UInt8.self))
                }
            }
            try outcome.get()
            count += 1
            return .read(id)
        } catch let error as GitError {
            switch error.kind {
            case .notFound:
                missing.append(id)
                return .missing(id)
            case .corrupt: return .notACommit(id, reason: error.message)
            default: throw .git(error)
            }
        } catch let error as JournalError {
            throw error
        } catch { preconditionFailure("no other error is thrown: \(error)") }
    }

    private mutating func follow(_ parent: ObjectID) {
        if edge.contains(parent) {
            reached.insert(parent)
        } else if seen.insert(parent).inserted {
            pending.append(parent)
        }
    }
}
