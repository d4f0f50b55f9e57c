/// What may stand at a place of a definition.
///
/// The reader checks a text against it and the JSON Schema is written from it, so that both know the same
/// language.
indirect enum Shape: Sendable {
    /// A text without expressions; a number is taken for its characters.
    case text
    /// A text with or without expressions, a number or a truth value.
    case template
    /// The text of a condition, or a truth value.
    case condition
    case boolean
    /// A truth value, or a text with an expression.
    case booleanTemplate
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    /// A number, or a text with an expression.
    case numberTemplate
    /// A span of time as it is, or with expressions.
    case duration(allowsExpressions: Bool)
    /// One of these texts.
    case choice([String])
    case null
    case anything
    case list(Shape, minimum: Int = 0)
    case section(Section)
    /// Names of the author's choice, each with such a value.
    case names(NameKind, Shape)
    /// What fits the kind of the value.
    case either([Shape])
}

/// What names of an author's choice may look like.
enum NameKind: Sendable {
    /// A step's, an input's or an output's: it is written behind a dot in expressions.
    case identifier
    /// An environment variable's.
    case variable
    /// A workflow's: it is the name of a file, too.
    case workflow
    /// Whatever the action or workflow says.
    case input

    /// What a name is made of.
    var rule: String {
        switch self {
        case .identifier: "letters, digits, '-' and '_', with a letter or '_' first"
        case .variable: "letters, digits and '_', with a letter or '_' first"
        case .workflow: "letters, digits, '-', '_' and '.', with a letter or digit first"
        case .input: "at least one character"
        }
    }

    /// The same as a regular expression.
    var pattern: String {
        switch self {
        case .identifier: "^[A-Za-z_][A-Za-z0-9_-]*$"
        case .variable: "^[A-Za-z_][A-Za-z0-9_]*$"
        case .workflow: "^[A-Za-z0-9][A-Za-z0-9_.-]*$"
        case .input: "."
        }
    }

    func allows(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 100 else { return false }
        let (letters, digits) = (UInt8.isLetter, UInt8.isDigit)
        return switch self {
        case .identifier:
            (letters(first) || first == 0x5F)
                && name.utf8.allSatisfy { letters($0) || digits($0) || $0 == 0x2D || $0 == 0x5F }
        case .variable:
            (letters(first) || first == 0x5F)
                && name.utf8.allSatisfy { letters($0) || digits($0) || $0 == 0x5F }
        case .workflow:
            (letters(first) || digits(first))
                && name.utf8.allSatisfy { letters($0) || digits($0) || [0x2D, 0x2E, 0x5F].contains($0) }
        case .input: true
        }
    }
}

extension UInt8 {
    fileprivate static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    fileprivate static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
