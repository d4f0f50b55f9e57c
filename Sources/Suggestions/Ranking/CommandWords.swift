import Shell

/// The programs that a text of commands calls, as far as that can be seen without performing it.
///
/// A name that a variable or an expansion makes is left out, since nobody knows it before.
public enum CommandWords {
    /// The first words of the simple commands, in their order and each once, without the text's own functions;
    /// nil for a text that no shell would read.
    public static func programs(in script: String) -> [String]? {
        guard let script = try? Shell.parse(script) else { return nil }
        var walk = CommandWalk()
        walk.look(at: script.list)
        for document in script.hereDocuments { walk.look(at: document.parts) }
        var seen = walk.functions
        return walk.names.filter { seen.insert($0).inserted }
    }
}

/// Goes through a tree of commands and keeps the names.
private struct CommandWalk {
    private(set) var names: [String] = []
    private(set) var functions: Set<String> = []

    mutating func look(at list: CommandList) {
        for command in list.items.flatMap(\.links).flatMap(\.pipeline.commands) { look(at: command) }
    }

    private mutating func look(at command: Command) {
        switch command {
        case .simple(let simple): look(at: simple)
        case .compound(let compound):
            look(at: compound.kind)
            for redirection in compound.redirections { look(at: redirection.target.parts) }
        case .function(let definition):
            functions.insert(definition.name)
            look(at: definition.body)
        case .coprocess(let inner): look(at: inner)
        }
    }

    private mutating func look(at simple: SimpleCommand) {
        for assignment in simple.assignments {
            switch assignment.value {
            case .word(let word): look(at: word.parts)
            case .array(let words): for word in words { look(at: word.parts) }
            }
        }
        if let name = simple.words.first.flatMap({ Self.text(of: $0.parts) }), !name.isEmpty {
            names.append(name)
        }
        for word in simple.words { look(at: word.parts) }
        for redirection in simple.redirections { look(at: redirection.target.parts) }
    }

    private mutating func look(at kind: CompoundCommand.Kind) {
        switch kind {
        case .group(let list), .subshell(let list): look(at: list)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                look(at: branch.condition)
                look(at: branch.body)
            }
            if let otherwise { look(at: otherwise) }
        case .loop(let condition, let body):
            look(at: condition)
            look(at: body)
        case .each(_, let words, let body):
            for word in words ?? [] { look(at: word.parts) }
            look(at: body)
        case .counted(let parts, let body):
            look(at: parts)
            look(at: body)
        case .selection(let word, let branches):
            look(at: word.parts)
            for branch in branches { look(at: branch.body) }
        case .test(let words): for word in words { look(at: word.parts) }
        case .arithmetic(let parts): look(at: parts)
        }
    }

    /// Commands within words.
    mutating func look(at parts: [WordPart]) {
        for part in parts {
            switch part {
            case .literal, .quoted, .glob, .tilde: break
            case .doubleQuoted(let parts), .arithmetic(let parts): look(at: parts)
            case .parameter(let parameter): look(at: (parameter.index ?? []) + parameter.argument)
            case .command(let substitution), .process(let substitution, _): look(at: substitution.list)
            case .braces(let alternatives): for parts in alternatives { look(at: parts) }
            }
        }
    }

    /// The text of a word that is the same each time; nil for another.
    private static func text(of parts: [WordPart]) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let more), .quoted(let more): text += more
            case .doubleQuoted(let parts):
                guard let more = Self.text(of: parts) else { return nil }
                text += more
            default: return nil
            }
        }
        return text
    }
}
