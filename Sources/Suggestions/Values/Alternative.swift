/// One way to do what somebody wants done: steps in their order.
public struct Alternative: Sendable, Equatable {
    /// What it does, in one line.
    public var title: String
    /// Why it answers the task; may be empty.
    public var reason: String
    /// At least one.
    public var steps: [SuggestedStep]
    /// Who has thought of it.
    public var origin: Origin
    /// How well it fits the task, from 0 to 100; what a model suggests for a task fits it.
    public var fit: Int
    /// What somebody has to say before it can be performed, by name, with what that means.
    public var missing: [String: String]

    /// Where an alternative comes from.
    public enum Origin: Sendable, Equatable {
        /// A model, as in `anthropic/claude-sonnet-4-5`.
        case model(String)
        /// A recipe, by its name.
        case recipe(String)
    }

    /// An alternative of these parts that fits and lacks nothing.
    public init(
        title: String, reason: String, steps: [SuggestedStep], origin: Origin, fit: Int = 100,
        missing: [String: String] = [:]
    ) {
        (self.title, self.reason, self.steps, self.origin) = (title, reason, steps, origin)
        (self.fit, self.missing) = (fit, missing)
    }
}

extension Alternative {
    /// What stands in a command in the place of a value.
    static func mark(of input: String) -> String { "${{ inputs.\(input) }}" }

    /// Whether a step lacks a value of ``missing``.
    func isOpen(_ step: SuggestedStep) -> Bool {
        missing.keys.contains { name in step.scripts.contains { $0.contains(Self.mark(of: name)) } }
    }
}

/// A step of an alternative: a text of commands for a shell, and what it is for.
public struct SuggestedStep: Sendable, Equatable {
    /// What it does, in a few words.
    public var name: String
    /// For those who don't know the command; may be empty.
    public var explanation: String
    /// For the shell.
    public var command: String
    /// What takes it back.
    public var undo: Undo
    /// Where the command runs.
    public var place: Place

    /// What takes a step back.
    public enum Undo: Sendable, Equatable {
        case command(String)
        /// There is nothing to take back: the step only looks.
        case nothing
        /// Nobody knows of a way.
        case unknown
    }

    /// Where a command runs.
    public enum Place: String, Sendable, Equatable, CaseIterable {
        /// The working directory of the one who asks: only there branches, the index and files can be changed
        /// for that person.
        case here
        /// A scratch checkout, as with every other run.
        case copy
    }

    /// A step of these parts.
    public init(
        name: String, explanation: String = "", command: String, undo: Undo = .unknown, place: Place = .copy
    ) {
        (self.name, self.explanation, self.command) = (name, explanation, command)
        (self.undo, self.place) = (undo, place)
    }

    /// All texts for a shell.
    public var scripts: [String] {
        if case .command(let undo) = undo { [command, undo] } else { [command] }
    }
}

extension Alternative.Origin {
    /// As it is recorded, as in `recipe/undo-last-commit`.
    public var text: String {
        switch self {
        case .model(let name): "model/\(name)"
        case .recipe(let name): "recipe/\(name)"
        }
    }

    /// Reads what ``text`` has made.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "model": self = .model(parts[1])
        case "recipe": self = .recipe(parts[1])
        default: return nil
        }
    }
}
