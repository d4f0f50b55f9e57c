import Platform

/// The name of a run: its stream is `run/<id>`.
///
/// Twelve characters that are drawn by lot (`RandomName`).
public struct RunID: Hashable, Sendable, Comparable, CustomStringConvertible {
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
    public static func < (left: RunID, right: RunID) -> Bool { left.description < right.description }
}
