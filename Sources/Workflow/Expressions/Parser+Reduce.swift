/// What ties operands together, from the loosest.
enum Precedence: Int, Comparable {
    case or, and, equality, order, not

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
}

extension Comparison {
    var precedence: Precedence { self == .equal || self == .notEqual ? .equality : .order }
}

extension Parser {
    /// An operator or an opening word that waits for its operands.
    enum Pending {
        case not
        case and
        case or
        case comparison(Comparison)
        case group
        case index(Token)
        case call(Function, Token, argumentCount: Int)

        /// Nil for what only its closing word ends.
        var precedence: Precedence? {
            switch self {
            case .not: .not
            case .and: .and
            case .or: .or
            case .comparison(let comparison): comparison.precedence
            case .group, .index, .call: nil
            }
        }
    }

    /// A part of the tree and its depth. The operands of one chain of `&&` or `||` stay apart until
    /// something else takes the chain: GitHub counts it as one level, however long it is.
    struct Operand {
        private enum Form { case single, and, or }

        private var form = Form.single
        private var parts: [Node]
        private(set) var depth: Int

        init(_ node: Node, depth: Int) { (parts, self.depth) = ([node], depth) }

        var node: Node {
            switch form {
            case .single: parts[0]
            case .and: .and(parts)
            case .or: .or(parts)
            }
        }

        mutating func join(_ other: Operand, isAnd: Bool) {
            let chain = isAnd ? Form.and : .or
            if form != chain { (form, parts, depth) = (chain, [node], depth + 1) }
            if other.form == chain { parts += other.parts } else { parts.append(other.node) }
            depth = max(depth, other.form == chain ? other.depth : other.depth + 1)
        }
    }

    /// Ties together whatever binds as strongly as `precedence` or more.
    mutating func reduce(to precedence: Precedence) {
        while let top = pending.last, let strength = top.precedence, strength >= precedence {
            pending.removeLast()
            if case .not = top {
                reach { .not($0) }
                continue
            }
            guard let right = operands.popLast(), var left = operands.popLast() else { return }
            if case .comparison(let comparison) = top {
                push(.comparison(comparison, left.node, right.node), above: max(left.depth, right.depth))
            } else {
                left.join(right, isAnd: strength == .and)
                if left.depth > Self.maximumDepth { isTooDeep = true }
                operands.append(isTooDeep ? Operand(.literal(.null), depth: 1) : left)
            }
        }
    }

    /// Ends an index: the value and what it is reached by are the last two operands.
    mutating func closeIndex() {
        guard case .index(let token) = pending.popLast(), let key = operands.popLast(),
            let base = operands.popLast()
        else { return }
        push(
            .index(of: base.node, by: key.node, offset: token.range.lowerBound),
            above: max(base.depth, key.depth))
    }

    /// Ends a call, whose arguments are the last operands.
    mutating func closeCall() throws(ExpressionError) {
        guard case .call(let function, let token, let count) = pending.popLast() else { return }
        let arguments = operands.suffix(count)
        operands.removeLast(count)
        if let fault = function.fault(argumentCount: count) {
            throw source.error(
                .parsing, fault, word: source[token.range], at: token.range.lowerBound,
                hints: ["usage: \(function.usage)"])
        }
        push(
            .call(function, arguments.map(\.node), offset: token.range.lowerBound),
            above: arguments.lazy.map(\.depth).max() ?? 0)
    }

    /// Replaces the last operand by something made of it.
    mutating func reach(_ make: (Node) -> Node) {
        guard let base = operands.popLast() else { return }
        push(make(base.node), above: base.depth)
    }

    /// What is too deep is thrown away at once: a tree that nobody can walk over must not come to be.
    private mutating func push(_ node: Node, above depth: Int) {
        if depth >= Self.maximumDepth { isTooDeep = true }
        operands.append(isTooDeep ? Operand(.literal(.null), depth: 1) : Operand(node, depth: depth + 1))
    }

    func unexpected(_ token: Token) -> ExpressionError {
        source.error(.parsing, "Unexpected symbol", word: word(token), at: token.range.lowerBound)
    }

    /// The text ends too early; the error stands at its last word.
    func unexpectedEnd() -> ExpressionError {
        let last = tokens[tokens.count - 1]
        return source.error(
            .parsing, "Unexpected end of expression", word: word(last), at: last.range.lowerBound)
    }

    func unknownFunction(_ name: String, _ token: Token) -> ExpressionError {
        let known = Function.all.map(\.name).joined(separator: ", ")
        return source.error(
            .parsing, "Unrecognized function", word: name, at: token.range.lowerBound,
            hints: ["functions: \(known)"])
    }

    /// A word as errors quote it: texts without their quotes.
    private func word(_ token: Token) -> String {
        if case .literal(.string(let text)) = token.kind { text } else { source[token.range] }
    }
}
