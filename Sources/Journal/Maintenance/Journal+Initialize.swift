import Git

extension Journal {
    /// Gives the clone a name when it has none or was copied.
    ///
    /// - Returns: the name, and whether it is new.
    @discardableResult
    public mutating func initialize() throws(JournalError) -> (replica: ReplicaID, isNew: Bool) {
        let before = try replica()
        let now = try withLane { (lane, _) throws(JournalError) in
            try lane.remember()
            return lane.state.replica
        }
        return (now, now != before)
    }
}
