import Platform

/// A decision in the making: the events so far, and the state that they lead to.
struct DecisionDraft {
    private(set) var state: RunState
    private(set) var events: [RunEvent] = []
    private let now: Timestamp

    init(_ state: RunState, at now: Timestamp) { (self.state, self.now) = (state, now) }

    /// Adds events.
    ///
    /// - Returns: whether there were any.
    @discardableResult
    mutating func record(_ new: [RunEvent]) -> Bool {
        if new.isEmpty { return false }
        for event in new {
            state.evolve(
                RunRecord(id: state.newest, replica: state.owner, at: now, actor: state.actor, event: event))
        }
        events += new
        return true
    }
}
