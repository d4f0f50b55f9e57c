/// Makes a tree of the words of an expression.
///
/// It keeps its own stacks, so that no nesting in a text uses up the stack of the thread.
struct Parser {
    /// As many levels as GitHub allows.
    static let maximumDepth = 50

    let source: ExpressionSource
    let tokens: [Token]
    /// The names of the contexts that exist, in lower case; nil when every name is accepted.
    let contexts: [String]?
    var index = 0
    var operands: [Operand] = []
    var pending: [Pending] = []
    /// Whether some part was too deep: told at the end, when nothing else is wrong.
    var isTooDeep = false

    /// The tree of an expression; nil for one without words.
    static func parse(_ text: String, contexts: [String]?) throws(ExpressionError) -> Node? {
        let source = ExpressionSource(text)
        let tokens = try Lexer.tokens(of: source)
        var parser = Parser(
            source: source, tokens: tokens, contexts: contexts?.map { $0.lowercased() })
        return try parser.parse()
    }

    private mutating func parse() throws(ExpressionError) -> Node? {
        guard !tokens.isEmpty else { return nil }
        repeat {
            try readOperand()
        } while try readOperators()
        reduce(to: .or)
        guard !isTooDeep, let result = operands.popLast() else {
            throw ExpressionError(.parsing, "Exceeded max expression depth \(Self.maximumDepth)")
        }
        return result.node
    }

    /// Reads up to the end of an operand: what may stand before it, and the first word of itself.
    private mutating func readOperand() throws(ExpressionError) {
        while true {
            let token = try next()
            switch token.kind {
            case .not: pending.append(.not)
            case .leftParenthesis: pending.append(.group)
            case .literal(let value): return operands.append(Operand(.literal(value), depth: 1))
            case .name(let name):
                guard index < tokens.count, tokens[index].isLeftParenthesis else {
                    return try readContext(name, token)
                }
                index += 1
                guard let function = Function.named(name) else { throw unknownFunction(name, token) }
                pending.append(.call(function, token, argumentCount: 0))
                if index < tokens.count, tokens[index].isRightParenthesis {
                    index += 1
                    return try closeCall()
                }
            default: throw unexpected(token)
            }
        }
    }

    /// Reads what may follow an operand.
    ///
    /// - Returns: whether another operand must follow; else the expression ends.
    private mutating func readOperators() throws(ExpressionError) -> Bool {
        while index < tokens.count {
            let previous = tokens[index - 1]
            let token = tokens[index]
            index += 1
            switch token.kind {
            case .and:
                reduce(to: .and)
                pending.append(.and)
                return true
            case .or:
                reduce(to: .or)
                pending.append(.or)
                return true
            case .comparison(let comparison):
                reduce(to: comparison.precedence)
                pending.append(.comparison(comparison))
                return true
            case .dot: try readProperty()
            case .leftBracket:
                guard previous.endsReach else { throw unexpected(token) }
                if index < tokens.count, case .star = tokens[index].kind {
                    index += 1
                    let closing = try next()
                    guard case .rightBracket = closing.kind else { throw unexpected(closing) }
                    reach { .filter(of: $0, offset: token.range.lowerBound) }
                } else {
                    pending.append(.index(token))
                    return true
                }
            case .rightBracket:
                reduce(to: .or)
                guard case .index = pending.last else { throw unexpected(token) }
                closeIndex()
            case .comma:
                reduce(to: .or)
                guard case .call(let function, let name, let count) = pending.last else {
                    throw unexpected(token)
                }
                pending[pending.count - 1] = .call(function, name, argumentCount: count + 1)
                return true
            case .rightParenthesis:
                reduce(to: .or)
                switch pending.last {
                case .group: pending.removeLast()
                case .call(let function, let name, let count):
                    pending[pending.count - 1] = .call(function, name, argumentCount: count + 1)
                    try closeCall()
                default: throw unexpected(token)
                }
            case .not, .leftParenthesis, .star, .literal, .name: throw unexpected(token)
            }
        }
        reduce(to: .or)
        guard pending.isEmpty else { throw unexpectedEnd() }
        return false
    }

    private mutating func readProperty() throws(ExpressionError) {
        let token = try next()
        let offset = token.range.lowerBound
        switch token.kind {
        case .name(let name): reach { .index(of: $0, by: .literal(.string(name)), offset: offset) }
        case .star: reach { .filter(of: $0, offset: offset) }
        default: throw unexpected(token)
        }
    }

    private mutating func readContext(_ name: String, _ token: Token) throws(ExpressionError) {
        let folded = name.lowercased()
        let offset = token.range.lowerBound
        if let contexts, !contexts.contains(folded) {
            let known = contexts.isEmpty ? [] : ["known here: " + contexts.joined(separator: ", ")]
            throw source.error(
                .parsing, "Unrecognized named-value", word: name, at: offset, hints: known)
        }
        operands.append(Operand(.context(name: name, folded: folded, offset: offset), depth: 1))
    }

    private mutating func next() throws(ExpressionError) -> Token {
        guard index < tokens.count else { throw unexpectedEnd() }
        index += 1
        return tokens[index - 1]
    }
}
