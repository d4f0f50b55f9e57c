public import JSON

/// What a step leaves behind.
public struct StepResult: Sendable, Equatable {
    /// Its outputs, by name.
    public var outputs: JSON.Object
    /// What it changed outside of the run.
    public var effects: [StepEffect]
    /// The run's tree after it, in hexadecimal, where it is another one than before.
    public var tree: String?
    /// How many bytes of output it had; nil for a step without output.
    public var outputBytes: Int64?
    /// What it did, in words for people, as in "Created PR 7k2m"; nil where the step's name says it.
    public var summary: String?
    /// Whether files of an agent have come to the run by it whose commands belong into a sandbox.
    public var isAgentWork = false

    /// A result of these parts; without arguments a step that has left nothing.
    public init(
        outputs: JSON.Object = [:], effects: [StepEffect] = [], tree: String? = nil,
        outputBytes: Int64? = nil, summary: String? = nil, isAgentWork: Bool = false
    ) {
        (self.outputs, self.effects, self.tree) = (outputs, effects, tree)
        (self.outputBytes, self.summary, self.isAgentWork) = (outputBytes, summary, isAgentWork)
    }
}

/// A change that a step made outside of the run, in enough detail to take it back.
public enum StepEffect: Sendable, Equatable {
    /// A branch that was not there before; objects are named in hexadecimal, references in full.
    case branchCreated(reference: String, commit: String)
    /// A branch that was moved.
    case branchMoved(reference: String, from: String, to: String)
    /// A note on a commit, and the blob of the one it replaced.
    case noteWritten(commit: String, note: String, previous: String?)
    /// A run of another workflow.
    case runStarted(RunID)
    /// Words that people have seen.
    case said(String)
}
