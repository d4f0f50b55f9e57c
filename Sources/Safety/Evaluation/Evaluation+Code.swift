import Patterns

extension Evaluation {
    func fields(of call: Call, at place: ProgramUsage.CodePlace) -> [Field] {
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
    func code(in field: Field, _ place: ProgramUsage.CodePlace) -> Field? {
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
        if isUnknown, code.taint.contains(.network) { meet(.fetchedScript, code.taint, code.range) }
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
    mutating func performScript(_ field: Field, _ call: Call, _ usage: ProgramUsage) -> Stream? {
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

    /// Goes through a file that is called by its path, as far as this text has written it or fetched it.
    mutating func performFile(_ call: Call) -> Stream? {
        guard let field = call.fields.first, field.shown.contains("/") else { return nil }
        if !rules.isProgram(call.name), isFetched(field) { meet(.fetchedScript, field.taint, call.range) }
        guard let stored = stored(field) else { return nil }
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
