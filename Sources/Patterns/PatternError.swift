/// Why a pattern can't be compiled, or a text not be searched with it.
public struct PatternError: Error, Sendable, Equatable {
    /// What kind of thing is wrong.
    public enum Kind: Sendable, Equatable {
        /// The pattern is none.
        case syntax
        /// The search was given up: it took too many steps, or too much memory.
        ///
        /// About 50 million steps are made for a text of any length, 1,000 for each place in it at least,
        /// a million at most. A pattern that comes near to that tries the same things over and over, as
        /// `(a+)+$` does.
        case limit
    }

    /// What kind of thing is wrong.
    public var kind: Kind
    /// In lower case, without the pattern and the place.
    public var message: String
    /// The pattern.
    public var pattern: String
    /// Where in the pattern's UTF-8 it is wrong; nil for a limit.
    public var offset: Int?
}

extension PatternError: CustomStringConvertible {
    /// The pattern, the place and the message, for one line.
    public var description: String {
        guard let offset else { return "pattern '\(pattern)': \(message)" }
        return "pattern '\(pattern)', character \(characterIndex(of: offset) + 1): \(message)"
    }

    /// How many characters of the pattern stand before an offset.
    private func characterIndex(of offset: Int) -> Int {
        String(decoding: pattern.utf8.prefix(offset), as: UTF8.self).count
    }
}
