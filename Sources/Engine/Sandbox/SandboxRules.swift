public import YAML

/// What commands see in a sandbox, as data: paths that begin with `/`, with `~` for the home folder, or with
/// `$NAME` for what a variable says.
public struct SandboxRules: Sendable, Equatable {
    /// Folders that are new and empty for each command, and writable. The home folder is one in any case.
    public var empty: [String] = []
    /// What is put back into them, read-only.
    public var shown: [String] = []
    /// What is covered.
    public var hidden: [String] = []
    /// What commands find in their environment. One that names a path is left out where there is no such path.
    public var variables: [String: String] = [:]

    /// Rules that leave the whole file system as it is but for the home folder, to be read only.
    public init() {}

    /// Reads a table: a mapping with a list for each kind of paths, and `variables`.
    ///
    /// - Throws: for what is no such table, with the place.
    public init(yaml bytes: [UInt8]) throws(SandboxRulesError) {
        let documents: [YAML.Document]
        do throws(YAMLError) { documents = try YAML.parse(bytes) } catch {
            throw SandboxRulesError(error.message, at: error.start)
        }
        guard documents.count == 1, let members = documents[0].root.members else {
            throw SandboxRulesError("rules are a mapping", at: SourcePosition(line: 1, column: 1))
        }
        for member in members {
            switch member.key.scalar?.text {
            case "empty": empty = try Self.paths(member.value)
            case "shown": shown = try Self.paths(member.value)
            case "hidden": hidden = try Self.paths(member.value)
            case "variables": variables = try Self.variables(member.value)
            case let key:
                throw SandboxRulesError("unknown key '\(key ?? "")'", at: member.key.start)
            }
        }
    }

    private static func paths(_ node: YAML.Node) throws(SandboxRulesError) -> [String] {
        guard let elements = node.elements else {
            throw SandboxRulesError("this is no list of paths", at: node.start)
        }
        return try elements.map { (element) throws(SandboxRulesError) in
            guard let path = element.scalar?.text, path.first.map({ "/~$".contains($0) }) ?? false else {
                throw SandboxRulesError("a path begins with '/', '~' or '$'", at: element.start)
            }
            return path
        }
    }

    private static func variables(_ node: YAML.Node) throws(SandboxRulesError) -> [String: String] {
        guard let members = node.members else {
            throw SandboxRulesError("'variables' is a mapping", at: node.start)
        }
        var variables: [String: String] = [:]
        for member in members {
            guard let name = member.key.scalar?.text, let value = member.value.scalar?.text else {
                throw SandboxRulesError("a variable has a text", at: member.value.start)
            }
            variables[name] = value
        }
        return variables
    }
}

/// Why the rules of sandboxes can't be read, and where.
public struct SandboxRulesError: Error, Sendable, Equatable, CustomStringConvertible {
    /// In lower case, without the place.
    public var message: String
    /// Where what is wrong begins.
    public var position: SourcePosition

    init(_ message: String, at position: SourcePosition) {
        (self.message, self.position) = (message, position)
    }

    /// The place and the message, for one line.
    public var description: String {
        "rules of sandboxes, line \(position.line), column \(position.column): \(message)"
    }
}
