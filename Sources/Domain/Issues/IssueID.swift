import Platform

/// The name of an issue: its stream is `issue/<id>`, its branch ends in it.
///
/// The number where there is one, else twelve characters like those of a run.
public struct IssueID: Hashable, Sendable, CustomStringConvertible {
    /// The digits or the twelve characters.
    public let description: String

    /// The name of the issue with this number; nil for less than 1.
    public init?(number: Int) {
        guard number > 0, number <= Issue.greatestNumber else { return nil }
        description = String(number)
    }

    /// The name that these bits make; the upper four do not count. The first character is a letter, so that
    /// no such name is a number.
    public init(bits: UInt64) {
        // The digits are the first ten of the characters.
        let first = bits >> Self.firstCharacter & 31
        description = RandomName.text(bits: first < 10 ? bits &+ 10 << Self.firstCharacter : bits)
    }

    /// The name as it is written, with or without `#` in front of a number; nil for anything else.
    public init?(_ text: String) {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        if let number = Int(digits), digits.utf8.allSatisfy({ $0.isDigit }) {
            guard number > 0, number <= Issue.greatestNumber else { return nil }
            description = String(number)
            return
        }
        guard RandomName.isValid(text), text.utf8.first?.isLetter == true else { return nil }
        description = text
    }

    /// Where the bits of the first character begin.
    private static let firstCharacter: UInt64 = 55

    /// The number; nil for an issue without one.
    public var number: Int? { Int(description) }

    /// The stream of its events.
    public var stream: String { "issue/\(description)" }

    /// The branch that it is worked on, as in `fix/issue-12`.
    public func branch(_ kind: Issue.Kind) -> String {
        "\(kind == .bug ? "fix" : "feature")/issue-\(description)"
    }
}
