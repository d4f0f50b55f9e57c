public import JSON

/// What a model is asked, in no provider's words.
public struct ModelRequest: Sendable, Equatable {
    /// The model's name, as its provider has it.
    public var model: String
    /// What it is told before anything else; empty for nothing.
    public var system: String
    /// What was said so far; the last turn is the user's.
    public var messages: [Message]
    /// What it may call.
    public var tools: [ToolDefinition]
    /// Whether it has to.
    public var toolChoice: ToolChoice
    /// The shape that its answer has to have; nil for any text.
    public var output: OutputShape?
    /// More tokens than these it must not say; nil for what the provider has as its default.
    public var maximumOutput: Int?
    /// From 0, which is the most likely word at each step, to about 2; nil for the provider's default.
    public var temperature: Double?
    /// How much it is to think; nil for the provider's default.
    public var thinking: ThinkingEffort?
    /// What the model is capable of, as ``ModelCatalogue`` knows it: by it a wire format chooses between the
    /// ways in which the same can be asked.
    public var abilities: ModelAbilities

    /// A request without tools.
    public init(model: String, system: String = "", messages: [Message]) {
        (self.model, self.system, self.messages) = (model, system, messages)
        (tools, toolChoice, abilities) = ([], .automatic, ModelAbilities())
    }
}

/// A tool as a model is told of it.
public struct ToolDefinition: Sendable, Equatable {
    /// Letters, digits, `_` and `-`, at most 64.
    public var name: String
    /// For the model: what it does, when it is of use.
    public var summary: String
    /// The JSON Schema of its arguments, an object.
    public var parameters: JSON.Object

    /// A tool of these parts.
    public init(name: String, summary: String, parameters: JSON.Object) {
        (self.name, self.summary, self.parameters) = (name, summary, parameters)
    }
}

/// Whether tools are to be called.
public enum ToolChoice: Sendable, Equatable {
    /// As the model likes.
    case automatic
    /// At least one.
    case required
    case none
    /// This one.
    case named(String)
}

/// The shape of an answer that programs are to read.
public struct OutputShape: Sendable, Equatable {
    /// Letters, digits, `_` and `-`, at most 64.
    public var name: String
    /// A JSON Schema whose objects name all of their properties as required and allow no others, which is
    /// what the strict modes of the providers ask for.
    public var schema: JSON.Object

    /// A shape of this schema.
    public init(name: String, schema: JSON.Object) { (self.name, self.schema) = (name, schema) }
}

/// How much a model thinks before it speaks.
public enum ThinkingEffort: String, Sendable, Equatable, CaseIterable {
    case none, low, medium, high
}
