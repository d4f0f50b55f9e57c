public import JSON

/// Conversations as they are kept and read: version 1 of their wire form.
extension Message {
    /// The turn as JSON.
    public var json: JSON {
        ["role": .string(role.rawValue), "content": .array(parts.map(\.json))]
    }

    /// A turn as JSON has it; its content may be a text, too.
    ///
    /// - Throws: ``ConversationError``.
    public init(json: JSON) throws(ConversationError) {
        guard let word = json["role"]?.stringValue, let role = Role(rawValue: word) else {
            throw ConversationError("a message needs a 'role', 'user' or 'assistant'")
        }
        switch json["content"] {
        case .string(let text)?: self.init(role, text)
        case .array(let elements)?:
            self.init(
                role,
                try elements.map { (element) throws(ConversationError) in try MessagePart(json: element) })
        default: throw ConversationError("a message needs 'content', a text or an array of parts")
        }
    }
}

extension MessagePart {
    /// The part as JSON, its kind as `type`.
    public var json: JSON {
        switch self {
        case .text(let text): return ["type": "text", "text": .string(text)]
        case .thinking(let thinking):
            return Self.object("thinking", [("text", .string(thinking.text))], thinking.seal)
        case .toolCall(let call):
            return Self.object(
                "tool_call",
                [
                    ("id", .string(call.id)), ("name", .string(call.name)),
                    ("arguments", .string(call.arguments)),
                ], call.seal)
        case .toolResult(let result):
            return [
                "type": "tool_result", "call": .string(result.call), "name": .string(result.name),
                "text": .string(result.text), "error": .bool(result.isError),
            ]
        case .foreign(let format, let value):
            return ["type": "foreign", "format": .string(format), "value": value]
        }
    }

    private static func object(_ type: String, _ members: [(String, JSON)], _ seal: Seal?) -> JSON {
        var object = JSON.Object([("type", .string(type))] + members)
        if let seal { object["seal"] = ["format": .string(seal.format), "value": seal.value] }
        return .object(object)
    }

    /// A part as JSON has it.
    ///
    /// - Throws: ``ConversationError`` for a kind that there is not, or one that something is missing of.
    public init(json: JSON) throws(ConversationError) {
        func text(_ key: String) throws(ConversationError) -> String {
            guard let text = json[key]?.stringValue else {
                throw ConversationError(
                    "a part of type '\(json["type"]?.stringValue ?? "")' needs a '\(key)'")
            }
            return text
        }
        let seal: Seal? = json["seal"].flatMap { seal in
            guard let format = seal["format"]?.stringValue, let value = seal["value"] else { return nil }
            return Seal(format: format, value)
        }
        switch json["type"]?.stringValue {
        case "text": self = .text(try text("text"))
        case "thinking": self = .thinking(Thinking(try text("text"), seal: seal))
        case "tool_call":
            // People write the arguments as an object, models as its text.
            let arguments = json["arguments"]
            self = .toolCall(
                ToolCall(
                    id: try text("id"), name: try text("name"),
                    arguments: arguments?.stringValue ?? arguments?.canonical ?? "{}", seal: seal))
        case "tool_result":
            self = .toolResult(
                ToolResult(
                    call: try text("call"), name: json["name"]?.stringValue ?? "", text: try text("text"),
                    isError: json["error"]?.boolValue ?? false))
        case "foreign":
            self = .foreign(format: try text("format"), json["value"] ?? .null)
        case let type:
            throw ConversationError("there is no part of type '\(type ?? "")'")
        }
    }
}

/// What is wrong with a conversation that was handed in.
public struct ConversationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Lower case, the subject in quotes.
    public let description: String

    /// As it is to be read.
    public init(_ description: String) { self.description = description }
}
