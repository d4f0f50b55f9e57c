/// A word of the language and where it stands.
struct Token: Sendable {
    enum Kind: Sendable {
        case leftParenthesis
        case rightParenthesis
        case leftBracket
        case rightBracket
        case comma
        case dot
        case star
        case not
        case and
        case or
        case comparison(Comparison)
        case literal(Value)
        /// The name of a context, a function or, behind a dot, a property.
        case name(String)
    }

    let kind: Kind
    /// In bytes of UTF-8.
    let range: Range<Int>

    /// Whether a dot or a bracket behind it reaches into a value.
    var endsReach: Bool {
        switch kind {
        case .rightParenthesis, .rightBracket, .star, .name: true
        default: false
        }
    }

    var isDot: Bool { if case .dot = kind { true } else { false } }
    var isLeftParenthesis: Bool { if case .leftParenthesis = kind { true } else { false } }
    var isRightParenthesis: Bool { if case .rightParenthesis = kind { true } else { false } }
}

/// The text of an expression as bytes, and the errors that quote it.
struct ExpressionSource {
    let text: String
    let bytes: [UInt8]

    init(_ text: String) { (self.text, bytes) = (text, Array(text.utf8)) }

    subscript(range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// An error at a word, in GitHub's form; positions count UTF-16 from 1, as .NET does.
    func error(
        _ kind: ExpressionError.Kind, _ what: String, word: String, at offset: Int, hints: [String] = []
    ) -> ExpressionError {
        let position = self[0..<offset].utf16.count + 1
        return ExpressionError(
            kind, "\(what): '\(word)'. Located at position \(position) within expression: \(text)",
            offset: offset, hints: hints)
    }
}
