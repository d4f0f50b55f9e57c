public import YAML

/// Why a recipe can't be read, and where.
public struct RecipeError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The recipe's name.
    public var recipe: String
    /// In lower case, the subject in quotes, without the place.
    public var message: String
    /// Where what is wrong begins.
    public var position: SourcePosition

    /// The place and the message, for one line.
    public var description: String {
        "recipe '\(recipe)': line \(position.line), column \(position.column): \(message)"
    }
}

extension Recipe {
    /// Reads a recipe: a mapping as `Recipes.md` describes it.
    ///
    /// - Parameters:
    ///   - name: that of its file, without `.yml`.
    ///   - bytes: its text.
    /// - Throws: for what is no YAML, keys that are not known, and values of another kind, with the place.
    public init(name: String, yaml bytes: [UInt8]) throws(RecipeError) {
        let documents: [YAML.Document]
        do throws(YAMLError) { documents = try YAML.parse(bytes) } catch {
            throw RecipeError(recipe: name, message: error.message, position: error.start)
        }
        let reader = RecipeReader(recipe: name)
        guard documents.count == 1, let root = documents.first?.root else {
            throw RecipeError(
                recipe: name, message: "a recipe is one document",
                position: SourcePosition(line: 1, column: 1))
        }
        self.init(name: name, title: "")
        try reader.members(root, "a recipe") { (key, value) throws(RecipeError) in
            switch key {
            case "title": title = try reader.text(value, key)
            case "why": reason = try reader.text(value, key)
            case "words": words = try reader.texts(value, key)
            case "verbs": verbs = try reader.texts(value, key)
            case "needs":
                try reader.members(value, key) { (key, value) throws(RecipeError) in
                    switch key {
                    case "programs": programs = try reader.texts(value, key)
                    case "files": files = try reader.texts(value, key)
                    default: return false
                    }
                    return true
                }
            case "inputs":
                try reader.members(value, key) { (key, value) throws(RecipeError) in
                    inputs.append(try reader.input(key, value))
                    return true
                }
            case "steps":
                steps = try reader.elements(value, key).map { (node) throws(RecipeError) in
                    try reader.step(node)
                }
            default: return false
            }
            return true
        }
        guard !title.isEmpty else { throw reader.fault("there is no 'title'", root) }
        guard !steps.isEmpty else { throw reader.fault("there are no 'steps'", root) }
    }
}

private struct RecipeReader {
    let recipe: String

    func fault(_ message: String, _ node: YAML.Node) -> RecipeError {
        RecipeError(recipe: recipe, message: message, position: node.start)
    }

    /// Hands out the members of a mapping; false for a key that is not known.
    func members(
        _ node: YAML.Node, _ what: String, _ take: (String, YAML.Node) throws(RecipeError) -> Bool
    ) throws(RecipeError) {
        guard let members = node.members else { throw fault("'\(what)' is not a mapping", node) }
        for member in members {
            let key = member.key.scalar?.text ?? ""
            guard try take(key, member.value) else {
                throw fault("unknown key '\(key)' in '\(what)'", member.key)
            }
        }
    }

    func text(_ node: YAML.Node, _ key: String) throws(RecipeError) -> String {
        guard let scalar = node.scalar, scalar.value != .null else {
            throw fault("'\(key)' is not a text", node)
        }
        return scalar.text
    }

    func elements(_ node: YAML.Node, _ key: String) throws(RecipeError) -> [YAML.Node] {
        guard let elements = node.elements else { throw fault("'\(key)' is not a list", node) }
        return elements
    }

    func texts(_ node: YAML.Node, _ key: String) throws(RecipeError) -> [String] {
        try elements(node, key).map { (node) throws(RecipeError) in try text(node, key) }
    }

    func input(_ name: String, _ node: YAML.Node) throws(RecipeError) -> RecipeInput {
        var input = RecipeInput(name: name, summary: name, kind: .text)
        try members(node, name) { (key, value) throws(RecipeError) in
            switch key {
            case "description": input.summary = try text(value, key)
            case "default": input.defaultValue = try text(value, key)
            case "kind": input.kind = try word(value, key)
            default: return false
            }
            return true
        }
        return input
    }

    func step(_ node: YAML.Node) throws(RecipeError) -> SuggestedStep {
        var step = SuggestedStep(name: "", command: "")
        try members(node, "a step") { (key, value) throws(RecipeError) in
            switch key {
            case "name": step.name = try text(value, key)
            case "explanation": step.explanation = try text(value, key)
            case "command": step.command = try text(value, key)
            case "undo": step.undo = SuggestedStep.Undo(try text(value, key))
            case "where": step.place = try word(value, key)
            default: return false
            }
            return true
        }
        guard !step.name.isEmpty, !step.command.isEmpty else {
            throw fault("a step needs a 'name' and a 'command'", node)
        }
        return step
    }

    private func word<W: RawRepresentable & CaseIterable>(
        _ node: YAML.Node, _ key: String
    ) throws(RecipeError) -> W where W.RawValue == String {
        guard let word = W(rawValue: try text(node, key)) else {
            let all = W.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault("'\(key)' is none of \(all)", node)
        }
        return word
    }
}
