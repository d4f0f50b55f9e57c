/// What a text of shell commands consists of.
public struct Script: Sendable, Equatable {
    /// Its commands.
    public var list: CommandList
    /// The texts that `<<` hands in, by the number that a ``Redirection`` has of them.
    public var hereDocuments: [HereDocument]

    /// A script of these parts.
    public init(list: CommandList, hereDocuments: [HereDocument] = []) {
        (self.list, self.hereDocuments) = (list, hereDocuments)
    }
}

/// Pipelines one behind the other, as they stand between `;`, `&` and line ends.
public struct CommandList: Sendable, Equatable {
    /// In the order of the text.
    public var items: [AndOrList]

    /// A list of these.
    public init(_ items: [AndOrList] = []) { self.items = items }
}

/// Pipelines with `&&` and `||` between them.
public struct AndOrList: Sendable, Equatable {
    /// What decides whether a pipeline is performed.
    public enum Condition: Sendable, Equatable {
        /// Nothing: it is the first.
        case always
        /// `&&`
        case afterSuccess
        /// `||`
        case afterFailure
    }

    /// A pipeline and what it depends on.
    public struct Link: Sendable, Equatable {
        /// What it depends on.
        public var condition: Condition
        /// What is performed.
        public var pipeline: Pipeline
    }

    /// One at least.
    public var links: [Link]
    /// Whether a `&` ends it.
    public var isBackground = false
}

/// Commands of which each reads what the one before it prints.
public struct Pipeline: Sendable, Equatable {
    /// One at least, unless it is `!` or `time` alone.
    public var commands: [Command]
    /// Whether a `!` turns its success around.
    public var isNegated = false
    /// Where it stands, in bytes of the whole text.
    public var range: Range<Int>
}

/// A text that stands below the command that reads it.
public struct HereDocument: Sendable, Equatable {
    /// What it holds; literal text alone where its delimiter was quoted.
    public var parts: [WordPart]
    /// Where it stands, in bytes of the whole text.
    public var range: Range<Int>
}
