/// The words of a command line, sorted into options and operands.
struct Arguments: Sendable {
    /// The words without a dash, in order.
    private(set) var operands: [String] = []
    private var values: [String: [String]] = [:]

    /// Whether the switch was given, or an option with a value.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// The value given last.
    func value(_ name: String) -> String? { values[name]?.last }

    /// All values, in order.
    func values(_ name: String) -> [String] { values[name] ?? [] }

    /// The value as a whole number of at least `minimum`.
    func count(_ name: String, minimum: Int = 0) throws(Failure) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), number >= minimum else {
            throw Failure(.usage, "option '\(name)' takes a whole number from \(minimum), not '\(text)'")
        }
        return number
    }

    /// Sorts `words` by what `command` understands: long options with `=` or a second word, short ones, and
    /// `--` before operands that start with a dash.
    init(_ words: [String], for command: Subcommand) throws(Failure) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            }
            guard word.hasPrefix("-") && word != "-" else {
                operands.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                String($0)
            }
            let isLong = word.hasPrefix("--")
            let name = isLong ? parts[0] : word
            let known = command.options + Option.common
            guard let option = known.first(where: { $0.name == name || $0.short == name }) else {
                guard !command.operandsMayStartWithDash else {
                    operands.append(word)
                    continue
                }
                throw Self.unknown(name, known, command)
            }
            var value = isLong && parts.count == 2 ? parts[1] : nil
            if option.value == nil {
                guard value == nil else { throw Failure(.usage, "option '\(option.name)' takes no value") }
            } else if value == nil {
                guard let next = rest.popFirst() else {
                    throw Failure(.usage, "option '\(option.name)' needs a value")
                }
                value = next
            }
            if values[option.name] != nil, !option.repeats, option.value != nil {
                throw Failure(.usage, "option '\(option.name)' is there twice")
            }
            values[option.name, default: []].append(value ?? "")
        }
        guard !has("--help") else { return }
        guard command.operandCount.contains(operands.count) else {
            let fault =
                operands.count < command.operandCount.lowerBound
                ? "'\(command.name)' needs \(command.operands)"
                : "'\(operands[command.operandCount.upperBound])' is one word too many for '\(command.name)'"
            throw Failure(.usage, fault, hints: ["usage: \(command.usage)"])
        }
    }

    private static func unknown(_ name: String, _ known: [Option], _ command: Subcommand) -> Failure {
        let names = known.flatMap { [$0.name, $0.short].compactMap { $0 } }
        let near = Spelling.hint(for: name, among: names)
        return Failure(
            .usage, "'\(command.name)' has no option '\(name)'", hints: [near ?? "usage: \(command.usage)"])
    }
}
