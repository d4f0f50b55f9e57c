/// A unified diff, as Git, `diff -u` and people write it.
public struct Patch: Sendable, Equatable {
    /// What happens to each file, in the order of the text. A file can come more than once: a series of
    /// mails is one patch after the other.
    public var files: [FilePatch]

    /// A patch of these files.
    public init(files: [FilePatch]) { self.files = files }
}

/// What happens to one file.
public struct FilePatch: Sendable, Equatable {
    /// As the header has it, with its prefix; nil for `/dev/null`.
    public var oldName: String?
    /// As the header has it, with its prefix; nil for `/dev/null`.
    public var newName: String?
    /// Whether Git wrote the header: then the first part of both names is a prefix.
    public var isGit = false
    /// From and to, without prefixes, of a file that moves.
    public var rename: (from: String, to: String)?
    /// From and to, without prefixes, of a file that is copied.
    public var copy: (from: String, to: String)?
    /// The mode that the file gets, in octal digits; nil where it keeps its own.
    public var newMode: String?
    /// Whether the header says that the file is new.
    public var isNew = false
    /// Whether the header says that the file goes.
    public var isDeleted = false
    /// Its changes in their order.
    public var hunks: [Hunk] = []
    /// The text of its part of the patch, for a binary one in Git's form.
    public var binary: [UInt8]?
    /// Which diff of a series it belongs to, from 0: all files of one are as they were before it.
    public var part = 0
    /// The line of the patch that it begins on.
    public var line: Int

    /// Whether both have the same parts.
    public static func == (left: FilePatch, right: FilePatch) -> Bool {
        left.oldName == right.oldName && left.newName == right.newName && left.isGit == right.isGit
            && left.rename?.from == right.rename?.from && left.rename?.to == right.rename?.to
            && left.copy?.from == right.copy?.from && left.copy?.to == right.copy?.to
            && left.newMode == right.newMode && left.isNew == right.isNew
            && left.isDeleted == right.isDeleted && left.hunks == right.hunks && left.binary == right.binary
            && left.part == right.part
    }
}

/// A place in a file and what happens there.
public struct Hunk: Sendable, Equatable {
    /// A line of it.
    public struct Line: Sendable, Equatable {
        /// What its first character says.
        public enum Kind: Sendable {
            case context
            case removed
            case added
        }

        /// What its first character says.
        public var kind: Kind
        /// Without its end; a carriage return in front of that is part of it.
        public var text: [UInt8]
        /// Whether a line end follows; only the last line of a file has none.
        public var hasEnd = true
    }

    /// The first line that it is about in the old file, from 1; with nothing removed and no context the line
    /// behind which it adds.
    public var oldStart: Int
    /// Its lines in their order.
    public var lines: [Line]
    /// The line of the patch that its header stands on.
    public var line: Int

    /// What the old file has there.
    var old: [Line] { lines.filter { $0.kind != .added } }
}
