import Git
import Platform

/// This clone's lane while its lock is held: nobody else moves it.
struct Lane: ~Copyable {
    private let lock: FileLock
    /// What is known of the lane. The tip runs ahead of the reference until it is published.
    var state: LaneState
    /// Whether the state takes all other references as they are now into account.
    var isSettled = false
    /// The commit that the reference points at.
    private(set) var published: ObjectID?

    var reference: String { Lanes.reference(state.replica) }

    /// Where all lanes stand, as far as that is known.
    var place: StreamHeads.Place? {
        isSettled
            ? StreamHeads.Place(replica: state.replica, tip: state.tip, others: state.settled) : nil
    }

    init(lock: consuming FileLock, state: LaneState) {
        self.lock = lock
        self.state = state
        published = state.tip
    }

    /// Writes one more commit. It is on the lane once ``publish(in:)`` returns.
    mutating func extend(
        tree: ObjectID, message: [UInt8], adopting others: [ObjectID] = [], by signature: Signature,
        in repository: borrowing Repository
    ) throws(GitError) -> ObjectID {
        let parents = (state.tip.map { [$0] } ?? []) + others
        let commit = try repository.writeCommit(
            tree: tree, parents: parents, author: signature, committer: signature, message: message)
        state.tip = commit
        state.loose += 1
        return commit
    }

    /// Moves the reference to the tip, as one compare-and-swap, and leaves the state to the next writer.
    mutating func publish(in journal: borrowing Journal) throws(JournalError) {
        guard let tip = state.tip, tip != published else { return }
        let stopwatch = Stopwatch()
        let update = ReferenceUpdate(
            name: reference, target: tip, expecting: published.map { .mustMatch($0) } ?? .mustNotExist)
        try moving { () throws(JournalError) in try update.perform(in: journal.repository) }
        published = tip
        try remember()
        journal.trace.note("ref", "\(reference) \(tip.hex)", since: stopwatch)
    }

    /// Moves references while the state says so: when this process dies on the way, the next holder of the
    /// lock knows whose Git's lock files are that were left behind.
    func moving(_ body: () throws(JournalError) -> Void) throws(JournalError) {
        try announce(true)
        // Whether it worked or not, this process is alive: a lock that is there now is somebody else's.
        defer { try? announce(false) }
        try body()
    }

    /// Says in the state as it was before whether references are on the move.
    func announce(_ isUpdating: Bool) throws(JournalError) {
        var before = state
        (before.tip, before.isUpdating) = (published, isUpdating)
        do { try lock.write(Array(before.text.utf8)) } catch { throw .system(error) }
    }

    /// Leaves the state to the next holder of the lock.
    mutating func remember() throws(JournalError) {
        state.isUpdating = false
        do { try lock.write(Array(state.text.utf8)) } catch { throw .system(error) }
    }
}

extension Lane {
    /// Goes on as the lane of another replica, which has been made at `tip`.
    mutating func take(over replica: ReplicaID, at tip: ObjectID) {
        state.replica = replica
        state.tip = tip
        published = tip
    }

    /// Goes on as a new, empty lane. Ids stay ahead of all that were seen.
    mutating func begin(as replica: ReplicaID) {
        state.replica = replica
        state.tip = nil
        published = nil
    }
}
