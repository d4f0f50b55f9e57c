import Shell

/// Parts of trees, as short as tests want to write them.
enum Reading {
    /// The words of all simple commands of a text, those within others behind them.
    static func words(_ text: String) throws -> [[String]] {
        let bytes = Array(text.utf8)
        return try commands(text).map { command in
            command.words.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        }
    }

    /// All simple commands of a text.
    static func commands(_ text: String) throws -> [SimpleCommand] {
        let script = try Shell.parse(text)
        return commands(in: script.list) + script.hereDocuments.flatMap { commands(in: $0.parts) }
    }

    /// The parts of the first word of a text.
    static func parts(_ text: String) throws -> [WordPart] {
        try commands(text).first?.words.first?.parts ?? []
    }

    private static func commands(in list: CommandList) -> [SimpleCommand] {
        list.items.flatMap(\.links).flatMap(\.pipeline.commands).flatMap { commands(in: $0) }
    }

    private static func commands(in command: Command) -> [SimpleCommand] {
        switch command {
        case .simple(let simple):
            return [simple] + simple.words.flatMap { commands(in: $0.parts) }
                + simple.assignments.flatMap { assignment -> [SimpleCommand] in
                    switch assignment.value {
                    case .word(let word): return commands(in: word.parts)
                    case .array(let words): return words.flatMap { commands(in: $0.parts) }
                    }
                } + simple.redirections.flatMap { commands(in: $0.target.parts) }
        case .function(let definition): return commands(in: definition.body)
        case .coprocess(let inner): return commands(in: inner)
        case .compound(let compound):
            switch compound.kind {
            case .group(let list), .subshell(let list): return commands(in: list)
            case .conditional(let branches, let otherwise):
                return branches.flatMap { commands(in: $0.condition) + commands(in: $0.body) }
                    + (otherwise.map { commands(in: $0) } ?? [])
            case .loop(let condition, let body): return commands(in: condition) + commands(in: body)
            case .each(_, let words, let body):
                return (words ?? []).flatMap { commands(in: $0.parts) } + commands(in: body)
            case .counted(let parts, let body): return commands(in: parts) + commands(in: body)
            case .selection(let word, let branches):
                return commands(in: word.parts) + branches.flatMap { commands(in: $0.body) }
            case .test(let words): return words.flatMap { commands(in: $0.parts) }
            case .arithmetic(let parts): return commands(in: parts)
            }
        }
    }

    private static func commands(in parts: [WordPart]) -> [SimpleCommand] {
        parts.flatMap { part -> [SimpleCommand] in
            switch part {
            case .literal, .quoted, .glob, .tilde: return []
            case .doubleQuoted(let parts), .arithmetic(let parts): return commands(in: parts)
            case .parameter(let parameter):
                return commands(in: parameter.argument) + commands(in: parameter.index ?? [])
            case .command(let substitution), .process(let substitution, _):
                return commands(in: substitution.list)
            case .braces(let elements): return elements.flatMap { commands(in: $0) }
            }
        }
    }
}
