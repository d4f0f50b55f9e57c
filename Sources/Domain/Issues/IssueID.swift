/// The name of an issue: its stream is `issue/<id>`, its branch ends in it.
///
/// The number where there is one, else twelve characters like those of a run.
public struct IssueID: Hashable, Sendable, CustomStringConvertible {
    /// The digits or the twelve characters.
    public let description: String

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The name of the issue with this number; nil for less than 1.
    public init?(number: Int) {
        guard number > 0, number <= Issue.greatestNumber else { return nil }
        description = String(number)
    }

    /// The name that these bits make; the upper four do not count. The first character is a letter, so that
    /// no such name is a number.
    public init(bits: UInt64) {
        var characters = (0..<12).map { Self.alphabet[Int(bits >> UInt64(5 * (11 - $0)) & 31)] }
        if characters[0].isDigit { characters[0] = Self.alphabet[10 + Int(characters[0] - 0x30)] }
        description = String(decoding: characters, as: UTF8.self)
    }

    /// The name as it is written, with or without `#` in front of a number; nil for anything else.
    public init?(_ text: String) {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        if let number = Int(digits), digits.utf8.allSatisfy({ $0.isDigit }) {
            guard number > 0, number <= Issue.greatestNumber else { return nil }
            description = String(number)
            return
        }
        guard text.utf8.count == 12, text.utf8.first?.isLetter == true,
            text.utf8.allSatisfy({ Self.alphabet.contains($0) })
        else { return nil }
        description = text
    }

    /// The number; nil for an issue without one.
    public var number: Int? { Int(description) }

    /// The stream of its events.
    public var stream: String { "issue/\(description)" }

    /// The branch that it is worked on, as in `fix/issue-12`.
    public func branch(_ kind: Issue.Kind) -> String {
        "\(kind == .bug ? "fix" : "feature")/issue-\(description)"
    }
}
