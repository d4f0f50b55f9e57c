/// What a file is for, as far as its path and its content tell.
public enum FileKind: UInt8, Sendable, CaseIterable {
    /// Code of the project itself.
    case source
    /// Code that tests it, and what such code reads.
    case test
    /// Examples and benchmarks.
    case example
    /// Text for people.
    case documentation
    /// How the project is built, checked and set up.
    case configuration
    /// Anything else that can be read.
    case data
    /// Code that a program wrote.
    case generated
    /// Code of others.
    case vendored
    /// What no one reads: binaries, lock files, minified code.
    case opaque

    /// Whether the words of its content are in the index.
    var isRead: Bool { self != .vendored && self != .opaque }

    /// The kind's name for a reader.
    public var name: String { String(describing: self) }
}
