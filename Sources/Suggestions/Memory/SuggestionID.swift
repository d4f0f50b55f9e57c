public import Journal
import Platform

/// The name of a suggestion, drawn by lot.
public struct SuggestionID: Sendable, Hashable, CustomStringConvertible {
    /// Twelve letters and digits.
    public let description: String

    static let prefix = "suggestion/"

    /// The name that these bits make.
    public init(bits: UInt64) { description = RandomName.text(bits: bits) }

    /// The suggestion whose stream this is; nil for another stream.
    public init?(_ stream: StreamName) {
        let name = stream.description
        guard name.hasPrefix(Self.prefix), RandomName.isValid(String(name.dropFirst(Self.prefix.count)))
        else {
            return nil
        }
        description = String(name.dropFirst(Self.prefix.count))
    }

    /// Where its facts are.
    public var stream: StreamName {
        guard let stream = StreamName(Self.prefix + description) else {
            preconditionFailure("letters and digits make a stream's name")
        }
        return stream
    }
}
