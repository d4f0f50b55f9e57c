import JSON

/// Reads alternatives from what a model has answered.
///
/// Models that can't be told the shape of their answer put prose or a fence around it; that is passed over. What
/// is there must be right: a command of the wrong kind is not guessed at.
public enum SuggestionReply {
    /// The alternatives in a text, at most ``SuggestionShape/mostAlternatives``.
    ///
    /// - Parameters:
    ///   - text: all that the model has said.
    ///   - model: who that was.
    /// - Throws: what is wrong with it, and where.
    public static func read(_ text: String, from model: String) throws(SuggestionError) -> [Alternative] {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw SuggestionError("the answer is empty")
        }
        let json = EmbeddedJSON.find(in: text) { json in
            json["alternatives"] != nil || json["steps"] != nil
                || json.arrayValue?.first?["steps"] != nil
        }
        guard let json else { throw SuggestionError("there is no JSON with 'alternatives' in the answer") }
        let list: [JSON]
        if let alternatives = json["alternatives"] {
            list = try elements(alternatives, "alternatives")
        } else {
            list = json.arrayValue ?? [json]
        }
        guard !list.isEmpty else { throw SuggestionError("the list of alternatives is empty") }
        return try list.prefix(SuggestionShape.mostAlternatives).enumerated().map {
            (index, json) throws(SuggestionError) in
            try alternative(json, "alternatives[\(index)]", .model(model))
        }
    }

    private static func alternative(
        _ json: JSON, _ place: String, _ origin: Alternative.Origin
    ) throws(SuggestionError) -> Alternative {
        guard json.objectValue != nil else { throw SuggestionError("'\(place)' is no object") }
        let steps = try elements(json["steps"] ?? .null, "\(place).steps")
        guard !steps.isEmpty else { throw SuggestionError("'\(place)' has no steps") }
        guard steps.count <= SuggestionShape.mostSteps else {
            throw SuggestionError("'\(place)' has more than \(SuggestionShape.mostSteps) steps")
        }
        let read = try steps.enumerated().map { (index, json) throws(SuggestionError) in
            try step(json, "\(place).steps[\(index)]", number: index + 1)
        }
        let title = try text(json, "title", place).onOneLine
        return Alternative(
            title: title.isEmpty ? read[0].name : title, reason: try text(json, "why", place).onOneLine,
            steps: read, origin: origin)
    }

    private static func step(
        _ json: JSON, _ place: String, number: Int
    ) throws(SuggestionError) -> SuggestedStep {
        guard json.objectValue != nil else { throw SuggestionError("'\(place)' is no object") }
        guard let raw = json["command"] else { throw SuggestionError("'\(place).command' is missing") }
        guard let command = raw.stringValue else { throw SuggestionError("'\(place).command' is no text") }
        let undo = try text(json, "undo", place)
        for script in [command, undo] {
            guard script.utf8.count <= SuggestionShape.longestCommand else {
                throw SuggestionError(
                    "'\(place)' has a command of more than \(SuggestionShape.longestCommand) bytes")
            }
            guard !script.utf8.contains(0) else { throw SuggestionError("'\(place)' has a NUL in a command") }
        }
        guard command.contains(where: { !$0.isWhitespace }) else {
            throw SuggestionError("'\(place).command' is empty")
        }
        let word = try text(json, "where", place)
        guard let stands = word.isEmpty ? .copy : SuggestedStep.Place(rawValue: word) else {
            throw SuggestionError("'\(place).where' is neither 'here' nor 'copy'")
        }
        let name = try text(json, "name", place).onOneLine
        return SuggestedStep(
            name: name.isEmpty ? "step \(number)" : name,
            explanation: try text(json, "explanation", place).onOneLine, command: command,
            undo: SuggestedStep.Undo(undo), place: stands)
    }

    private static func elements(_ json: JSON, _ place: String) throws(SuggestionError) -> [JSON] {
        guard let elements = json.arrayValue else { throw SuggestionError("'\(place)' is no list") }
        return elements
    }

    /// A text that may be left out; a list of texts in its place is not.
    private static func text(_ json: JSON, _ key: String, _ place: String) throws(SuggestionError) -> String {
        switch json[key] {
        case nil, .null: return ""
        case .string(let text): return text
        default: throw SuggestionError("'\(place).\(key)' is no text")
        }
    }
}

extension String {
    /// Its words with one space between them, at most so many that a line of a screen or two is filled.
    var onOneLine: String {
        let line = split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 500 ? line.prefix(500) + "…" : line
    }
}
