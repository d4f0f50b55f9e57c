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
        if let mark = usage.argumentMark { return performEach(of: call, usage, behind: mark) }
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
                    let rest = call.operands.dropFirst((place.operand ?? 0) + 1)
                    state.arguments = Array(rest.dropFirst())
                    let name = state.variables["0"]
                    state.variables["0"] = rest.first.map { .init([$0]) }
                    output = perform(code, language)
                    state.variables["0"] = name
                    state.arguments = outer
                } else {
                    output = perform(code, language)
                }
            }
        }
        for field in scripts(of: call, usage) { output = performScript(field, call, usage) ?? output }
        if hasCode { return output }
        if let number = usage.script, call.ownOperands.count > number, !call.has(usage.inputWith) {
            let field = call.ownOperands[call.ownOperands.startIndex + number]
            let isInput = ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(field.known)
            if !isInput {
                if !rules.isProgram(field.shown), isFetched(field) {
                    meet(.fetchedScript, field.taint, call.range)
                }
                return performScript(field, call, usage) ?? output
            }
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
            guard let name = call.fields[index].known?.utf8.split(separator: UInt8(ascii: "/")).last,
                !name.elementsEqual(".".utf8), !name.elementsEqual("[".utf8)
            else { return false }
            return rules.isProgram(String(decoding: name, as: UTF8.self))
        }
        return Array(places.prefix(8))
    }

    private mutating func performCommand(of call: Call, _ usage: ProgramUsage, from start: Int) -> Stream {
        var fields = Array(call.fields[start...])
        var arguments: [Field] = []
        if usage.input == .arguments {
            arguments = (call.input ?? .unknown()).words(of: call)
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
        let folders = state.folders
        if let folder = call.values(of: usage.runsIn).last {
            state.folders = folders.map { Path(folder.pieces, in: $0) }
        }
        defer { if !usage.runsIn.isEmpty { state.folders = folders } }
        return perform(fields, range: fields.span(or: call.range))
    }

    /// Goes through a command that is performed for each argument behind a mark, or for each line of the input.
    private mutating func performEach(of call: Call, _ usage: ProgramUsage, behind mark: String) -> Stream? {
        let start = call.operands.first.flatMap { first in call.fields.firstIndex(of: first) }
        let words = start.map { call.fields[$0...] } ?? []
        let command = words.prefix { $0.known?.hasPrefix(mark) != true }
        var arguments = words.dropFirst(command.count + 1).filter { $0.known?.hasPrefix(mark) != true }
        if command.count == words.count { arguments = (call.input ?? .unknown()).lines(range: call.range) }
        // Lines of files, or something else that nobody knows.
        let isKnown = call.fields.allSatisfy { $0.known?.hasPrefix(mark) != true || $0.known == mark }
        if !isKnown || call.has(usage.scriptOptions) {
            arguments = [Field([.unknown("")], range: call.range)]
        }
        let outer = input
        defer { input = outer }
        var output: Stream?
        if call.has(["--pipe", "--pipepart"]) {
            input = input ?? .unknown()
            let pieces = command.enumerated().flatMap { ($0 > 0 ? [Piece.text(" ")] : []) + $1.pieces }
            return performCode(
                pieces.joined, call.taint, place: nil, range: Array(command).span(or: call.range))
        }
        input = nil
        for argument in arguments.prefix(24) {
            let code = command.map { $0.replacing(usage.placeholder ?? "{}", by: argument) }
            var pieces = code.enumerated().flatMap { ($0 > 0 ? [Piece.text(" ")] : []) + $1.pieces }
            if Array(command) == code { pieces += [.text(" ")] + argument.pieces }
            output = performCode(
                pieces.joined, call.taint.union(argument.taint), place: nil,
                range: Array(words).span(or: call.range))
        }
        return output ?? .unknown()
    }

    /// The files of code that options name; the usual ones where there are none.
    private func scripts(of call: Call, _ usage: ProgramUsage) -> [Field] {
        let named = call.values(of: usage.scriptOptions)
        guard named.isEmpty else {
            return named.filter { !["-", "/dev/stdin", "/dev/fd/0"].contains($0.known) }
        }
        let folder = call.values(of: usage.runsIn).last.map { $0.pieces + [.text("/")] } ?? []
        return usage.defaultScripts.map { name in
            Field((folder + [.text(name)]).joined, range: call.range)
        }.filter { stored($0) != nil }
    }

    /// What `find` and its kind find, as far as that is known: it lies below where the search begins.
    func found(by call: Call) -> Field {
        let words = call.fields.dropFirst().drop { ["-H", "-L", "-P"].contains($0.known) }
        let starts = words.prefix { !$0.beginning.hasPrefix("-") && !["(", "!"].contains($0.known) }
        // `fd` has a pattern in front of the folders.
        let isFolder = call.name.hasSuffix("find")
        guard starts.count < 2 else { return Field([.unknown("")], range: call.range) }
        let start = isFolder ? starts.first?.pieces : nil
        var pieces = (start ?? [.text(".")]) + [.text("/"), .unknown("")]
        let names = call.values(of: ["-name", "-iname"]).compactMap(\.known)
        let hasOthers = call.fields.contains { ["-o", "-or", ",", "!", "-not"].contains($0.known) }
        if names.count == 1, !hasOthers { pieces += [.text("/"), .wildcard(names[0])] }
        return Field(pieces.joined, range: call.range)
    }

    /// The commands that stand behind options, as behind `find -exec`.
    private func sections(of call: Call, _ usage: ProgramUsage) -> [[Field]] {
        var sections: [[Field]] = []
        var rest = call.fields.dropFirst()
        let found = found(by: call)
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
