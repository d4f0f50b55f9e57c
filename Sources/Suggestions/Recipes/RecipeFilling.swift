/// Puts values into a recipe: those that were given, those that the task names, those that count otherwise.
public struct RecipeFilling: Sendable {
    /// By name, before all others.
    private let given: [String: String]
    /// By name, in the place of defaults.
    private let known: [String: String]
    /// The branches, tags, remotes, files and commits that there are, as far as the task names them.
    private let names: [RecipeInput.Kind: Set<String>]
    /// A path from where the user is as one from the top, where commands run.
    private let fromTop: @Sendable (String) -> String

    /// - Parameters:
    ///   - given: what somebody has said on the command line.
    ///   - known: what the repository says, as `default-branch`.
    ///   - names: the branches, tags, remotes, files and commits that there are; what the task does not name may be
    ///     left out.
    ///   - fromTop: makes a path from where the user is one from the top, where commands run.
    public init(
        given: [String: String] = [:], known: [String: String] = [:],
        names: [RecipeInput.Kind: Set<String>] = [:], fromTop: @escaping @Sendable (String) -> String = { $0 }
    ) {
        (self.given, self.known, self.names, self.fromTop) = (given, known, names, fromTop)
    }

    /// The words of a task that may be a name of something.
    public static func words(of task: String) -> [String] {
        TaskToken.tokens(of: task).filter(\.isName).map(\.text)
    }

    /// The recipe for a task, and the words of the task that are left when its values are taken out.
    func fill(_ recipe: Recipe, for task: String) -> (alternative: Alternative, rest: String) {
        var words = TaskToken.tokens(of: task)
        var values: [String: String] = [:]
        var missing: [String: String] = [:]
        for input in recipe.inputs {
            if let value = given[input.name] {
                values[input.name] = value
            } else if let value = take(input.kind, from: &words) {
                values[input.name] = value
            } else if let value = known[input.name] ?? input.defaultValue {
                values[input.name] = value
            } else {
                missing[input.name] = input.summary
            }
        }
        for input in recipe.inputs {
            guard let value = values[input.name] else { continue }
            values[input.name] = accepted(value, as: input.kind)
            if values[input.name] == nil { missing[input.name] = input.summary }
        }
        let shown = values.merging(missing.map { ($0.key, "<\($0.key)>") }) { $1 }
        let steps = recipe.steps.map { step in
            var step = step
            step.name = Self.filled(step.name, shown) { $0 }
            step.explanation = Self.filled(step.explanation, shown) { $0 }
            step.command = Self.filled(step.command, values, ShellText.word)
            if case .command(let undo) = step.undo {
                step.undo = .command(Self.filled(undo, values, ShellText.word))
            }
            return step
        }
        let alternative = Alternative(
            title: Self.filled(recipe.title, shown) { $0 }, reason: recipe.reason, steps: steps,
            origin: .recipe(recipe.name), missing: missing)
        return (alternative, words.map(\.text).joined(separator: " "))
    }

    /// A value as it goes into a command; nil where it would be something else there.
    private func accepted(_ value: String, as kind: RecipeInput.Kind) -> String? {
        switch kind {
        case .number: Int(value).flatMap { $0 > 0 ? String($0) : nil }
        case .path: value.isEmpty ? nil : fromTop(value)
        case .text: value
        // The beginning of an option.
        case .name, .branch, .tag, .remote, .revision: value.hasPrefix("-") || value.isEmpty ? nil : value
        }
    }

    private func take(_ kind: RecipeInput.Kind, from words: inout [TaskToken]) -> String? {
        let index: Int?
        switch kind {
        case .number: index = words.firstIndex { $0.number != nil }
        case .text: index = words.firstIndex { $0.isQuoted }
        case .name: index = Self.newName(in: words)
        case .branch, .tag, .remote, .revision:
            index = words.firstIndex { $0.isName && names[kind]?.contains($0.text) ?? false }
        case .path:
            index =
                words.firstIndex { $0.isQuoted || $0.isPath }
                ?? words.firstIndex { !$0.isFiller && names[.path]?.contains($0.text) ?? false }
        }
        guard let index else { return nil }
        let word = words.remove(at: index)
        return kind == .number ? word.number.map(String.init) : word.text
    }

    /// What stands in quotes, else behind a word that leads to a name, else what looks like none of a language.
    private static func newName(in words: [TaskToken]) -> Int? {
        if let quoted = words.firstIndex(where: \.isQuoted) { return quoted }
        func follows(_ index: Int) -> Bool {
            index > 0 && TaskToken.beforeNames.contains(words[index - 1].text.lowercased())
        }
        let candidates = words.indices.filter { words[$0].isName && !words[$0].isFiller }
        return candidates.first { follows($0) && words[$0].looksLikeName }
            ?? candidates.first { words[$0].looksLikeName } ?? candidates.first { follows($0) }
    }

    private static func filled(
        _ text: String, _ values: [String: String], _ quote: (String) -> String
    ) -> String {
        var text = text
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            text = text.replacing(Alternative.mark(of: name), with: quote(value))
        }
        return text
    }
}

/// A word of a task, or what stands in quotes.
struct TaskToken {
    let text: String
    let isQuoted: Bool

    /// Behind these a new name stands.
    static let beforeNames: Set<String> = ["to", "as", "called", "named", "branch", "tag", "version", "into"]
    /// What may stand before a name and is none.
    private static let fillers: Set<String> = [
        "a", "an", "and", "another", "as", "at", "branch", "called", "everywhere", "for", "from", "here",
        "in",
        "into", "it", "named", "new", "of", "off", "on", "release", "tag", "that", "the", "this", "to",
        "version", "with",
    ]

    private static let numbers = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10,
    ]

    var number: Int? {
        guard !isQuoted else { return nil }
        return Self.numbers[text.lowercased()] ?? Int(text).flatMap { $0 > 0 ? $0 : nil }
    }

    /// Whether it can be the name of a branch or a tag: the beginning of an option can't.
    var isName: Bool { !text.isEmpty && text.first != "-" }

    /// Whether it says what the name is of, or nothing.
    var isFiller: Bool { Self.fillers.contains(text.lowercased()) || number != nil }

    /// Whether it looks like the name of a branch or a tag, and not like a word of a language.
    var looksLikeName: Bool {
        text.contains { $0 == "/" || $0 == "_" || $0.isNumber } && text.contains { $0.isLetter || $0 == "." }
    }

    /// Whether it looks like a path: it has a slash, or a point with something on both sides.
    var isPath: Bool {
        guard isName else { return false }
        let point = text.dropFirst().dropLast().contains(".")
        return text.contains("/") || point
    }

    static func tokens(of task: String) -> [TaskToken] {
        var tokens: [TaskToken] = []
        var rest = task[...]
        while let first = rest.first {
            if first.isWhitespace {
                rest = rest.dropFirst()
            } else if let close = ["\"": "\"", "'": "'", "`": "`", "“": "”", "‘": "’"][String(first)],
                let end = rest.dropFirst().firstIndex(of: Character(close)),
                rest.index(after: rest.startIndex) != end
            {
                tokens.append(
                    TaskToken(text: String(rest[rest.index(after: rest.startIndex)..<end]), isQuoted: true))
                rest = rest[rest.index(after: end)...]
            } else {
                let word = rest.prefix { !$0.isWhitespace }
                rest = rest.dropFirst(word.count)
                var text = String(word)
                while let last = text.last, ",;:!?.".contains(last) { text.removeLast() }
                if !text.isEmpty { tokens.append(TaskToken(text: text, isQuoted: false)) }
            }
        }
        return tokens
    }
}

/// Texts as words of a shell.
enum ShellText {
    /// In quotes where a shell would take it for more than a word.
    static func word(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/._-+@%:,".utf8.contains(byte)
            }
        }
        return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: #"'\''"#))'"
    }
}
