/// A text with expressions in `${{ }}`.
public struct Template: Sendable, Equatable {
    /// Its text as it was written.
    public let source: String
    private let parts: [Part]

    private enum Part: Sendable, Equatable {
        case text(String)
        case expression(Expression)
    }

    /// Reads a text with expressions; a `}}` within a text in quotes does not end one.
    ///
    /// - Throws: ``ExpressionError`` with an offset into `source`.
    public init(parsing source: String) throws(ExpressionError) {
        self.source = source
        parts = try Self.parts(of: Array(source.utf8))
    }

    /// A text that is taken as it stands, whatever is in it.
    public init(literal source: String) { (self.source, parts) = (source, [.text(source)]) }

    /// Whether there is no expression in it.
    public var isConstant: Bool { expressions.isEmpty }

    /// The whole text when there is no expression in it.
    public var constantText: String? { isConstant ? source : nil }

    /// The expressions and where each starts in ``source``, in bytes of UTF-8.
    public var expressions: [(expression: Expression, offset: Int)] {
        parts.compactMap { if case .expression(let one) = $0 { (one, one.sourceOffset) } else { nil } }
    }

    /// The expression that is the whole text; nil when there is anything beside it.
    var single: (expression: Expression, offset: Int)? { parts.count == 1 ? expressions.first : nil }

    /// Its value: that of the expression when the text is nothing but one, else a text.
    ///
    /// - Throws: ``ExpressionError`` with an offset into ``source``.
    public func evaluate(in context: EvaluationContext) throws(ExpressionError) -> Value {
        if let single { return try evaluate(single.expression, in: context) }
        var text = ""
        for part in parts {
            switch part {
            case .text(let part): text += part
            case .expression(let expression): text += try evaluate(expression, in: context).text
            }
            // Ten times that of an expression, as with GitHub. Without a limit, a text that doubles with every
            // step would take all memory there is.
            guard text.utf8.count <= max(10 * context.memoryLimit, source.utf8.count) else {
                throw ExpressionError(.evaluation, "The maximum allowed memory size was exceeded")
            }
        }
        return .string(text)
    }

    private func evaluate(
        _ expression: Expression, in context: EvaluationContext
    ) throws(ExpressionError) -> Value {
        do throws(ExpressionError) {
            return try expression.evaluate(in: context)
        } catch {
            throw error.shifted(by: expression.sourceOffset)
        }
    }

    private static func parts(of bytes: [UInt8]) throws(ExpressionError) -> [Part] {
        var parts: [Part] = []
        var textStart = 0
        while let start = bytes.firstRange(of: opening, from: textStart) {
            guard let end = closing(in: bytes, from: start + opening.count) else {
                throw ExpressionError(
                    .parsing,
                    "The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.",
                    offset: start, hints: ["to write '${{' itself: ${{ '${{' }}"])
            }
            if start > textStart { parts.append(.text(text(bytes[textStart..<start]))) }
            let inner = text(bytes[start + opening.count..<end])
            let expression = trimmed(inner)
            guard !expression.isEmpty else {
                throw ExpressionError(.parsing, "An expression was expected", offset: start)
            }
            let space = inner.unicodeScalars.prefix { isSpace($0) }.reduce(0) { $0 + UTF8.width($1) }
            parts.append(.expression(try Expression(expression, at: start + opening.count + space)))
            textStart = end + 2
        }
        if textStart < bytes.count || parts.isEmpty { parts.append(.text(text(bytes[textStart...]))) }
        return parts
    }

    private static let opening = Array("${{".utf8)

    /// Where the `}}` stands that is not within quotes.
    private static func closing(in bytes: [UInt8], from start: Int) -> Int? {
        var isQuoted = false
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "'") { isQuoted.toggle() }
            if !isQuoted, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "}"),
                bytes[index + 1] == UInt8(ascii: "}")
            {
                return index
            }
            index += 1
        }
        return nil
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension [UInt8] {
    /// Where `other` stands for the first time from `start` on.
    fileprivate func firstRange(of other: [UInt8], from start: Int) -> Int? {
        guard count >= start + other.count else { return nil }
        return (start...count - other.count).first { self[$0..<$0 + other.count].elementsEqual(other) }
    }
}
