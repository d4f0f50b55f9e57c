import AI
import Git
import JSON

/// Something that the coding agent can do: one file each, one line each in ``AgentTools``.
struct AgentTool: Sendable {
    /// As models are told of it.
    let definition: ToolDefinition
    /// What it does.
    let effect: Effect

    /// What a tool does, by what it needs.
    enum Effect: Sendable {
        /// Looks at the run's tree; what it gives is data.
        case look(TreeWork)
        /// Changes the run's tree, in the object database alone, and says so.
        case change(TreeWork)
        /// Runs one of the repository's checks on the tree.
        case check
        /// Waits for what a person says.
        case ask
        /// Ends the work.
        case finish
    }

    /// What a tool does with a tree.
    typealias TreeWork =
        @Sendable (ToolArguments, inout AgentTree, borrowing Repository) throws(ToolError) ->
        String

    /// As the model calls it.
    var name: String { definition.name }

    /// A tool of this name.
    ///
    /// - Parameters:
    ///   - name: as the model calls it.
    ///   - summary: what it does and when it is of use.
    ///   - parameters: in this order.
    ///   - effect: what it does.
    init(_ name: String, _ summary: String, _ parameters: [ToolParameter], _ effect: Effect) {
        var properties = JSON.Object()
        for parameter in parameters { properties[parameter.name] = parameter.schema }
        let required = parameters.filter(\.isRequired).map { JSON.string($0.name) }
        definition = ToolDefinition(
            name: name, summary: summary,
            parameters: [
                "type": "object", "properties": .object(properties), "required": .array(required),
                "additionalProperties": false,
            ])
        self.effect = effect
    }

    /// A path as models write it: `.`, `./src`, `src/`.
    static func path(_ text: String) -> String {
        var name = text[...]
        while name.hasPrefix("./") { name = name.dropFirst(2) }
        while name.hasSuffix("/") { name = name.dropLast() }
        return name == "." ? "" : String(name)
    }
}

/// One argument of a tool.
struct ToolParameter: Sendable {
    let name: String
    let type: String
    let summary: String
    let isRequired: Bool

    /// One that has to be given.
    static func required(_ name: String, _ summary: String, type: String = "string") -> Self {
        Self(name: name, type: type, summary: summary, isRequired: true)
    }

    /// One that may be left out.
    static func optional(_ name: String, _ summary: String, type: String = "string") -> Self {
        Self(name: name, type: type, summary: summary, isRequired: false)
    }

    fileprivate var schema: JSON { ["type": .string(type), "description": .string(summary)] }
}

/// What a model has written as a tool's arguments.
struct ToolArguments: Sendable {
    private let members: JSON.Object

    /// - Throws: for what is no object in JSON, and for names that the tool does not have.
    init(_ text: String, for tool: ToolDefinition) throws(ToolError) {
        let blank = text.allSatisfy(\.isWhitespace)
        guard let json = try? JSON(parsing: blank ? "{}" : text), let members = json.objectValue else {
            throw ToolError("the arguments of '\(tool.name)' are no object in JSON")
        }
        let known = tool.parameters["properties"]?.objectValue ?? [:]
        for member in members.members where known[member.key] == nil {
            let names = known.members.map { "'\($0.key)'" }.joined(separator: ", ")
            throw ToolError("'\(tool.name)' has no argument '\(member.key)'; it takes \(names)")
        }
        self.members = members
    }

    /// A text that has to be there; it may be empty.
    func text(_ name: String) throws(ToolError) -> String {
        guard let value = members[name], value != .null else {
            throw ToolError("argument '\(name)' is missing")
        }
        guard let text = value.stringValue else { throw ToolError("argument '\(name)' must be a text") }
        return text
    }

    /// A text that may be left out.
    func optionalText(_ name: String) throws(ToolError) -> String? {
        guard let value = members[name], value != .null else { return nil }
        return try text(name)
    }

    /// A whole number that may be left out; some models write it as a text.
    func optionalNumber(_ name: String) throws(ToolError) -> Int? {
        guard let value = members[name], value != .null else { return nil }
        if let number = value.integerValue { return Int(number) }
        if let number = value.stringValue.flatMap({ Int($0) }) { return number }
        throw ToolError("argument '\(name)' must be a whole number")
    }

    /// A yes or no that may be left out.
    func flag(_ name: String) throws(ToolError) -> Bool {
        guard let value = members[name], value != .null else { return false }
        if let flag = value.boolValue { return flag }
        if value.stringValue == "true" { return true }
        if value.stringValue == "false" { return false }
        throw ToolError("argument '\(name)' must be true or false")
    }
}

/// Why a tool has done nothing, in words that help the model to do better.
struct ToolError: Error, Sendable, Equatable {
    let message: String
    /// Parts of files that belong to it: data, which is told apart from the words.
    let quoted: String

    init(_ message: String, quoting quoted: String = "") { (self.message, self.quoted) = (message, quoted) }

    /// Errors of the object database and of paths.
    init(_ error: any Error) {
        switch error {
        case let error as ToolError: self = error
        case let error as PatchError: self.init(error.message)
        case let error as GitError: self.init(error.message)
        default: self.init(String(describing: error))
        }
    }
}
