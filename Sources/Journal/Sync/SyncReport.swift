/// What a look at the tracking references has changed here.
public struct LaneChanges: Hashable, Sendable {
    /// The lanes that have moved here, because a remote knew more of them.
    public var received: [ReplicaID] = []
    /// Commits that were in conflict with a remote's lane and were kept on a lane of their own.
    public var rescued: [ReplicaID] = []
    /// Set when this clone was found to be the copy of another one: the name it had, and its new one.
    public var renamed: Renaming?

    /// A clone's change of name.
    public struct Renaming: Hashable, Sendable {
        /// The name that another clone has, too.
        public let from: ReplicaID
        /// The name from now on.
        public let to: ReplicaID
    }
}

/// What a sync did.
public struct SyncReport: Hashable, Sendable {
    /// The remote's name.
    public var remote: String
    /// What has changed here.
    public var changes = LaneChanges()
    /// The lanes that have moved there.
    public var sent: [ReplicaID] = []
    /// What the remote would not take, with its words.
    public var refused: [Refusal] = []

    /// A lane that a remote did not take.
    public struct Refusal: Hashable, Sendable {
        /// The lane.
        public let lane: ReplicaID
        /// The remote's or Git's reason.
        public let reason: String
    }

    init(remote: String) { self.remote = remote }
}
