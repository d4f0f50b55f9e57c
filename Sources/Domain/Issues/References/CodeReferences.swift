public import Markdown

/// What an issue says of code: the places, names and messages that lead from its words to files.
///
/// Everything is as the issue has it. Whether a path or a name exists in a tree is for the reader to find
/// out; a wrong guess costs one look, a missed one the file.
public struct CodeReferences: Sendable, Equatable {
    /// Files and folders, each once for each line that is named with it.
    public var paths: [PathReference] = []
    /// Of stack traces, in the order of the text.
    public var frames: [StackFrame] = []
    /// Names of functions, types, options and the like, each once.
    public var symbols: [SymbolReference] = []
    /// What programs have said, each once.
    public var errors: [ErrorMessage] = []
    /// Addresses on the web, each once.
    public var addresses: [String] = []
    /// Other issues and pull requests, each once: `#12` or `owner/name#12`.
    public var issues: [String] = []

    /// None.
    public init() {}

    /// Those of a text in Markdown.
    ///
    /// - Parameters:
    ///   - title: scanned as prose, before the text.
    ///   - blocks: of the text.
    public static func find(title: String, in blocks: [Markdown.Block]) -> CodeReferences {
        var collector = ReferenceCollector()
        collector.prose(Array(title.utf8), at: 0, .title)
        for block in blocks { collector.take(block) }
        return collector.finish()
    }
}

/// Where in an issue something is said, the most telling first.
public enum ReferencePlace: Int, Sendable, Comparable {
    /// In a line of a stack trace.
    case trace
    case title
    /// Between backticks.
    case inlineCode
    case prose
    case codeBlock

    /// Whether it tells more than another.
    public static func < (left: ReferencePlace, right: ReferencePlace) -> Bool {
        left.rawValue < right.rawValue
    }
}
