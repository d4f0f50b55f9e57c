import Patterns
import Shell

extension Evaluation {
    /// Goes through what a call performs in its turn: other commands, code, files of code. Nil for none.
    mutating func follow(_ call: Call) -> Stream? {
        var output: Stream?
        let isElsewhere = call.usages.contains { $0.isElsewhere }
        for usage in call.usages {
            let found =
                isElsewhere
                ? apart { evaluation in
                    evaluation.state.folders = [.unknown]
                    return evaluation.follow(call, usage)
                } : follow(call, usage)
            if let found { output = output.map { _ in .unknown(found.taint) } ?? found }
        }
        return output
    }

    private mutating func follow(_ call: Call, _ usage: ProgramUsage) -> Stream? {
        var output: Stream?
        for section in sections(of: call, usage) { output = perform(section, range: call.range) }
        if usage.commandIsAnywhere {
            for start in programPlaces(in: call) {
                output = performCommand(of: call, usage, from: start)
            }
        }
        if let start = call.commandStart, usage.command != nil || usage.commandMark != nil {
            output = performCommand(of: call, usage, from: start)
        }
        var hasCode = false
        for place in usage.code where place.when.isEmpty || call.has(place.when) {
            for field in fields(of: call, at: place) {
                guard let code = code(in: field, place) else { continue }
                hasCode = true
                let language = place.language ?? usage.language
                let outer = input
                // What an option performs reads what nobody knows.
                if !place.options.isEmpty, !place.takesRest { input = input ?? .unknown() }
                defer { input = outer }
                if language == "shell", place.operand != nil {
                    // `sh -c code name arguments`
                    let outer = state.arguments
                    state.arguments = Array(call.operands.dropFirst((place.operand ?? 0) + 2))
                    output = perform(code, language)
                    state.arguments = outer
                } else {
                    output = perform(code, language)
                }
            }
        }
        if hasCode { return output }
        if let number = usage.script, call.ownOperands.count > number, !call.has(usage.inputWith) {
            let field = call.ownOperands[call.ownOperands.startIndex + number]
            let isInput = ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(field.known)
            if !isInput { return performScript(field, call, usage) ?? output }
        }
        let readsCode = usage.input == .code && (usage.inputWith.isEmpty || call.has(usage.inputWith))
        if readsCode || usage.script != nil, call.commandStart == nil, !call.has(usage.inputWithout),
            let stream = call.input
        {
            let field = Field(stream.pieces, taint: stream.taint, range: call.range, place: stream.place)
            let outer = input
            input = nil
            output = perform(field, usage.language)
            input = outer
        }
        return output
    }

    // MARK: Commands

    /// Where words stand that are names of programs which something is known of.
    private func programPlaces(in call: Call) -> [Int] {
        let places = call.fields.indices.dropFirst().filter { index in
            guard let name = call.fields[index].known?.utf8.split(separator: UInt8(ascii: "/")).last else {
                return false
            }
            return rules.isProgram(String(decoding: name, as: UTF8.self))
        }
        return Array(places.prefix(8))
    }

    private mutating func performCommand(of call: Call, _ usage: ProgramUsage, from start: Int) -> Stream {
        var fields = Array(call.fields[start...])
        var arguments: [Field] = []
        if usage.input == .arguments {
            let stream = call.input ?? .unknown()
            arguments = stream.words(range: call.range)
        }
        let marks = call.values(of: ["-I", "-i", "--replace"]).compactMap(\.known)
        let mark =
            marks.first.map { $0.isEmpty ? "{}" : $0 }
            ?? (call.has(["-i", "--replace"]) ? "{}" : usage.placeholder)
        if let mark, fields.contains(where: { $0.shown.contains(mark) }) {
            let stand = arguments.count == 1 ? arguments[0] : Field([.unknown("")], range: call.range)
            fields = fields.map { $0.replacing(mark, by: stand) }
        } else if usage.input == .arguments {
            fields += arguments
        }
        var assignments: [(name: String, variable: State.Variable?)] = []
        for field in call.fields[..<start] where usage.hasAssignments {
            guard let name = field.assignedName else { continue }
            let value = field.dropping(name.utf8.count + 1)
            judge(assignment: name, [value], field.range)
            assignments.append((name, state.variables[name]))
            state.variables[name] = .init([value])
        }
        defer { for (name, variable) in assignments { state.variables[name] = variable } }
        let outer = input
        if usage.input == .arguments { input = nil }
        defer { input = outer }
        return perform(fields, range: fields.span(or: call.range))
    }

    /// The commands that stand behind options, as behind `find -exec`.
    private func sections(of call: Call, _ usage: ProgramUsage) -> [[Field]] {
        var sections: [[Field]] = []
        var rest = call.fields.dropFirst()
        // What is found lies below where the search begins.
        let start = call.operands.first.map { $0.pieces } ?? [.text(".")]
        let found = Field((start + [.text("/"), .unknown("")]).joined, range: call.range)
        while let field = rest.popFirst() {
            guard let name = field.known, usage.sections.contains(name) else { continue }
            let section = rest.prefix { ![";", "+"].contains($0.known) }
            rest = rest.dropFirst(section.count)
            var fields = section.map { field in
                usage.placeholder.map { field.replacing($0, by: found) } ?? field
            }
            if let mark = usage.placeholder, !section.contains(where: { $0.shown.contains(mark) }),
                usage.commandMark == nil, !name.hasPrefix("-exec"), !name.hasPrefix("-ok")
            {
                fields.append(found)
            }
            if !fields.isEmpty { sections.append(fields) }
        }
        return sections
    }

    // MARK: Code

    private func fields(of call: Call, at place: ProgramUsage.CodePlace) -> [Field] {
        var fields = call.values(of: place.options)
        if place.takesRest, let first = fields.first {
            let rest = call.fields.drop { $0 != first }.dropFirst().flatMap { [Piece.text(" ")] + $0.code }
            fields = [Field((first.pieces + rest).joined, taint: call.taint, range: call.range)]
        }
        let own = call.ownOperands
        if let operand = place.operand, own.count > operand { fields.append(own[own.startIndex + operand]) }
        if let start = place.operands, own.count > start {
            // Options behind it are its own.
            let words = call.fields[call.operandPlaces[call.depth + start]...]
            if words.count == 1 {
                fields += words
            } else {
                let pieces = words.enumerated().flatMap { index, field in
                    (index > 0 ? [Piece.text(" ")] : []) + field.pieces
                }
                let taint = words.reduce(into: Taint()) { $0.formUnion($1.taint) }
                fields.append(Field(pieces.joined, taint: taint, range: Array(words).span(or: call.range)))
            }
        }
        return fields
    }

    /// What of a word is code.
    private func code(in field: Field, _ place: ProgramUsage.CodePlace) -> Field? {
        var code = field
        if let pattern = place.match {
            let found = (try? pattern.firstMatch(in: field.shown)) ?? nil
            guard let found, let range = found.range(of: "code") ?? found.groups.first.flatMap({ $0 }) else {
                return nil
            }
            if field.known != nil {
                code = Field(found["code"] ?? found.text, range: field.range)
                code.place = field.place.map { $0 + range.lowerBound }
            } else {
                code = Field([.text(found["code"] ?? found.text)], range: field.range)
            }
            code.taint = field.taint
        }
        if !place.before.isEmpty {
            code.pieces = ([.text(place.before)] + code.pieces).joined
            code.place = nil
        }
        return code
    }

    /// Goes through code of a language.
    mutating func perform(_ code: Field, _ language: String) -> Stream {
        if language == "shell" {
            return performCode(code.pieces, code.taint, place: code.place, range: code.range)
        }
        let text = code.shown
        let isUnknown = code.pieces.count == 1 && code.pieces.isUnknown
        // Queries are data of a program rather than one of their own.
        if isUnknown, rules.languages[language] != nil {
            meet(.unknownProgram, code.taint, code.range)
            return .unknown(code.taint)
        }
        var isSecret = false
        for rule in rules.rules where rule.subject == .code {
            guard
                rule.languages.contains(language)
                    || rule.languages.contains("any") && rules.languages[language] != nil,
                rule.matches.contains(where: { $0.isFound(in: text) }), rule.unless?.isFound(in: text) != true
            else { continue }
            add(rule, code.range)
            if rule.output.contains(.secret) { isSecret = true }
        }
        for pattern in rules.languages[language] ?? [] {
            for match in (try? pattern.matches(in: text, limit: 50)) ?? [] {
                performStart(match, in: Array(text.utf8), code)
            }
        }
        return .unknown(isSecret ? [.secret] : code.taint)
    }

    /// Goes through a program that code starts.
    private mutating func performStart(_ match: Match, in text: [UInt8], _ code: Field) {
        let outer = input
        input = .unknown()
        defer { input = outer }
        if let inner = match["code"] {
            _ = apart { $0.performCode([.text(inner)], code.taint, place: nil, range: code.range) }
            return
        }
        switch Arguments(text, from: match.range.upperBound).words {
        case nil: meet(.unknownStart, code.taint, code.range)
        case let words? where words.count == 1:
            _ = apart { $0.performCode(words[0], code.taint, place: nil, range: code.range) }
        case let words?:
            let fields = words.map { Field($0, taint: code.taint, range: code.range) }
            _ = apart { $0.perform(fields, range: code.range) }
        }
    }

    /// Goes through a file of code, as far as this text has written it or fetched it.
    private mutating func performScript(_ field: Field, _ call: Call, _ usage: ProgramUsage) -> Stream? {
        guard let stored = stored(field) else {
            if field.taint.contains(.network) { meet(.unknownCode, field.taint, call.range) }
            return nil
        }
        let code = Field(stored.pieces, taint: stored.taint, range: call.range)
        if stored.pieces.isUnknown && !stored.taint.contains(.network)
            && field.known?.hasPrefix("/dev/fd/") != true
        {
            return nil
        }
        let outer = state.arguments
        state.arguments = Array(call.ownOperands.dropFirst((usage.script ?? 0) + 1))
        defer { state.arguments = outer }
        return perform(code, usage.language)
    }
}

extension Evaluation {
    /// Goes through a file that is called by its path, as far as this text has written it or fetched it.
    mutating func performFile(_ call: Call) -> Stream? {
        guard let field = call.fields.first, field.shown.contains("/"), let stored = stored(field) else {
            return nil
        }
        guard !stored.pieces.isUnknown || stored.taint.contains(.network) else { return nil }
        let code = Field(stored.pieces, taint: stored.taint, range: call.range)
        let outer = state.arguments
        state.arguments = Array(call.fields.dropFirst())
        defer { state.arguments = outer }
        return perform(code, language(of: stored.pieces.shown))
    }

    /// The language that the first line of a file names.
    private func language(of text: String) -> String {
        let line = text.utf8.prefix { $0 != 0x0A }
        guard line.starts(with: "#!".utf8) else { return "shell" }
        let words = line.dropFirst(2).split { $0 == 0x20 || $0 == UInt8(ascii: "/") }
            .map { String(decoding: $0, as: UTF8.self) }
        return words.lazy.compactMap { word in
            rules.usages(of: word).first { $0.script != nil }?.language
        }.first ?? "shell"
    }
}

extension [Field] {
    /// From the first word to the last; what surrounds them where they stand in different places.
    func span(or range: Range<Int>) -> Range<Int> {
        guard let first, let last, first.range.lowerBound <= last.range.upperBound,
            range.contains(first.range.lowerBound), range.upperBound >= last.range.upperBound
        else { return range }
        return first.range.lowerBound..<last.range.upperBound
    }
}

extension Field {
    /// The same with something in the place of a mark.
    func replacing(_ mark: String, by field: Field) -> Field {
        var result = self
        result.pieces =
            pieces.flatMap { piece -> [Piece] in
                guard case .text(let text) = piece else { return [piece] }
                let parts = text.split(separator: mark, omittingEmptySubsequences: false)
                return parts.enumerated().flatMap { index, part in
                    (index > 0 ? field.pieces : []) + (part.isEmpty ? [] : [Piece.text(String(part))])
                }
            }.joined
        if result.pieces != pieces {
            result.taint.formUnion(field.taint)
            result.place = nil
        }
        return result
    }
}

extension Stream {
    /// Its words, as `xargs` reads them; one that is unknown where nobody knows.
    func words(range: Range<Int>) -> [Field] {
        guard let text = pieces.known else {
            return [Field([.unknown("")], taint: taint, range: range)]
        }
        return text.utf8.split { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0 }.map { word in
            let bare = word.filter {
                $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
            return Field([.text(String(decoding: bare, as: UTF8.self))], taint: taint, range: range)
        }
    }
}
