/// A file that matters for an issue, and why.
public struct RankedFile: Sendable, Equatable {
    /// From the top of the tree.
    public var path: String
    /// What it is for.
    public var kind: FileKind
    /// How much speaks for it; comparable within one result only.
    public var score: Double
    /// In words, the strongest first.
    public var reasons: [String]
    /// An estimate of what a model counts for all of it.
    public var tokens: Int
    /// The parts of it that fit into the budget, in the order of their lines; none when it is used up.
    public var excerpts: [Excerpt]
    /// What each signal says, by its name, for whoever examines a ranking.
    public var signals: [String: Double]

    /// Some lines of a file.
    public struct Excerpt: Sendable, Equatable {
        /// Counted from 1.
        public var lines: ClosedRange<Int>
        /// An estimate of what a model counts for it.
        public var tokens: Int
        /// With its line ends; U+FFFD for what isn't UTF-8.
        public var text: String
        /// Whether it is all of the file.
        public var isWhole: Bool
    }
}

/// The files for an issue, the most important first.
public struct ContextResult: Sendable, Equatable {
    /// Ranked, as many as were asked for at most.
    public var files: [RankedFile]
    /// An estimate of what a model counts for all excerpts.
    public var tokens: Int
    /// How many files the tree has.
    public var fileCount: Int
    /// Whether the next search finds what this one has read; it does not where nothing can be written.
    public var isIndexKept: Bool
}

/// How much of a context is wanted.
public struct ContextLimits: Sendable, Equatable {
    /// Files in the result.
    public var files: Int
    /// Tokens of all excerpts together.
    public var tokens: Int

    /// Limits of so many files and tokens.
    public init(files: Int = 20, tokens: Int = 16_000) { (self.files, self.tokens) = (files, tokens) }
}
