import Shell

extension Evaluation {
    /// Goes through a simple command: its words are expanded, judged, and followed where they lead to others.
    mutating func perform(_ command: SimpleCommand) -> Stream {
        let (outerInput, outerSink) = (input, sink)
        defer { (input, sink) = (outerInput, outerSink) }
        let assigned = command.assignments.map { assignment in
            (assignment, value(of: assignment, isDeclared: !command.words.isEmpty))
        }
        let fields = command.words.flatMap { self.fields(of: $0) }.bounded
        let redirected = redirect(command.redirections, range: command.range)
        if let stream = redirected.input { input = stream }
        if !redirected.outputs.isEmpty { sink = .shown }
        for (assignment, value) in assigned {
            judge(assignment: assignment.name, value.elements, assignment.range)
        }
        var before: [String: State.Variable?] = [:]
        for (assignment, value) in assigned {
            before[assignment.name] = state.variables[assignment.name]
            assign(assignment, value)
        }
        var output = Stream.empty
        if fields.isEmpty {
            judge(
                Call("", [], usages: [], input: input, sink: sink, range: command.range), redirected.files)
            // `$(<file)`
            output = redirected.input ?? .empty
        } else {
            output = perform(fields, redirected.files, range: command.range)
            if !["export", "declare", "typeset", "local", "readonly"].contains(fields[0].known) {
                for (name, variable) in before { state.variables[name] = variable }
            }
        }
        store(output, in: redirected.outputs)
        return redirected.outputs.isEmpty ? output : .empty
    }

    private mutating func value(of assignment: Assignment, isDeclared: Bool) -> State.Variable {
        switch assignment.value {
        case .word(let word): return .init([field(of: word)])
        case .array(let words): return .init(words.flatMap { fields(of: $0) })
        }
    }

    private mutating func assign(_ assignment: Assignment, _ value: State.Variable) {
        var value = value
        let own = state.variables[assignment.name]
        if let index = assignment.index {
            var elements = own?.elements ?? []
            let number = text(of: index, range: assignment.range).known.flatMap { Int($0) }
            guard let number, (0..<100).contains(number), let element = value.elements.first else {
                state.variables[assignment.name] = .init([unknown(assignment.name, assignment.range)])
                return
            }
            while elements.count <= number { elements.append(Field([], range: assignment.range)) }
            elements[number] = element
            value = .init(elements)
        } else if assignment.isAppended, let own {
            if case .array = assignment.value {
                value = .init(own.elements + value.elements)
            } else if let first = own.elements.first, let more = value.elements.first {
                let joined = Field(
                    (first.pieces + more.pieces).joined, taint: first.taint.union(more.taint),
                    range: first.range)
                value = .init([joined] + own.elements.dropFirst())
            }
        }
        state.variables[assignment.name] = value
    }

    /// Applies the rules on what variables get, and follows values that are commands.
    mutating func judge(assignment name: String, _ values: [Field], _ range: Range<Int>) {
        var classes = KnownClasses()
        for value in values {
            for rule in rules.rules
            where rule.subject == .assignment && rule.variables.contains(where: { $0.matches(name) }) {
                if rule.operands.isEmpty || matches(value, rule.operands, &classes),
                    rule.unless?.isFound(in: value.shown) != true
                {
                    add(rule, range)
                }
            }
            if rules.commandVariables.contains(where: { $0.matches(name) }), value.known != "" {
                // Programs hand a file to it, or an address.
                let code = (value.pieces + [.text(" "), .unknown("_")]).joined
                _ = apart { $0.performCode(code, value.taint, place: value.place, range: range) }
            }
        }
    }

    /// Goes through a command whose words are expanded.
    mutating func perform(
        _ fields: [Field], _ files: [(effect: Effect, field: Field)] = [], range: Range<Int>
    ) -> Stream {
        guard descend(range) else { return .unknown() }
        defer { ascend() }
        guard let first = fields.first else { return .empty }
        guard let name = programName(first) else {
            meet(.unknownCommand, first.taint, range)
            judge(Call("", fields, usages: [], input: input, sink: sink, range: range), files)
            return .unknown(first.taint.union(input?.taint ?? []))
        }
        if let text = first.known {
            if let alias = state.aliases[text] { return perform(alias: text, alias, fields, range) }
            if let function = state.functions[text], !callers.contains(text) {
                let outer = state.arguments
                state.arguments = Array(fields.dropFirst())
                defer { state.arguments = outer }
                judge(Call(text, fields, usages: [], input: input, sink: sink, range: range), files)
                return callFunction(text, function)
            }
        }
        var call = Call(
            name, fields, usages: rules.usages(of: name), input: input, sink: sink, range: range)
        let output = judge(call, files)
        call.files += files
        remember(call)
        if let printed = performBuiltin(call) { return printed.tainted(output) }
        let inner = follow(call) ?? performFile(call)
        return (inner ?? knownOutput(of: call)).tainted(output)
    }

    /// The name that rules know a program by; nil where nobody knows which it is.
    private func programName(_ field: Field) -> String? {
        if let known = field.known {
            let name = known.utf8.split(separator: UInt8(ascii: "/")).last
            return name.map { String(decoding: $0, as: UTF8.self) } ?? known
        }
        // In a folder that nobody knows, as in `$(npm bin)/eslint`.
        guard case .text(let text)? = field.pieces.last,
            let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")),
            !field.pieces.contains(where: { if case .wildcard = $0 { true } else { false } })
        else { return nil }
        let name = String(decoding: text.utf8[text.utf8.index(after: slash)...], as: UTF8.self)
        return name.isEmpty ? nil : name
    }

    private mutating func perform(
        alias name: String, _ alias: Field, _ fields: [Field], _ range: Range<Int>
    ) -> Stream {
        // What an alias stands for is not looked up again.
        state.aliases[name] = nil
        defer { state.aliases[name] = alias }
        var pieces = alias.pieces
        for field in fields.dropFirst() { pieces += [.text(" ")] + field.code }
        return performCode(
            pieces.joined, alias.taint, place: fields.count == 1 ? alias.place : nil, range: range)
    }

    /// Applies the rules and the boundaries to a call, and returns what its output carries.
    @discardableResult
    mutating func judge(_ call: Call, _ files: [(effect: Effect, field: Field)]) -> Taint {
        var call = call
        call.files = (call.files + files).map { effect, field in
            guard effect == .reads || effect == .sends else { return (effect, field) }
            var field = field
            field.taint.formUnion(content(of: field).taint)
            return (effect, field)
        }
        var output = call.usages.reduce(into: Taint()) { $0.formUnion($1.output) }
        var classes = KnownClasses()
        for rule in rules.rules(for: call.name) {
            guard let range = rule.match(call, self, &classes) else { continue }
            add(rule, range)
            output.formUnion(rule.output)
        }
        for (effect, field) in call.files where effect == .reads { output.formUnion(field.taint) }
        for finding in policy.findings(for: call, self) {
            add(finding.rule, "policy", finding.decision, finding.reason, finding.range)
        }
        return output
    }
}

extension Field {
    /// As it can stand in code: the text in quotes.
    var code: [Piece] {
        if pieces.isEmpty { return [.text("''")] }
        return pieces.map { piece in
            guard case .text(let text) = piece else { return piece }
            return .text(
                "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
                    + "'")
        }
    }
}

extension Stream {
    /// The same with more that it carries.
    func tainted(_ taint: Taint) -> Stream {
        Stream(pieces: pieces, taint: self.taint.union(taint), place: place, areNames: areNames)
    }
}
