extension Expression {
    /// One use of a context.
    public struct Reference: Sendable, Equatable {
        /// A step on the way into a context.
        public enum PathElement: Sendable, Equatable {
            /// A property, by a dot or by a text in brackets; the first one is the context itself.
            case name(String)
            /// All properties or elements: `*`.
            case any
            /// An index that is computed, or a number.
            case dynamic
        }

        /// The context and what is reached in it, at least one element.
        public let path: [PathElement]
        /// Where each element stands in the expression's source, in bytes of UTF-8; an index is where its
        /// bracket is.
        public let offsets: [Int]
        /// Where the context's name stands.
        public var offset: Int { offsets[0] }
    }

    /// One call of a function.
    public struct Call: Sendable, Equatable {
        /// The function as it is documented, whatever its case in the text.
        public let name: String
        /// Where it stands in the expression's source, in bytes of UTF-8.
        public let offset: Int
    }

    /// Every use of a context, in the order of the text.
    public var references: [Reference] {
        var references: [Reference] = []
        root?.visit { if let reference = $0.reference { references.append(reference) } }
        return references.sorted { $0.offset < $1.offset }
    }

    /// Every call, in the order of the text.
    public var calls: [Call] {
        var calls: [Call] = []
        root?.visit {
            if case .call(let function, _, let offset) = $0.node {
                calls.append(Call(name: function.name, offset: offset))
            }
        }
        return calls.sorted { $0.offset < $1.offset }
    }

    /// Whether it calls `success()`, `failure()`, `cancelled()` or `always()`.
    public var usesStatusFunctions: Bool { calls.contains { Function.statusNames.contains($0.name) } }

    /// Its value when that is the same wherever it is evaluated; nil when it uses a context, the status or
    /// files, or has no value at all.
    public var constantValue: Value? {
        guard references.isEmpty, !usesStatusFunctions, !calls.contains(where: { $0.name == "hashFiles" })
        else { return nil }
        return try? evaluate(in: EvaluationContext())
    }
}

/// A node and whether it is the end of a chain of properties: within one, the context was told already.
private struct Visit {
    let node: Node
    let isInnerLink: Bool

    /// The whole chain that ends here, when it starts with a context.
    var reference: Expression.Reference? {
        guard !isInnerLink else { return nil }
        var path: [Expression.Reference.PathElement] = []
        var offsets: [Int] = []
        var link = node
        while true {
            switch link {
            case .index(let base, .literal(.string(let name)), let offset):
                path.append(.name(name))
                offsets.append(offset)
                link = base
            case .index(let base, _, let offset):
                path.append(.dynamic)
                offsets.append(offset)
                link = base
            case .filter(let base, let offset):
                path.append(.any)
                offsets.append(offset)
                link = base
            case .context(let name, _, let offset):
                path.append(.name(name))
                offsets.append(offset)
                return Expression.Reference(path: path.reversed(), offsets: offsets.reversed())
            default: return nil
            }
        }
    }
}

extension Node {
    /// Visits this node and all below it.
    fileprivate func visit(isInnerLink: Bool = false, _ body: (Visit) -> Void) {
        body(Visit(node: self, isInnerLink: isInnerLink))
        switch self {
        case .literal, .context: break
        case .index(let base, let key, _):
            base.visit(isInnerLink: true, body)
            key.visit(body)
        case .filter(let base, _): base.visit(isInnerLink: true, body)
        case .not(let operand): operand.visit(body)
        case .comparison(_, let left, let right):
            left.visit(body)
            right.visit(body)
        case .and(let operands), .or(let operands), .call(_, let operands, _):
            for operand in operands { operand.visit(body) }
        }
    }
}
