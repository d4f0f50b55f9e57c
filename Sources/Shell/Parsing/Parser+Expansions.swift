extension Parser {
    /// What begins with a `$`.
    mutating func dollar(_ mode: Mode, _ found: inout PartList) throws(ShellError) {
        let start = index
        index += 1
        switch peek() {
        case UInt8(ascii: "{"): try braced(isQuoted: mode.isQuoted, &found)
        case UInt8(ascii: "("):
            if peek(1) == UInt8(ascii: "("), !notArithmetic.contains(start) {
                if let parts = arithmetic(at: start, behind: 3) {
                    found.append(.arithmetic(parts))
                    return
                }
            }
            index += 1
            let list = try list()
            guard accept(")") else { throw unexpected("')'") }
            found.append(.command(Substitution(list: list, range: range(from: start))))
        case UInt8(ascii: "["):
            index += 1
            let parts = try parts(.index)
            guard accept("]") else { throw unexpected("']'") }
            found.append(.arithmetic(parts))
        case UInt8(ascii: "'") where !mode.isQuoted: found.append(.quoted(try ansiQuoted()))
        case UInt8(ascii: "\"") where !mode.isQuoted: found.append(try doubleQuoted())
        case let byte? where byte.isNameStart:
            let nameStart = index
            while let byte = peek(), byte.isName { index += 1 }
            found.append(.parameter(Parameter(name: text(nameStart..<index))))
        case let byte? where byte.isDigit || Self.special.contains(byte):
            index += 1
            found.append(.parameter(Parameter(name: text(index - 1..<index))))
        default: found.append(UInt8(ascii: "$"))
        }
    }

    /// The parameters that have signs for names.
    private static let special = Set("@*#?-$!_".utf8)

    private static let operators: [StaticString] = [
        ":-", ":=", ":?", ":+", "##", "%%", "//", "/#", "/%", "^^", ",,", "-", "=", "?", "+", "#", "%", "/",
        "^",
        ",", "@", "~~", "~", ":",
    ]

    /// `${…}`.
    private mutating func braced(isQuoted: Bool, _ found: inout PartList) throws(ShellError) {
        let start = index - 1
        index += 1
        if let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == UInt8(ascii: "|") {
            // The commands of newer shells that are performed in place.
            index += 1
            let list = try list()
            guard accept("}") else { throw unexpected("'}'") }
            found.append(.command(Substitution(list: list, range: range(from: start))))
            return
        }
        var parameter = Parameter(name: "")
        if peek() == UInt8(ascii: "#"), let next = peek(1),
            next.isName || Self.special.contains(next) || next == UInt8(ascii: "@"),
            peek(2) != nil
        {
            parameter.isLength = true
            index += 1
        } else if peek() == UInt8(ascii: "!"), let next = peek(1), next.isName {
            parameter.isIndirect = true
            index += 1
        }
        let nameStart = index
        if let byte = peek(), byte.isNameStart {
            while let byte = peek(), byte.isName { index += 1 }
        } else if let byte = peek(), byte.isDigit {
            while let byte = peek(), byte.isDigit { index += 1 }
        } else if let byte = peek(), Self.special.contains(byte) {
            index += 1
        } else {
            throw unexpected("the name of a variable")
        }
        parameter.name = text(nameStart..<index)
        if accept("[") {
            parameter.index = try parts(.index)
            guard accept("]") else { throw unexpected("']'") }
        }
        if peek() != UInt8(ascii: "}") {
            guard let sign = Self.operators.first(where: { isNext($0) }) else { throw unexpected("'}'") }
            index += sign.utf8CodeUnitCount
            parameter.operator = sign.description
            parameter.argument = try parts(isQuoted ? .quotedArgument : .argument)
        }
        guard accept("}") else { throw unexpected("'}'") }
        found.append(.parameter(parameter))
    }

    /// An arithmetic expression, or nil where the two parentheses begin subshells: then the place is as it was.
    mutating func arithmetic(at start: Int, behind length: Int) -> [WordPart]? {
        let (place, before, documents) = (index, pending, hereDocuments)
        index = start + length
        if let parts = (try? arithmetic()) ?? nil { return parts }
        notArithmetic.insert(start)
        (index, pending, hereDocuments) = (place, before, documents)
        return nil
    }

    /// Reads up to closing parentheses that stand together; nil when they do not, with the place lost.
    mutating func arithmetic() throws(ShellError) -> [WordPart]? {
        try descend()
        defer { depth -= 1 }
        var found = PartList()
        var open = 0
        while let byte = peek() {
            try spend()
            switch byte {
            case UInt8(ascii: "("):
                open += 1
                found.append(byte)
                index += 1
            case UInt8(ascii: ")"):
                if open == 0 { return accept("))") ? found.finished() : nil }
                open -= 1
                found.append(byte)
                index += 1
            case UInt8(ascii: "$"): try dollar(.doubleQuoted, &found)
            case UInt8(ascii: "`"): found.append(.command(try backticks(isQuoted: false)))
            case UInt8(ascii: "\""): found.append(try doubleQuoted())
            case UInt8(ascii: ";") where isNext(";;"): return nil
            default:
                found.append(byte)
                index += 1
            }
        }
        return nil
    }

    /// Commands in backticks, in which a backslash hides a backtick, a `$` and itself.
    mutating func backticks(isQuoted: Bool) throws(ShellError) -> Substitution {
        let start = index
        index += 1
        var inner: [UInt8] = []
        var origins: [Int] = []
        while let byte = peek(), byte != UInt8(ascii: "`") {
            try spend()
            var place = index
            if byte == UInt8(ascii: "\\"), let next = peek(1),
                [UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "$")].contains(next)
                    || isQuoted && next == UInt8(ascii: "\"")
            {
                index += 1
                place = index
            }
            inner.append(bytes[place])
            origins.append(places.range(place..<place).lowerBound)
            index += 1
        }
        origins.append(places.range(index..<index).lowerBound)
        guard accept("`") else { throw unexpected("the end of commands in backticks") }
        let list = try within(inner, .table(origins)) { (parser) throws(ShellError) in try parser.list() }
        return Substitution(list: list, range: range(from: start))
    }

    mutating func processSubstitution() throws(ShellError) -> WordPart {
        let start = index
        let isOutput = peek() == UInt8(ascii: ">")
        index += 2
        let list = try list()
        guard accept(")") else { throw unexpected("')'") }
        return .process(Substitution(list: list, range: range(from: start)), isOutput: isOutput)
    }

    // MARK: Braces

    /// How many words a range of numbers or letters becomes at most.
    private static let maximumElements = 64

    /// `{a,b}` or `{1..9}`; nil where the braces stand for themselves.
    mutating func braces() throws(ShellError) -> [[WordPart]]? {
        let start = index
        guard !notBraces.contains(start) else { return nil }
        index += 1
        var elements: [[WordPart]] = []
        while true {
            // What ends within is no expansion here, and an error only where it is read again.
            elements.append(try parts(.brace))
            if accept(",") { continue }
            if accept("}") { break }
            notBraces.insert(start)
            index = start
            return nil
        }
        if elements.count > 1 { return elements }
        if case .literal(let text)? = elements[0].first, elements[0].count == 1, let all = Self.sequence(text)
        {
            return all.map { [.literal($0)] }
        }
        notBraces.insert(start)
        index = start
        return nil
    }

    /// The elements of `1..9`, `a..f` or `1..9..2`.
    private static func sequence(_ text: String) -> [String]? {
        let dots = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard dots.count == 3 || dots.count == 5, dots[1].isEmpty, dots.count == 3 || dots[3].isEmpty else {
            return nil
        }
        let step = dots.count == 5 ? Int(dots[4]).map { $0.magnitude } : 1
        guard let step else { return nil }
        let (first, last): (Int, Int)
        let asText: (Int) -> String
        if let low = Int(dots[0]), let high = Int(dots[2]) {
            (first, last) = (low, high)
            asText = { String($0) }
        } else if let low = dots[0].utf8.first, let high = dots[2].utf8.first, dots[0].utf8.count == 1,
            dots[2].utf8.count == 1, low.isNameStart, high.isNameStart
        {
            (first, last) = (Int(low), Int(high))
            asText = { String(decoding: [UInt8(truncatingIfNeeded: $0)], as: UTF8.self) }
        } else {
            return nil
        }
        var elements: [String] = []
        var value = first
        let stride = Int(clamping: max(step, 1))
        while elements.count < maximumElements, first <= last ? value <= last : value >= last {
            elements.append(asText(value))
            let (next, overflows) =
                first <= last
                ? value.addingReportingOverflow(stride) : value.subtractingReportingOverflow(stride)
            if overflows { break }
            value = next
        }
        return elements
    }
}
