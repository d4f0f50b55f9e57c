/// Finds out which facts about a run count.
///
/// A run has one owner at a time: the clone that started it, and after a claim the one that claimed it. Of
/// several claims that follow the same one the earliest counts. Progress counts only when the owner made it;
/// what the former owner did behind what its successor had seen is lost work, as is all that a clone did
/// without being the owner. As all clones see the same events in the same order, all come to the same end.
public enum RunHistory {
    /// What the records of one stream add up to, in the order of the journal; nil without a beginning.
    public static func fold(_ records: [RunRecord], of run: RunID) -> RunState? {
        guard let first = records.firstIndex(where: { RunState(run, $0) != nil }) else { return nil }
        let (counting, lost) = split(records[first...])
        guard var state = RunState(run, records[first]) else { return nil }
        for record in counting.dropFirst() { state.evolve(record) }
        state.lostWork = lost
        state.newest = records.last.map { max($0.id, state.newest) } ?? state.newest
        return state
    }

    /// Parts the records that count from progress that doesn't.
    private static func split(
        _ records: ArraySlice<RunRecord>
    ) -> (counting: [RunRecord], lost: [RunRecord]) {
        guard let first = records.first else { return ([], []) }
        var counting: [RunRecord] = [first]
        var lost: [RunRecord] = []
        var (owner, claim) = (first.replica, first.id)
        for record in records.dropFirst() {
            if record.event.isRequest {
                counting.append(record)
            } else if case .claimed(let new) = record.event {
                // Whoever has seen the last claim has seen the progress up to it.
                guard new.after == claim, new.seen >= claim,
                    let seen = counting.lastIndex(where: { $0.id == new.seen })
                else {
                    lost.append(record)
                    continue
                }
                // Behind what the new owner has seen, the former one went on without an heir.
                if seen + 1 < counting.count {
                    let behind = counting[(seen + 1)...]
                    lost += behind.filter { !$0.event.isRequest }
                    counting.replaceSubrange((seen + 1)..., with: behind.filter(\.event.isRequest))
                }
                counting.append(record)
                (owner, claim) = (record.replica, record.id)
            } else if record.replica == owner {
                counting.append(record)
            } else {
                lost.append(record)
            }
        }
        return (counting, lost.sorted { $0.id < $1.id })
    }
}
