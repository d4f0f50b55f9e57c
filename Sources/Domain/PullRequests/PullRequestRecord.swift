public import Platform

/// A fact about a pull request with its place in the journal.
public struct PullRequestRecord: Sendable, Equatable {
    /// The event's name, which gives the order.
    public var id: String
    /// The clone that has recorded it.
    public var replica: String
    /// When.
    public var at: Timestamp
    /// Who caused it, as in `person/ada@example.org`.
    public var actor: String
    /// What happened.
    public var event: PullRequestEvent
    /// The blob of the attached description, in hexadecimal.
    public var description: String?

    /// A fact at its place.
    public init(
        id: String, replica: String, at: Timestamp, actor: String, event: PullRequestEvent,
        description: String? = nil
    ) {
        (self.id, self.replica, self.at, self.actor) = (id, replica, at, actor)
        (self.event, self.description) = (event, description)
    }
}
