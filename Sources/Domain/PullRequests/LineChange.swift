/// Lines of a file that were replaced by others, counted from 1; as a hunk of a diff without context.
public struct LineChange: Sendable, Hashable {
    /// The first line that was replaced; where none was, the one behind which lines were put in.
    public var oldStart: Int
    /// How many were replaced.
    public var oldCount: Int
    /// How many they were replaced by.
    public var newCount: Int

    /// A change of these parts.
    public init(oldStart: Int, oldCount: Int, newCount: Int) {
        (self.oldStart, self.oldCount, self.newCount) = (oldStart, oldCount, newCount)
    }
}

extension [LineChange] {
    /// Where a line of the old file stands in the new one; nil for a line that was replaced.
    public func follow(_ line: Int) -> Int? {
        var shift = 0
        for change in self {
            if change.oldCount == 0 {
                if change.oldStart < line { shift += change.newCount }
                continue
            }
            if change.oldStart > line { continue }
            if line < change.oldStart + change.oldCount { return nil }
            shift += change.newCount - change.oldCount
        }
        return line + shift
    }
}

/// Where a comment on a file stands now.
public enum CommentPlace: Sendable, Equatable {
    /// It is about the pull request as a whole.
    case general
    /// At this file and line of the head.
    case followed(path: String, line: Int?)
    /// The line is gone or different.
    case outdated
}
