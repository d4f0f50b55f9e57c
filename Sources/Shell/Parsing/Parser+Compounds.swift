extension Parser {
    mutating func compound(from start: Int) throws(ShellError) -> Command {
        var compound = CompoundCommand(kind: try kind(), range: 0..<0)
        skipBlanks()
        while let redirection = try redirection() {
            compound.redirections.append(redirection)
            skipBlanks()
        }
        compound.range = trimmedRange(from: start)
        return .compound(compound)
    }

    private mutating func kind() throws(ShellError) -> CompoundCommand.Kind {
        if isNext("((") && !notArithmetic.contains(index) {
            if let parts = arithmetic(at: index, behind: 2) { return .arithmetic(parts) }
        }
        if accept("(") {
            let list = try list()
            guard accept(")") else { throw unexpected("')'") }
            return .subshell(list)
        }
        switch reservedWord() {
        case "{":
            index += 1
            let list = try list()
            try expect("}")
            return .group(list)
        case "if": return try conditional()
        case "while", "until":
            index += 5
            let condition = try list()
            return .loop(condition: condition, body: try loopBody())
        case "for":
            index += 3
            return try each(allowsArithmetic: true)
        case "select":
            index += 6
            return try each(allowsArithmetic: false)
        case "case": return try selection()
        default: return .test(try test())
        }
    }

    private mutating func conditional() throws(ShellError) -> CompoundCommand.Kind {
        var branches: [(condition: CommandList, body: CommandList)] = []
        var otherwise: CommandList?
        index += 2
        while true {
            let condition = try list()
            try expect("then")
            branches.append((condition, try list()))
            if reservedWord() == "elif" {
                index += 4
                continue
            }
            if reservedWord() == "else" {
                index += 4
                otherwise = try list()
            }
            try expect("fi")
            return .conditional(branches, otherwise: otherwise)
        }
    }

    private mutating func loopBody() throws(ShellError) -> CommandList {
        try skipLines()
        if reservedWord() == "{" {
            index += 1
            let body = try list()
            try expect("}")
            return body
        }
        try expect("do")
        let body = try list()
        try expect("done")
        return body
    }

    private mutating func each(allowsArithmetic: Bool) throws(ShellError) -> CompoundCommand.Kind {
        skipBlanks()
        if allowsArithmetic, accept("((") {
            guard let parts = try arithmetic() else { throw unexpected("'))'") }
            skipBlanks()
            _ = accept(";")
            return .counted(parts, body: try loopBody())
        }
        let start = index
        while let byte = peek(), !byte.isMeta { index += 1 }
        guard index > start else { throw unexpected("the name of a variable") }
        let name = text(start..<index)
        var words: [Word]?
        try skipLines()
        if reservedWord() == "in" {
            index += 2
            var found: [Word] = []
            skipBlanks()
            while let byte = peek(), !byte.isMeta || isNext("<(") {
                found.append(try word())
                skipBlanks()
            }
            words = found
        }
        skipBlanks()
        _ = accept(";")
        return .each(name: name, words: words, body: try loopBody())
    }

    private mutating func selection() throws(ShellError) -> CompoundCommand.Kind {
        index += 4
        skipBlanks()
        let subject = try word()
        try expect("in")
        var branches: [CompoundCommand.Branch] = []
        while true {
            try spend()
            try skipLines()
            if reservedWord() == "esac" {
                index += 4
                return .selection(subject, branches)
            }
            _ = accept("(")
            var patterns: [Word] = []
            repeat {
                skipBlanks()
                patterns.append(try word())
                skipBlanks()
            } while accept("|")
            guard accept(")") else { throw unexpected("')'") }
            branches.append(CompoundCommand.Branch(patterns: patterns, body: try list()))
            if accept(";;&") || accept(";;") || accept(";&") { continue }
            try expect("esac")
            return .selection(subject, branches)
        }
    }

    /// The words of `[[ … ]]`, its operators among them.
    private mutating func test() throws(ShellError) -> [Word] {
        index += 2
        var words: [Word] = []
        while true {
            try spend()
            try skipLines()
            guard let byte = peek() else { throw unexpected("']]'") }
            if reservedWord() == "]]" {
                index += 2
                return words
            }
            let start = index
            if byte.isMeta && !isNext("<(") && !isNext(">(") {
                index += 1
                words.append(Word([.literal(text(start..<index))], range: range(from: start)))
            } else {
                words.append(Word(try parts(.test), range: range(from: start)))
                if index == start { throw unexpected("']]'") }
            }
        }
    }
}
