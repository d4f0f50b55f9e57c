extension Parser {
    /// Words that end a list where a command could begin.
    private static let closing: Set<String> = ["then", "do", "done", "fi", "elif", "else", "esac", "}"]

    /// Commands up to what can't begin one, which the caller knows what to do with.
    mutating func list() throws(ShellError) -> CommandList {
        try descend()
        defer { depth -= 1 }
        var list = CommandList()
        while true {
            try spend()
            try skipLines()
            guard let byte = peek(), byte != UInt8(ascii: ")"), !isNext(";;"), !isNext(";&") else { break }
            if let word = reservedWord(), Self.closing.contains(word) { break }
            var item = try andOr()
            skipBlanks()
            if peek() == UInt8(ascii: ";") && !isNext(";;") && !isNext(";&") {
                index += 1
            } else if peek() == UInt8(ascii: "&") {
                index += 1
                item.isBackground = true
            } else if let byte = peek(), byte != 0x0A, byte != UInt8(ascii: ")"), byte != UInt8(ascii: ";") {
                // Behind a compound command its frame may end without a separator.
                guard let word = reservedWord(), Self.closing.contains(word) else { throw unexpected() }
            }
            list.items.append(item)
        }
        return list
    }

    private mutating func andOr() throws(ShellError) -> AndOrList {
        var links = [AndOrList.Link(condition: .always, pipeline: try pipeline())]
        while true {
            skipBlanks()
            let condition: AndOrList.Condition
            if accept("&&") {
                condition = .afterSuccess
            } else if accept("||") {
                condition = .afterFailure
            } else {
                return AndOrList(links: links)
            }
            try skipLines()
            links.append(AndOrList.Link(condition: condition, pipeline: try pipeline()))
        }
    }

    private mutating func pipeline() throws(ShellError) -> Pipeline {
        let start = index
        var pipeline = Pipeline(commands: [], range: 0..<0)
        while let word = reservedWord() {
            if word == "!" {
                pipeline.isNegated.toggle()
                index += 1
            } else if word == "time" {
                index += 4
                skipBlanks()
                while reservedWord() == "-p" || reservedWord() == "--" {
                    index += 2
                    skipBlanks()
                }
            } else {
                break
            }
            skipBlanks()
        }
        let isBare =
            index > start && (peek().map { $0 == 0x0A || $0.isMeta && $0 != UInt8(ascii: "(") } ?? true)
        if !isBare || peek() == UInt8(ascii: "<") || peek() == UInt8(ascii: ">") {
            pipeline.commands.append(try command())
            skipBlanks()
            while peek() == UInt8(ascii: "|") && !isNext("||") {
                index += isNext("|&") ? 2 : 1
                try skipLines()
                pipeline.commands.append(try command())
                skipBlanks()
            }
        }
        pipeline.range = range(from: start)
        return pipeline
    }

    /// The word at the place where nothing in it is quoted or expanded, without going on.
    func reservedWord() -> String? {
        var end = index
        while end < bytes.count, !bytes[end].isMeta {
            switch bytes[end] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"),
                UInt8(ascii: "`"):
                return nil
            default: end += 1
            }
            // No word that matters is longer.
            if end - index > 10 { return nil }
        }
        return end > index ? text(index..<end) : nil
    }

    /// Passes a reserved word that has to stand here.
    mutating func expect(_ word: String) throws(ShellError) {
        try skipLines()
        guard reservedWord() == word else { throw unexpected("'\(word)'") }
        index += word.utf8.count
    }
}
