public import JSON

/// One turn of a conversation with a model.
public struct Message: Sendable, Equatable {
    /// Whose turn it is.
    public enum Role: String, Sendable, Equatable {
        /// The one who asks; tools' results are part of this, too.
        case user
        case assistant
    }

    /// Whose turn it is.
    public var role: Role
    /// What is said, in its order.
    public var parts: [MessagePart]

    /// A turn of these parts.
    public init(_ role: Role, _ parts: [MessagePart]) { (self.role, self.parts) = (role, parts) }

    /// A turn that is text.
    public init(_ role: Role, _ text: String) { self.init(role, [.text(text)]) }

    /// All text of it, without thinking.
    public var text: String { parts.compactMap(\.text).joined() }

    /// What the model has thought, as far as the provider shows it.
    public var thinking: String {
        parts.compactMap { if case .thinking(let thinking) = $0 { thinking.text } else { nil } }.joined()
    }

    /// The tools that the model wants to be called.
    public var toolCalls: [ToolCall] {
        parts.compactMap { if case .toolCall(let call) = $0 { call } else { nil } }
    }
}

/// A part of what is said.
public enum MessagePart: Sendable, Equatable {
    case text(String)
    case thinking(Thinking)
    case toolCall(ToolCall)
    case toolResult(ToolResult)
    /// Something that one wire format alone knows: it is handed back to a provider of the same format as it
    /// came, and left out for all others.
    case foreign(format: String, JSON)

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var isThinking: Bool { if case .thinking = self { true } else { false } }
}

/// What a model has thought before it spoke.
///
/// Without a text it seals what stands before it: some providers sign a text itself, and the seal has to come
/// back with the very text.
public struct Thinking: Sendable, Equatable {
    /// Empty where the provider shows none.
    public var text: String
    /// What proves to the provider that the text is its own; it has to be handed back as it came.
    public var seal: Seal?

    /// Thoughts, and what proves them.
    public init(_ text: String, seal: Seal? = nil) { (self.text, self.seal) = (text, seal) }
}

/// What only the wire format that has made it can read: a signature, an encrypted text, an id.
public struct Seal: Sendable, Equatable {
    /// The wire format's name.
    public var format: String
    /// As it came.
    public var value: JSON

    /// A seal of a wire format.
    public init(format: String, _ value: JSON) { (self.format, self.value) = (format, value) }
}

/// A tool that the model wants to be called.
public struct ToolCall: Sendable, Equatable {
    /// By this the result finds its call; made up where a provider gives none.
    public var id: String
    /// The tool's name, which need not exist.
    public var name: String
    /// As the model wrote them: an object in JSON, or what it took for one.
    public var arguments: String
    /// What has to be handed back along with it.
    public var seal: Seal?

    /// A call of these parts.
    public init(id: String, name: String, arguments: String, seal: Seal? = nil) {
        (self.id, self.name, self.arguments, self.seal) = (id, name, arguments, seal)
    }
}

/// What has come of a tool's call.
public struct ToolResult: Sendable, Equatable {
    /// The call's id.
    public var call: String
    /// The tool's name.
    public var name: String
    /// For the model.
    public var text: String
    /// Whether it has failed.
    public var isError: Bool

    /// A result of these parts.
    public init(call: String, name: String, text: String, isError: Bool = false) {
        (self.call, self.name, self.text, self.isError) = (call, name, text, isError)
    }
}
