/// What a tree shows, for a table or a check to apply.
public struct Sign: Sendable, Equatable {
    /// A pattern of paths from the folder that is looked at.
    public var file: String
    /// What a file must contain: a pattern for its text, or for the value at `member`.
    public var contains: String?
    /// The way to a text in a JSON file, as in `scripts.test`, which has to be there.
    public var member: String?
    /// Whether the folder is to be looked at that is at the top, rather than the check's own.
    public var isAtTop = false

    /// Whether it is about what a file says, and not only about its being there.
    var looksInside: Bool { contains != nil || member != nil }

    /// A file that has to be there.
    public init(file: String) { self.file = file }
}

/// Signs that decide together.
public struct Condition: Sendable, Equatable {
    /// One of them has to be there; empty for no condition.
    public var any: [Sign] = []
    /// All of them have to be there.
    public var all: [Sign] = []
    /// None of them may be there.
    public var none: [Sign] = []

    /// No condition.
    public init() {}
}
