public import Git

/// A workflow's text, and where it was found.
public struct WorkflowSource: Sendable, Equatable {
    /// Where a workflow comes from.
    public enum Origin: Sendable, Equatable {
        /// It came with the program.
        case builtIn
        /// It stands in a commit, at this path and in this blob.
        case commit(ObjectID, path: String, blob: ObjectID)
        /// It lies in the working directory, in the repository's folder of workflows; the path is from the top.
        case workingDirectory(path: String)
        /// It lies in a file that was named.
        case file(String)
    }

    /// The name that starts it.
    public var name: String
    /// The definition as it was written.
    public var text: [UInt8]
    /// Where it was found.
    public var origin: Origin

    /// The blob that holds the text, when it comes from a commit.
    public var blob: ObjectID? {
        if case .commit(_, _, let blob) = origin { blob } else { nil }
    }
}
