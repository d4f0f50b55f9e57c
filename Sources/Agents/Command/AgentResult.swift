public import Git
public import Workflow

/// What an agent has left.
public struct AgentResult: Sendable, Equatable {
    /// The files as it has left them; those that it began with where it has failed.
    public var tree: ObjectID
    /// Its commits, the oldest first, written anew with the user as committer; none unless they are kept and
    /// follow each other on the commit that it began with.
    public var commits: [ObjectID] = []
    /// Why it was not good enough; nil where it was.
    public var failure: StepFailure?
    /// What is worth telling: references that it has moved, repositories that it has left.
    public var remarks: [String] = []
    /// How many bytes it has printed.
    public var outputBytes = 0
}
