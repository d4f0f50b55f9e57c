/// What came of a suggestion.
public struct PastSuggestion: Sendable, Equatable {
    /// What somebody wanted done.
    public var task: String
    /// When it was made, in milliseconds of the wall clock.
    public var at: Int64
    /// The commands of each alternative.
    public var offered: [[String]]
    /// The commands that were performed, or that somebody has made of a suggestion.
    public var chosen: [String]?
    /// The commands in whose place somebody has put those of ``chosen``.
    public var replaced: [String]?
    /// What was made of it.
    public var outcome: Outcome

    /// What was made of a suggestion.
    public enum Outcome: String, Sendable, Equatable {
        /// Nobody has said anything.
        case open
        /// It was performed as it was.
        case accepted
        /// Somebody has changed it, to perform it or not.
        case changed
        case rejected
    }

    /// A suggestion of which this has come.
    public init(
        task: String, at: Int64, offered: [[String]], chosen: [String]? = nil, replaced: [String]? = nil,
        outcome: Outcome
    ) {
        (self.task, self.at, self.offered) = (task, at, offered)
        (self.chosen, self.replaced, self.outcome) = (chosen, replaced, outcome)
    }
}
