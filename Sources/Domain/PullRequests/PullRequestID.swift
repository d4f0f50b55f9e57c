import Platform

/// The name of a pull request: its stream is `pr/<id>`.
///
/// Twelve characters that are drawn by lot (`RandomName`); people type the beginning of it.
public struct PullRequestID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The twelve characters.
    public let description: String

    /// The name that these bits make; the upper four do not count.
    public init(bits: UInt64) { description = RandomName.text(bits: bits) }

    /// The name as it is written; nil for anything else.
    public init?(_ text: String) {
        guard RandomName.isValid(text) else { return nil }
        description = text
    }

    /// By the characters.
    public static func < (left: PullRequestID, right: PullRequestID) -> Bool {
        left.description < right.description
    }
}
