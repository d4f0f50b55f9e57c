/// A commit as it lies in the object database, for readers of very many commits.
///
/// Valid only inside the closure that received it: ``message`` is memory of the object database.
public struct RawCommit {
    /// The tree it records.
    public let tree: ObjectID
    /// None for a root.
    public let parents: [ObjectID]
    /// The bytes after the empty line that ends the header.
    public let message: UnsafeRawBufferPointer

    /// The header lines after `tree` and `parent`.
    private let rest: UnsafeRawBufferPointer

    private static let idLength = 40
    private static let lineEnd = UInt8(ascii: "\n")

    /// Takes the header apart: `tree`, `parent`…, further lines, an empty line, the message (gitformat-commit).
    init?(_ bytes: UnsafeRawBufferPointer) {
        var position = 0

        func id(after word: StaticString) -> ObjectID? {
            let start = position + word.utf8CodeUnitCount
            let end = start + Self.idLength
            guard end < bytes.count, bytes[end] == Self.lineEnd,
                bytes[position..<start].elementsEqual(
                    UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)),
                let id = ObjectID(hexDigits: bytes[start..<end])
            else { return nil }
            position = end + 1
            return id
        }

        guard let tree = id(after: "tree ") else { return nil }
        var parents: [ObjectID] = []
        while let parent = id(after: "parent ") { parents.append(parent) }

        let restStart = position
        while position < bytes.count, bytes[position] != Self.lineEnd {
            guard let end = bytes[position...].firstIndex(of: Self.lineEnd) else { return nil }
            position = end + 1
        }
        self.tree = tree
        self.parents = parents
        self.rest = UnsafeRawBufferPointer(rebasing: bytes[restStart..<position])
        // A commit without a message may end right after its header.
        self.message = UnsafeRawBufferPointer(rebasing: bytes[min(position + 1, bytes.count)...])
    }

    /// The text after `name ` on the header line of that name; `tree` and `parent` are properties.
    public func header(_ name: String) -> String? {
        let prefix = Array(name.utf8) + [UInt8(ascii: " ")]
        return rest.split(separator: Self.lineEnd)
            .first { $0.starts(with: prefix) }
            .map { String(decoding: $0.dropFirst(prefix.count), as: UTF8.self) }
    }
}

extension Repository {
    /// Reads a commit once from the object database and shows it to `body` without copying the message.
    ///
    /// Throws `notFound`, or `corrupt` when `id` names another kind of object or an unreadable commit.
    public func withCommit<R>(
        _ id: ObjectID, _ body: (RawCommit) throws(GitError) -> R
    ) throws(GitError) -> R {
        try withObject(id) { (kind, bytes) throws(GitError) -> R in
            guard kind == .commit else {
                throw GitError(.corrupt, "object '\(id)' is a \(kind), not a commit")
            }
            guard let raw = RawCommit(bytes) else {
                throw GitError(.corrupt, "commit '\(id)' has an unreadable header")
            }
            return try body(raw)
        }
    }
}
