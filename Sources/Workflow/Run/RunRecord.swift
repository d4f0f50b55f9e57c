public import Platform

/// A fact about a run with its place in the journal.
public struct RunRecord: Sendable, Equatable {
    /// The event's id; texts of equal length that sort in the order of the journal.
    public var id: String
    /// The clone that recorded it.
    public var replica: String
    /// When that was.
    public var at: Timestamp
    /// Who caused it.
    public var actor: String
    /// What happened.
    public var event: RunEvent

    /// A fact at this place.
    public init(id: String, replica: String, at: Timestamp, actor: String, event: RunEvent) {
        (self.id, self.replica, self.at, self.actor, self.event) = (id, replica, at, actor, event)
    }
}
