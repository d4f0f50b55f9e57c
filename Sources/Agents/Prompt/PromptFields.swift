public import Domain

/// What an agent is told: all that the placeholders of a prompt stand for.
public struct PromptFields: Sendable, Equatable {
    /// The issue.
    public var issue: Issue
    /// How it is called: its number, or the twelve characters of one without.
    public var id: IssueID
    /// What kind it is of.
    public var kind: Issue.Kind
    /// The files that matter, the most important first.
    public var files: [File]
    /// Which attempt it is, from 1.
    public var attempt: Int
    /// How many there may be.
    public var attempts: Int
    /// Why the last attempt was not good enough; nil for the first.
    public var failure: Failure?
    /// Whether the agent's own commits are kept.
    public var mayCommit: Bool

    /// Fields of a first attempt, unless told otherwise.
    public init(
        issue: Issue, id: IssueID, kind: Issue.Kind, files: [File] = [], attempt: Int = 1, attempts: Int = 3,
        failure: Failure? = nil, mayCommit: Bool = false
    ) {
        (self.issue, self.id, self.kind, self.files) = (issue, id, kind, files)
        (self.attempt, self.attempts, self.failure) = (attempt, attempts, failure)
        self.mayCommit = mayCommit
    }

    /// A file that matters.
    public struct File: Sendable, Equatable {
        /// From the top of the tree.
        public var path: String
        /// In words, the strongest first.
        public var reasons: [String]
        /// Parts of it, in the order of their lines.
        public var excerpts: [Excerpt]

        /// A file of these.
        public init(path: String, reasons: [String], excerpts: [Excerpt] = []) {
            (self.path, self.reasons, self.excerpts) = (path, reasons, excerpts)
        }
    }

    /// Some lines of a file.
    public struct Excerpt: Sendable, Equatable {
        /// From 1.
        public var firstLine: Int
        /// The lines with their ends.
        public var text: String

        /// Lines from this one on.
        public init(firstLine: Int, text: String) { (self.firstLine, self.text) = (firstLine, text) }
    }

    /// Why an attempt was not good enough.
    public struct Failure: Sendable, Equatable {
        /// In lower case, what failed first.
        public var message: String
        /// What was run; nil where no command failed.
        public var command: String?
        /// Of that command.
        public var exitStatus: Int?
        /// The relevant part of what it printed.
        public var output: String

        /// A failure of these properties.
        public init(message: String, command: String? = nil, exitStatus: Int? = nil, output: String = "") {
            (self.message, self.command) = (message, command)
            (self.exitStatus, self.output) = (exitStatus, output)
        }
    }
}
