import Shell

extension Evaluation {
    /// What a word becomes: none, one or several fields.
    mutating func fields(of word: Word) -> [Field] {
        var fields: [Field] = []
        guard let words = Self.withoutBraces(word.parts) else {
            let taint = performAlternatives(of: word.parts, range: word.range)
            return [Field([.unknown("")], taint: taint, range: word.range)]
        }
        for parts in words {
            var builder = FieldBuilder(separators: separators)
            for part in parts { append(part, isQuoted: false, to: &builder, range: word.range) }
            builder.close()
            fields += builder.fields.map { Field($0, taint: builder.taint, range: word.range) }
        }
        if fields.count == 1, let offset = Self.literalOffset(word) {
            fields[0].place = word.range.lowerBound + offset
        }
        return fields.bounded
    }

    /// What a word becomes where it is neither split nor matched with names of files.
    mutating func field(of word: Word) -> Field {
        var field = text(of: word.parts, range: word.range)
        field.place = Self.literalOffset(word).map { word.range.lowerBound + $0 }
        return field
    }

    /// What parts become that stand together.
    mutating func text(of parts: [WordPart], range: Range<Int>) -> Field {
        var builder = FieldBuilder(separators: [])
        for part in parts { append(part, isQuoted: true, to: &builder, range: range) }
        builder.close()
        let pieces = builder.fields.enumerated().flatMap { index, field in
            (index > 0 ? [Piece.text(" ")] : []) + field
        }
        return Field(pieces.joined, taint: builder.taint, range: range)
    }

    /// Where the text of a word begins that has one part only, which stands as it is.
    private static func literalOffset(_ word: Word) -> Int? {
        guard word.parts.count == 1 else { return nil }
        switch word.parts[0] {
        case .literal(let text): return text.utf8.count == word.range.count ? 0 : nil
        case .quoted(let text): return text.utf8.count + 2 == word.range.count ? 1 : nil
        case .doubleQuoted(let parts):
            guard case .literal(let text)? = parts.first, parts.count == 1 else { return nil }
            return text.utf8.count + 2 == word.range.count ? 1 : nil
        default: return nil
        }
    }

    private var separators: [UInt8] {
        guard let value = state.variables["IFS"]?.elements.first else { return [0x20, 0x09, 0x0A] }
        return value.known.map { Array($0.utf8) } ?? [0x20, 0x09, 0x0A]
    }

    /// How many words braces may become.
    private static let maximumWords = 128

    /// The words that braces stand for; nil where these are more than anybody writes.
    private static func withoutBraces(_ parts: [WordPart]) -> [[WordPart]]? {
        guard parts.contains(where: { if case .braces = $0 { true } else { false } }) else { return [parts] }
        var words: [[WordPart]] = [[]]
        for part in parts {
            guard case .braces(let elements) = part else {
                for index in words.indices { words[index].append(part) }
                continue
            }
            var endings: [[WordPart]] = []
            for element in elements {
                guard let words = withoutBraces(element) else { return nil }
                endings += words
            }
            guard words.count * endings.count <= maximumWords else { return nil }
            words = words.flatMap { word in endings.map { word + $0 } }
        }
        return words
    }

    /// Goes through what stands in parts whose words are not looked at, and returns what they carry.
    private mutating func performAlternatives(of parts: [WordPart], range: Range<Int>) -> Taint {
        var taint: Taint = []
        for part in parts {
            if case .braces(let elements) = part {
                for element in elements { taint.formUnion(performAlternatives(of: element, range: range)) }
            } else {
                taint.formUnion(text(of: [part], range: range).taint)
            }
        }
        return taint
    }

    /// Adds what a part becomes.
    mutating func append(
        _ part: WordPart, isQuoted: Bool, to builder: inout FieldBuilder, range: Range<Int>
    ) {
        switch part {
        case .literal(let text), .quoted(let text): builder.append(.text(text))
        case .glob(let text): builder.append(isQuoted ? .text(text) : .wildcard(text))
        case .tilde(let text): builder.append(tilde(text))
        case .doubleQuoted(let parts):
            builder.append(.text(""))
            for part in parts { append(part, isQuoted: true, to: &builder, range: range) }
        case .parameter(let parameter):
            let fields = value(of: parameter, range: range)
            let isList = parameter.name == "@" || parameter.index.map { Self.isAll($0) } == true
            for (index, field) in fields.enumerated() {
                if index > 0, isList || !isQuoted {
                    builder.close()
                } else if index > 0 {
                    builder.append(.text(" "))
                }
                if isQuoted {
                    builder.append(field.pieces, field.taint)
                } else {
                    builder.split(field.pieces, field.taint)
                }
            }
        case .command(let substitution):
            let output = output(of: substitution)
            if isQuoted {
                builder.append(output.pieces.trimmed, output.taint)
            } else {
                builder.split(output.pieces.trimmed, output.taint)
            }
        case .process(let substitution, let isOutput):
            let path = "/dev/fd/\(63 + state.files.count)"
            if isOutput {
                // Whatever is written there is read by these commands.
                let outer = input
                input = .unknown()
                _ = apart { $0.perform(substitution.list) }
                input = outer
            } else {
                state.files[path] = output(of: substitution)
            }
            builder.append(.text(path))
        case .arithmetic(let parts):
            _ = text(of: parts, range: range)
            builder.append(.unknown("#"))
        case .braces(let elements):
            for part in elements.first ?? [] { append(part, isQuoted: isQuoted, to: &builder, range: range) }
        }
    }

    static func isAll(_ index: [WordPart]) -> Bool {
        switch index {
        case [.literal("@")], [.literal("*")]: true
        default: false
        }
    }

    /// What the commands of a substitution print.
    mutating func output(of substitution: Substitution) -> Stream {
        guard descend(substitution.range) else { return .unknown() }
        let outer = (sink, input)
        sink = .captured
        input = nil
        let output = apart { $0.perform(substitution.list) }
        (sink, input) = outer
        ascend()
        return output
    }

    private func tilde(_ text: String) -> Piece {
        switch text {
        case "~": state.variables["HOME"]?.elements.first?.known.map { .text($0) } ?? .unknown("HOME")
        case "~+":
            state.folders.count == 1
                ? state.folders[0].text.map { .text($0) } ?? .unknown("PWD") : .unknown("PWD")
        case "~-": .unknown("OLDPWD")
        case "~root": .text("/root")
        default: .text("/home/" + text.dropFirst())
        }
    }
}
