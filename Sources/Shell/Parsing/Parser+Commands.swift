extension Parser {
    mutating func command() throws(ShellError) -> Command {
        try descend()
        defer { depth -= 1 }
        try spend()
        skipBlanks()
        let start = index
        if peek() == UInt8(ascii: "(") { return try compound(from: start) }
        switch reservedWord() {
        case "{", "if", "while", "until", "for", "select", "case", "[[":
            return try compound(from: start)
        case "function": return try functionByKeyword(from: start)
        case "coproc":
            index += 6
            skipBlanks()
            return .coprocess(try coprocess())
        default: return try simple(from: start)
        }
    }

    /// `coproc [name] compound` or `coproc simple`.
    private mutating func coprocess() throws(ShellError) -> Command {
        let start = index
        while let byte = peek(), byte.isName { index += 1 }
        skipBlanks()
        if index > start, peek() == UInt8(ascii: "(") || reservedWord() == "{" { return try command() }
        index = start
        return try command()
    }

    private mutating func simple(from start: Int) throws(ShellError) -> Command {
        var command = SimpleCommand(range: 0..<0)
        while true {
            skipBlanks()
            if let redirection = try redirection() {
                command.redirections.append(redirection)
                continue
            }
            if command.words.isEmpty || Self.declares(command.words[0]) {
                let isDeclared = !command.words.isEmpty
                if let assignment = try assignment(onlyArrays: isDeclared) {
                    command.assignments.append(assignment)
                    continue
                }
            }
            guard let byte = peek(), !byte.isMeta || isNext("<(") || isNext(">(") else { break }
            let word = try word()
            command.words.append(word)
            if command.words.count == 1, command.assignments.isEmpty, command.redirections.isEmpty,
                let name = word.literal, try acceptParentheses()
            {
                return try function(name, from: start)
            }
        }
        guard index > start else { throw unexpected("a command") }
        guard !(command.words.isEmpty && command.assignments.isEmpty && command.redirections.isEmpty) else {
            throw unexpected("a command")
        }
        command.range = trimmedRange(from: start)
        return .simple(command)
    }

    /// What was read, without blanks at its end.
    func trimmedRange(from start: Int) -> Range<Int> {
        var end = index
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return places.range(start..<end)
    }

    /// Whether arrays may stand among the words of a command.
    private static func declares(_ word: Word) -> Bool {
        ["declare", "typeset", "local", "export", "readonly"].contains(word.literal)
    }

    /// `name=value`, `name+=value`, `name[index]=value` and `name=(…)`.
    private mutating func assignment(onlyArrays: Bool) throws(ShellError) -> Assignment? {
        let start = index
        guard let first = peek(), first.isNameStart else { return nil }
        while let byte = peek(), byte.isName { index += 1 }
        let name = text(start..<index)
        var assignment = Assignment(name: name, value: .array([]), range: 0..<0)
        if peek() == UInt8(ascii: "["), !onlyArrays {
            index += 1
            assignment.index = try? parts(.index)
            guard assignment.index != nil, accept("]") else {
                index = start
                return nil
            }
        }
        assignment.isAppended = accept("+")
        guard accept("="), !onlyArrays || peek() == UInt8(ascii: "(") else {
            index = start
            return nil
        }
        if accept("(") {
            assignment.value = .array(try arrayElements())
        } else {
            let valueStart = index
            assignment.value = .word(
                Word(try parts(.assignment), range: places.range(valueStart..<index)))
        }
        assignment.range = range(from: start)
        return assignment
    }

    private mutating func arrayElements() throws(ShellError) -> [Word] {
        var words: [Word] = []
        while true {
            try skipLines()
            if accept(")") { return words }
            guard let byte = peek(), !byte.isMeta else { throw unexpected("')'") }
            words.append(try word())
        }
    }

    private mutating func acceptParentheses() throws(ShellError) -> Bool {
        let start = index
        skipBlanks()
        if accept("(") {
            skipBlanks()
            if accept(")") { return true }
        }
        index = start
        return false
    }

    private mutating func functionByKeyword(from start: Int) throws(ShellError) -> Command {
        index += 8
        skipBlanks()
        let nameStart = index
        while let byte = peek(), !byte.isMeta { index += 1 }
        guard index > nameStart else { throw unexpected("the name of a function") }
        let name = text(nameStart..<index)
        _ = try acceptParentheses()
        return try function(name, from: start)
    }

    private mutating func function(_ name: String, from start: Int) throws(ShellError) -> Command {
        try skipLines()
        let body = try command()
        return .function(FunctionDefinition(name: name, body: body, range: trimmedRange(from: start)))
    }
}
