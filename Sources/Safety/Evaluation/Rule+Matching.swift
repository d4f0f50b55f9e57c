import Patterns

extension Rule {
    /// The place that is meant, if a call is what the rule is about; nil otherwise.
    func match(_ call: Call, _ evaluation: Evaluation, _ classes: inout KnownClasses) -> Range<Int>? {
        var range = call.range
        if !subcommands.isEmpty {
            let words = call.operands.map { $0.known ?? "" }
            guard subcommands.contains(where: { $0.matches(words) }) else { return nil }
        }
        guard flags.allSatisfy({ call.has($0) }), without.isEmpty || !call.has(without),
            sink.isEmpty || sink.contains(call.sink), carries.isEmpty || !call.taint.isDisjoint(with: carries)
        else { return nil }
        let own = call.operands.dropFirst(subcommands.isEmpty ? call.depth : max(call.depth, depth(call)))
        if !spared.isEmpty, !own.isEmpty,
            own.allSatisfy({ evaluation.matches($0, spared, &classes) })
        {
            return nil
        }
        let places: [(matchers: [Matcher], fields: [Field])] =
            [
                (operands, Array(own)), (first, Array(own.prefix(1))), (last, Array(own.suffix(1))),
                (rest, Array(own.dropLast())),
            ] + options.map { ($0.matchers, call.values(of: $0.names)) }
        for (matchers, fields) in places where !matchers.isEmpty {
            guard fields.contains(where: { evaluation.matches($0, matchers, &classes) }) else { return nil }
        }
        for (kind, matchers) in effects {
            let found = call.files.first {
                $0.effect == kind && evaluation.matches($0.field, matchers, &classes)
            }
            guard let found else { return nil }
            if !call.fields.contains(where: { $0.range == found.field.range }) { range = found.field.range }
        }
        if !input.isEmpty {
            guard let stream = call.input, input.contains(where: { $0.matches(stream) }) else { return nil }
        }
        if text != nil || unless != nil {
            let words = call.text
            if let text, !text.isFound(in: words) { return nil }
            if let unless, unless.isFound(in: words) { return nil }
        }
        return range
    }

    private func depth(_ call: Call) -> Int {
        let words = call.operands.map { $0.known ?? "" }
        return subcommands.filter { $0.matches(words) }.map(\.count).max() ?? 0
    }
}

/// The classes of the words of one call, which many rules ask for.
typealias KnownClasses = [[Piece]: Set<String>]

extension InputMatcher {
    func matches(_ stream: Stream) -> Bool {
        switch self {
        case .any: true
        case .unknown: stream.pieces.isUnknown
        case .taint(let taint): !stream.taint.isDisjoint(with: taint)
        }
    }
}

extension Evaluation {
    /// Whether a word is one of these.
    func matches(_ field: Field, _ matchers: [Matcher], _ classes: inout KnownClasses) -> Bool {
        matchers.contains { matcher in
            switch matcher {
            case .taint(let taint):
                return !field.taint.union(attachment(of: field)).isDisjoint(with: taint)
            case .pattern(let pattern): return pattern.isFound(in: field.shown)
            case .pathClass(let name):
                if let found = classes[field.pieces] { return found.contains(name) }
                let found = self.classes(of: field)
                classes[field.pieces] = found
                return found.contains(name)
            }
        }
    }
}

extension Evaluation {
    /// What a file carries that a word names behind an `@`, as `curl` has it.
    private func attachment(of field: Field) -> Taint {
        let text = field.shown
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return [] }
        let name = String(decoding: text.utf8[text.utf8.index(after: at)...], as: UTF8.self)
        return content(of: Field(name, range: field.range)).taint
    }
}

extension Pattern {
    /// Whether it is found; where that takes too much work, it counts as found.
    func isFound(in text: String) -> Bool { (try? matches(text)) ?? true }
}
