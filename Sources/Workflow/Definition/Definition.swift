public import JSON

/// A workflow as its file says: what it takes, what it does, what it gives.
///
/// A definition that exists has passed every check that needs no repository: ids are unique, `needs` name
/// steps and have no cycle, expressions parse.
public struct Definition: Sendable, Equatable {
    /// For people; the file's name without its extension when the file has none.
    public var name: String
    /// What it is for, for people.
    public var summary: String?
    /// What starts it by itself, by name (`issue`, `push`, `task`, …) with its filters as they are written.
    public var triggers: [String: JSON]
    /// What a run is started with.
    public var inputs: [InputDefinition]
    /// Variables for every step.
    public var environment: [NamedTemplate]
    /// Which runs exclude each other.
    public var concurrency: ConcurrencyDefinition?
    /// What a finished run gives to the step that started it.
    public var outputs: [NamedTemplate]
    /// In the order of the file; at least one.
    public var steps: [StepDefinition]
    /// Workflows that stand in the same file, by the name that steps start them by; they go before all
    /// others of that name, in this definition and in each other.
    public var nested: [String: Definition] = [:]

    /// A definition of these parts; nothing is checked.
    public init(
        name: String, summary: String? = nil, triggers: [String: JSON] = [:], inputs: [InputDefinition] = [],
        environment: [NamedTemplate] = [], concurrency: ConcurrencyDefinition? = nil,
        outputs: [NamedTemplate] = [], steps: [StepDefinition]
    ) {
        (self.name, self.summary, self.triggers, self.inputs) = (name, summary, triggers, inputs)
        (self.environment, self.concurrency, self.outputs) = (environment, concurrency, outputs)
        self.steps = steps
    }

    /// The step of this id and its place in the file.
    public func index(of id: String) -> Int? { steps.firstIndex { $0.id == id } }
}

/// A value that a run is started with.
public struct InputDefinition: Sendable, Equatable {
    /// What may be given.
    public enum Kind: Sendable, Equatable {
        case string
        case number
        case boolean
        /// One of these texts.
        case choice([String])
    }

    /// As in `inputs.<name>`.
    public var name: String
    /// For people.
    public var summary: String?
    /// What may be given.
    public var kind: Kind
    /// Whether a run can't be started without it.
    public var isRequired: Bool
    /// What counts when nothing is given.
    public var defaultValue: JSON?

    /// An input of these properties.
    public init(
        name: String, summary: String? = nil, kind: Kind = .string, isRequired: Bool = false,
        defaultValue: JSON? = nil
    ) {
        (self.name, self.summary, self.kind) = (name, summary, kind)
        (self.isRequired, self.defaultValue) = (isRequired, defaultValue)
    }
}

/// A name and the text that makes its value.
public struct NamedTemplate: Sendable, Equatable {
    /// Of a variable or an output.
    public var name: String
    /// What is evaluated for it.
    public var template: Template

    /// A pair of these.
    public init(name: String, template: Template) { (self.name, self.template) = (name, template) }
}

/// A name and a value with templates anywhere in it, as in `with`.
public struct NamedArgument: Sendable, Equatable {
    /// Of an action's or a workflow's input.
    public var name: String
    /// What is evaluated for it.
    public var value: Argument

    /// A pair of these.
    public init(name: String, value: Argument) { (self.name, self.value) = (name, value) }
}

/// A value as it is written in a definition, with templates in the place of texts.
public indirect enum Argument: Sendable, Equatable {
    /// A text, with or without expressions.
    case template(Template)
    /// A number, a truth value or null.
    case literal(JSON)
    case array([Argument])
    case object([NamedArgument])
}

/// Runs of the same group are performed one after the other.
public struct ConcurrencyDefinition: Sendable, Equatable {
    /// What the group is called; evaluated once, when the run starts.
    public var group: Template
    /// Whether a new run cancels the one that is under way.
    public var cancelsInProgress: Bool

    /// A group of this name.
    public init(group: Template, cancelsInProgress: Bool = false) {
        (self.group, self.cancelsInProgress) = (group, cancelsInProgress)
    }
}
