import Shell

extension Evaluation {
    /// The values that a use of a variable stands for.
    mutating func value(of parameter: Parameter, range: Range<Int>) -> [Field] {
        var name = parameter.name
        if let index = parameter.index { _ = text(of: index, range: range) }
        if parameter.isIndirect {
            guard let target = state.variables[name]?.elements.first?.known else {
                return [unknown(name, range)]
            }
            name = target
        }
        let values = plainValue(name, parameter.index, range)
        if parameter.isLength {
            let count = values.flatMap { $0.count == 1 ? $0[0].known?.utf8.count : nil }
            return [Field(count.map { [.text(String($0))] } ?? [.unknown("#")], range: range)]
        }
        guard !parameter.operator.isEmpty else { return values ?? [unknown(name, range)] }
        let argument = text(of: parameter.argument, range: range)
        switch parameter.operator {
        case ":-", "-", ":=", "=":
            if let values, values.contains(where: { !$0.pieces.isEmpty && $0.pieces != [.text("")] }) {
                return values
            }
            // A variable that nothing has set here is most likely unset.
            if parameter.operator.hasSuffix("=") { state.variables[name] = .init([argument]) }
            return [argument]
        case ":+", "+":
            // Options are taken as given. All else may be there or not.
            let isSet = values?.contains { !$0.pieces.isEmpty && $0.pieces != [.text("")] } == true
            return isSet || argument.beginning.hasPrefix("-") ? [argument] : [unknown(name, range)]
        case ":?", "?": return values ?? [unknown(name, range)]
        default:
            guard let values else { return [unknown(name, range)] }
            if name == "@" || name == "*" || parameter.index.map({ Self.isAll($0) }) == true,
                parameter.operator == ":"
            {
                // The list of arguments begins with what the shell is called by, which is none.
                let isArguments = name == "@" || name == "*"
                return Self.slice(values, argument.known, from: isArguments ? 1 : 0)
                    ?? [unknown(name, range)]
            }
            return values.map { value in
                guard let text = value.known, let operand = argument.known,
                    let changed = ValueChange(parameter.operator, operand)?.apply(to: text)
                else { return Field([.unknown(name)], taint: value.taint, range: range) }
                return Field([.text(changed)], taint: value.taint, range: range)
            }
        }
    }

    private static func slice(_ values: [Field], _ operand: String?, from first: Int) -> [Field]? {
        guard let operand else { return nil }
        let numbers = operand.split(separator: ":").map { Int($0.filter { $0 != " " }) }
        guard let start = numbers.first ?? nil, start >= 0 else { return nil }
        let rest = values.dropFirst(max(start - first, 0))
        guard numbers.count > 1 else { return Array(rest) }
        return numbers[1].map { Array(rest.prefix(max($0, 0))) }
    }

    /// The elements of a variable; nil where nobody knows.
    private mutating func plainValue(_ name: String, _ index: [WordPart]?, _ range: Range<Int>) -> [Field]? {
        switch name {
        case "@", "*": return state.arguments
        case "PWD":
            guard state.folders.count == 1, let text = state.folders[0].text else { return nil }
            return [Field(text, range: range)]
        default: break
        }
        if let number = Int(name), number > 0 {
            guard let arguments = state.arguments else { return nil }
            return number <= arguments.count ? [arguments[number - 1]] : []
        }
        guard let variable = state.variables[name] else { return nil }
        guard let index else { return Array(variable.elements.prefix(1)) }
        if Self.isAll(index) { return variable.elements }
        if case .literal(let text)? = index.first, let number = Int(text) {
            return variable.elements.indices.contains(number) ? [variable.elements[number]] : []
        }
        return nil
    }

    /// What stands for a variable that nothing has set here.
    func unknown(_ name: String, _ range: Range<Int>) -> Field {
        let isSecret = rules.secretVariables.contains { $0.matches(name) }
        return Field([.unknown(name)], taint: isSecret ? .secret : [], range: range)
    }
}

/// What an operator of a parameter does to a text, as far as it is needed to see through it.
struct ValueChange {
    private let sign: String
    private let operand: String

    init?(_ sign: String, _ operand: String) {
        (self.sign, self.operand) = (sign, operand)
        let isPattern = operand.utf8.contains { [0x2A, 0x3F, 0x5B].contains($0) }
        if isPattern && sign != ":" && operand.utf8.first != 0x2A && operand.utf8.last != 0x2A { return nil }
    }

    /// The changed text; nil where nobody knows.
    func apply(to text: String) -> String? {
        switch sign {
        case ":": return substring(text)
        case "#", "##": return withoutPrefix(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        case "%", "%%":
            return withoutSuffix(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        case "/", "//": return replaced(text)
        case "^^": return operand.isEmpty ? text.uppercased() : nil
        case ",,": return operand.isEmpty ? text.lowercased() : nil
        case "^": return operand.isEmpty ? text.prefix(1).uppercased() + text.dropFirst() : nil
        case ",": return operand.isEmpty ? text.prefix(1).lowercased() + text.dropFirst() : nil
        default: return nil
        }
    }

    private func substring(_ text: String) -> String? {
        let numbers = operand.split(separator: ":", omittingEmptySubsequences: false).map { part in
            Int(part.filter { $0 != " " && $0 != "(" && $0 != ")" })
        }
        guard let first = numbers.first, let offset = first else { return nil }
        let start = offset >= 0 ? offset : max(text.count + offset, 0)
        let rest = text.dropFirst(start)
        guard numbers.count > 1 else { return String(rest) }
        guard let length = numbers[1] else { return nil }
        return String(length >= 0 ? rest.prefix(length) : rest.dropLast(-length))
    }

    /// Patterns with `*` at one end are known, others are not.
    private func withoutPrefix(_ text: [UInt8]) -> [UInt8]? {
        let pattern = Array(operand.utf8)
        if pattern.first == 0x2A {
            let mark = Array(pattern.dropFirst())
            guard !mark.isEmpty else { return sign == "##" ? [] : text }
            let places = text.indices.filter { text[$0...].starts(with: mark) }
            let place = sign == "##" ? places.last : places.first
            return place.map { Array(text[($0 + mark.count)...]) } ?? text
        }
        guard !pattern.contains(0x2A) else { return nil }
        return text.starts(with: pattern) ? Array(text.dropFirst(pattern.count)) : text
    }

    private func withoutSuffix(_ text: [UInt8]) -> [UInt8]? {
        let pattern = Array(operand.utf8)
        if pattern.last == 0x2A {
            let mark = Array(pattern.dropLast())
            guard !mark.isEmpty else { return sign == "%%" ? [] : text }
            let places = text.indices.filter { text[$0...].starts(with: mark) }
            let place = sign == "%%" ? places.first : places.last
            return place.map { Array(text[..<$0]) } ?? text
        }
        guard !pattern.contains(0x2A) else { return nil }
        return text.reversed().starts(with: pattern.reversed()) ? Array(text.dropLast(pattern.count)) : text
    }

    private func replaced(_ text: String) -> String? {
        let parts = operand.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let (old, new) = (Array(parts[0].utf8), parts.count > 1 ? Array(parts[1].utf8) : [])
        guard !old.isEmpty, !old.contains(where: { [0x2A, 0x3F, 0x5B].contains($0) }) else { return nil }
        var (rest, result) = (Array(text.utf8)[...], [UInt8]())
        var isDone = false
        while let byte = rest.first {
            if !isDone, rest.starts(with: old) {
                result += new
                rest = rest.dropFirst(old.count)
                isDone = sign == "/"
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
