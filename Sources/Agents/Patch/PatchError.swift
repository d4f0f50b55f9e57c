/// Why a patch can't be read or applied. Nothing was changed.
public struct PatchError: Error, Sendable, Equatable {
    /// What a caller can act on.
    public enum Kind: Sendable {
        /// The text has no patch in it.
        case absent
        /// The text is a damaged patch.
        case unreadable
        /// A path that leaves the tree, or one of Git's own.
        case forbidden
        /// The tree has something else than the patch expects.
        case conflict
    }

    /// What a caller can act on.
    public var kind: Kind
    /// In lower case, the subject in quotes.
    public var message: String
    /// The file that it is about.
    public var file: String?
    /// The hunk of the file, from 1.
    public var hunk: Int?
    /// What the hunk expects from the first line on that differs; at most five lines.
    public var expected: [String] = []
    /// What the file has there.
    public var found: [String] = []

    init(_ kind: Kind, _ message: String, file: String? = nil, hunk: Int? = nil) {
        (self.kind, self.message, self.file, self.hunk) = (kind, message, file, hunk)
    }

    /// The message with what was expected and found, a line each.
    public var details: String {
        ([message] + expected.map { "expected: \($0)" } + found.map { "found:    \($0)" })
            .joined(separator: "\n")
    }
}

extension PatchError: CustomStringConvertible {
    /// The message alone.
    public var description: String { message }
}
