/// A program with its words, sorted into options and operands.
struct Call: Sendable {
    /// An option, and what stands for its value.
    struct Flag: Sendable {
        var name: String
        var value: Field?
    }

    /// The program's name without its folder.
    var name: String
    /// All words, the program first.
    var fields: [Field]
    /// Each letter of a cluster stands for itself here, and the cluster as it is written, too.
    var flags: [Flag] = []
    /// What is no option, as far as it was looked at.
    var operands: [Field] = []
    /// Where the operands stand among the words.
    var operandPlaces: [Int] = []
    /// How many operands the subcommand takes.
    var depth = 0
    /// How its words are read.
    var usages: [ProgramUsage] = []
    /// Where the words of another command begin.
    var commandStart: Int?
    /// What it reads; nil for a terminal.
    var input: Stream?
    var sink: Sink
    /// What it does to files, by its words and redirections.
    var files: [(effect: Effect, field: Field)] = []
    /// Where it stands.
    var range: Range<Int>

    /// The operands behind the subcommand.
    var ownOperands: ArraySlice<Field> { operands.dropFirst(depth) }

    /// Its words, for patterns.
    var text: String { ([name] + fields.dropFirst().map(\.shown)).joined(separator: " ") }

    /// Whether one of these options is there; long ones may be shortened as GNU programs allow.
    func has(_ names: [String]) -> Bool { names.contains { name in flags.contains { $0.isNamed(name) } } }

    /// The values of these options.
    func values(of names: [String]) -> [Field] {
        flags.filter { flag in names.contains { flag.isNamed($0) } }.compactMap(\.value)
    }

    /// What it carries in its words.
    var taint: Taint { fields.reduce(into: []) { $0.formUnion($1.taint) } }
}

extension Call.Flag {
    /// Whether it is this option.
    func isNamed(_ long: String) -> Bool {
        name == long
            || long.hasPrefix("--") && name.hasPrefix("--") && name.utf8.count >= 4 && long.hasPrefix(name)
    }
}

extension Call {
    /// Sorts the words of a program.
    init(
        _ name: String, _ fields: [Field], usages all: [ProgramUsage], input: Stream?, sink: Sink,
        range: Range<Int>
    ) {
        (self.name, self.fields, self.input, self.sink, self.range) = (name, fields, input, sink, range)
        usages = all.filter { $0.subcommands.isEmpty }
        sort(all)
        usages = usages.filter { usage in usage.flags.allSatisfy { has($0) } }
        for usage in usages {
            for (effect, place) in usage.files {
                for field in self.fields(at: place) { files.append((effect, field)) }
            }
        }
    }

    private mutating func sort(_ all: [ProgramUsage]) {
        var index = 1
        var takesOptions = true
        var values = usages.reduce(into: Set<String>()) { $0.formUnion($1.values) }
        while index < fields.count {
            let field = fields[index]
            let text = field.beginning
            if let mark = usages.compactMap(\.commandMark).first, field.known == mark {
                commandStart = index + 1
                return
            }
            if takesOptions, text == "--", field.pieces.count == 1 {
                takesOptions = false
            } else if takesOptions, text.hasPrefix("-") || text.hasPrefix("+") && values.contains("+o"),
                text.utf8.count > 1
            {
                readOption(field, &index, values)
            } else {
                if let start = behindAssignments(index) {
                    commandStart = start
                    return
                }
                operands.append(field)
                operandPlaces.append(index)
                let words = operands.map { $0.known ?? "" }
                for usage in all where !usage.subcommands.isEmpty {
                    // Several entries may be about the same words.
                    let found = usage.subcommands.first { $0.count == words.count && $0.matches(words) }
                    guard let found else { continue }
                    depth = max(depth, found.count)
                    usages.append(usage)
                    values.formUnion(usage.values)
                }
            }
            index += 1
        }
        // A command that begins behind the last word does not exist.
        if let start = behindAssignments(index), start < fields.count { commandStart = start }
    }

    /// The index where another command begins, if it does at this operand.
    private func behindAssignments(_ index: Int) -> Int? {
        for usage in usages {
            guard let count = usage.command else { continue }
            var start = index
            if usage.hasAssignments {
                while start < fields.count, fields[start].isAssignment { start += 1 }
            }
            if operands.count == depth + count { return start }
        }
        return nil
    }

    private mutating func readOption(_ field: Field, _ index: inout Int, _ values: Set<String>) {
        let text = field.beginning
        func takesValue(_ name: String) -> Bool {
            values.contains(name)
                || name.hasPrefix("--") && name.utf8.count >= 4 && values.contains { $0.hasPrefix(name) }
        }
        let next = index + 1 < fields.count ? fields[index + 1] : nil
        let equals = text.utf8.firstIndex(of: UInt8(ascii: "="))
        let name = equals.map { String(text[..<$0]) } ?? text
        // `-oProxyCommand=x` is an option of one letter with its value.
        let isCluster = !text.hasPrefix("--") && values.contains(String(text.prefix(2)))
        if equals != nil, text.hasPrefix("--") || values.contains(name) || name.utf8.count > 2 && !isCluster {
            flags.append(Flag(name: name, value: field.dropping(name.utf8.count + 1)))
            return
        }
        if text.hasPrefix("--") || values.contains(text) || text.utf8.count == 2 {
            guard takesValue(text), field.pieces.count == 1, let next else {
                // What is not known may belong to a short option: `-C$folder`.
                let value = field.pieces.count > 1 ? field.dropping(text.utf8.count) : nil
                flags.append(Flag(name: text, value: value))
                return
            }
            flags.append(Flag(name: text, value: next))
            index += 1
            return
        }
        flags.append(Flag(name: text))
        let letters = Array(text.utf8)
        for (place, letter) in letters.enumerated().dropFirst() {
            let flag = "-" + String(decoding: [letter], as: UTF8.self)
            guard values.contains(flag) else {
                flags.append(Flag(name: flag))
                continue
            }
            if place + 1 < letters.count || field.pieces.count > 1 {
                flags.append(Flag(name: flag, value: field.dropping(place + 1)))
            } else {
                flags.append(Flag(name: flag, value: next))
                if next != nil { index += 1 }
            }
            break
        }
    }

    /// The words that stand at a place.
    private func fields(at place: ProgramUsage.FilePlace) -> [Field] {
        switch place {
        case .operands: Array(ownOperands)
        case .first: Array(ownOperands.prefix(1))
        case .last: ownOperands.count > 1 ? Array(ownOperands.suffix(1)) : []
        case .rest: Array(ownOperands.dropLast())
        case .behindFirst: Array(ownOperands.dropFirst())
        case .options(let names): values(of: names)
        case .assigned(let name):
            ownOperands.filter { $0.beginning.hasPrefix(name) }.map { $0.dropping(name.utf8.count) }
        }
    }
}

extension Field {
    /// Whether it is `NAME=value`.
    var isAssignment: Bool { assignedName != nil }

    /// What stands before the `=` when that is the name of a variable.
    var assignedName: String? {
        let bytes = Array(beginning.utf8)
        guard let end = bytes.firstIndex(of: UInt8(ascii: "=")), end > 0 else { return nil }
        let name = bytes[..<end]
        guard let first = name.first, !(0x30...0x39).contains(first),
            name.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == 0x5F
            })
        else { return nil }
        return String(decoding: name, as: UTF8.self)
    }
}

extension [NamePattern] {
    /// Whether words begin with what these mean.
    func matches(_ words: [String]) -> Bool {
        words.count >= count && zip(self, words).allSatisfy { $0.matches($1) }
    }
}
