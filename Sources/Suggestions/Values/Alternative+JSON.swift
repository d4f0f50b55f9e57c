public import JSON

extension Alternative {
    /// As it is recorded, and shown to programs.
    public var json: JSON {
        [
            "title": .string(title), "why": .string(reason), "origin": .string(origin.text),
            "fit": .integer(Int64(fit)), "steps": .array(steps.map(\.json)),
            "missing": .object(JSON.Object(missing.map { ($0.key, .string($0.value)) })),
        ]
    }

    /// Reads what ``json`` has made; nil for what it has not.
    public init?(_ json: JSON) {
        guard let title = json["title"]?.stringValue, let steps = json["steps"]?.arrayValue,
            let origin = json["origin"]?.stringValue.flatMap({ Origin($0) })
        else { return nil }
        let read = steps.compactMap { SuggestedStep($0) }
        guard !read.isEmpty, read.count == steps.count else { return nil }
        self.init(
            title: title, reason: json["why"]?.stringValue ?? "", steps: read, origin: origin,
            fit: Int(json["fit"]?.integerValue ?? 100),
            missing: (json["missing"]?.objectValue?.dictionary ?? [:]).compactMapValues(\.stringValue))
    }
}

extension SuggestedStep {
    /// As it is recorded, and shown to programs.
    public var json: JSON {
        [
            "name": .string(name), "explanation": .string(explanation), "command": .string(command),
            "undo": .string(undo.text), "where": .string(place.rawValue),
        ]
    }

    /// Reads what ``json`` has made; nil for what it has not.
    init?(_ json: JSON) {
        guard let name = json["name"]?.stringValue, let command = json["command"]?.stringValue else {
            return nil
        }
        self.init(
            name: name, explanation: json["explanation"]?.stringValue ?? "", command: command,
            undo: Undo(json["undo"]?.stringValue ?? ""),
            place: json["where"]?.stringValue.flatMap { Place(rawValue: $0) } ?? .copy)
    }
}

extension SuggestedStep.Undo {
    /// A command, `none`, or nothing where nobody knows of a way.
    public var text: String {
        switch self {
        case .command(let command): command
        case .nothing: "none"
        case .unknown: ""
        }
    }

    /// Reads what ``text`` has made, or a model has written.
    public init(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        self =
            words.isEmpty
            ? .unknown : words.count == 1 && words[0].lowercased() == "none" ? .nothing : .command(text)
    }
}
