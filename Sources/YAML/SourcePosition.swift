/// A place in a text.
public struct SourcePosition: Hashable, Sendable, Comparable {
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int

    /// The place at this line and column.
    public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    /// Whether it stands before another.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
