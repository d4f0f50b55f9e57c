/// A line of a file that an issue names, or that a stack trace goes through.
struct NamedLine: Equatable, Sendable {
    /// Counted from 1.
    let line: Int
    /// How sure it is that the line is meant.
    let strength: Double
}
