extension Parser {
    private static let operators: [(text: StaticString, meaning: Redirection.Operator)] = [
        ("&>>", .appendBoth), ("&>", .writeBoth), ("<<<", .hereString), ("<<-", .hereDocumentWithoutTabs),
        ("<<", .hereDocument), ("<&", .duplicateInput), ("<>", .readAndWrite), (">&", .duplicateOutput),
        (">>", .append), (">|", .overwrite), ("<", .read), (">", .write),
    ]

    /// A redirection, if one begins here.
    mutating func redirection() throws(ShellError) -> Redirection? {
        let start = index
        let descriptor = descriptor()
        guard let next = peek(),
            next == UInt8(ascii: "<") || next == UInt8(ascii: ">") || descriptor == nil && isNext("&>"),
            !isNext("<(") && !isNext(">(") || descriptor != nil
        else {
            index = start
            return nil
        }
        guard let meaning = Self.operators.first(where: { isNext($0.text) }) else { return nil }
        index += meaning.text.utf8CodeUnitCount
        skipBlanks()
        guard let byte = peek(), !byte.isMeta || isNext("<(") || isNext(">(") else {
            throw unexpected("a file")
        }
        var redirection = Redirection(
            descriptor: descriptor, operator: meaning.meaning, target: Word([], range: 0..<0), range: 0..<0)
        if meaning.meaning == .hereDocument || meaning.meaning == .hereDocumentWithoutTabs {
            redirection.target = hereDocumentDelimiter(stripsTabs: meaning.meaning != .hereDocument)
            redirection.hereDocument = hereDocuments.count - 1
        } else {
            redirection.target = try word()
        }
        redirection.range = range(from: start)
        return redirection
    }

    /// `2` or `{name}` directly in front of an operator.
    private mutating func descriptor() -> String? {
        let start = index
        if accept("{") {
            while let byte = peek(), byte.isName { index += 1 }
            if accept("}"), peek() == UInt8(ascii: "<") || peek() == UInt8(ascii: ">") {
                return text(start..<index)
            }
            index = start
            return nil
        }
        while let byte = peek(), byte.isDigit { index += 1 }
        if index > start, peek() == UInt8(ascii: "<") || peek() == UInt8(ascii: ">") {
            return text(start..<index)
        }
        index = start
        return nil
    }

    /// The word behind `<<`: nothing in it is expanded, and any quotes in it count for the whole text.
    private mutating func hereDocumentDelimiter(stripsTabs: Bool) -> Word {
        let start = index
        var delimiter: [UInt8] = []
        var isQuoted = false
        while let byte = peek(), !byte.isMeta {
            index += 1
            switch byte {
            case UInt8(ascii: "\\"):
                isQuoted = true
                if let next = peek() {
                    delimiter.append(next)
                    index += 1
                }
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                isQuoted = true
                while let next = peek() {
                    index += 1
                    if next == byte { break }
                    delimiter.append(next)
                }
            default: delimiter.append(byte)
            }
        }
        pending.append(
            PendingHereDocument(
                number: hereDocuments.count, delimiter: delimiter, isQuoted: isQuoted, stripsTabs: stripsTabs)
        )
        hereDocuments.append(HereDocument(parts: [], range: 0..<0))
        return Word([.quoted(String(decoding: delimiter, as: UTF8.self))], range: range(from: start))
    }

    /// Reads the lines up to the delimiter.
    ///
    /// Shells take the end of the text for it, too. Who cuts a text off there may mean to go on.
    mutating func readHereDocument(_ document: PendingHereDocument) throws(ShellError) {
        let start = index
        var body: [UInt8] = []
        var origins: [Int] = []
        var isEnded = false
        while !isAtEnd {
            if document.stripsTabs { while peek() == 0x09 { index += 1 } }
            let lineStart = index
            while let byte = peek(), byte != 0x0A { index += 1 }
            let line = bytes[lineStart..<index]
            isEnded = line.elementsEqual(document.delimiter)
            if !isAtEnd { index += 1 }
            if isEnded { break }
            body += bytes[lineStart..<index]
            origins += Array(lineStart..<index).map { places.range($0..<$0).lowerBound }
        }
        guard isEnded else { throw unexpected("the end of a here-document") }
        origins.append(places.range(index..<index).lowerBound)
        guard hereDocuments.indices.contains(document.number) else { return }
        hereDocuments[document.number].range = range(from: start)
        if document.isQuoted {
            hereDocuments[document.number].parts = [.quoted(String(decoding: body, as: UTF8.self))]
        } else {
            hereDocuments[document.number].parts = try within(body, .table(origins)) {
                (parser) throws(ShellError) in try parser.parts(.hereDocument)
            }
        }
    }

    /// Reads a text that was taken out of this one, and keeps the here-documents that begin in it.
    mutating func within<Tree>(
        _ text: [UInt8], _ places: Places, _ read: (inout Parser) throws(ShellError) -> Tree
    ) throws(ShellError) -> Tree {
        var parser = Parser(text, places: places, depth: depth)
        parser.work = work
        parser.hereDocuments = hereDocuments
        try parser.descend()
        let tree = try read(&parser)
        guard parser.isAtEnd else { throw parser.unexpected() }
        guard parser.pending.isEmpty else { throw parser.unexpected("a here-document") }
        work = parser.work
        hereDocuments = parser.hereDocuments
        return tree
    }
}
