import Domain
import Workflow
import YAML

extension Table {
    /// Reads a table.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - name: the name of its file, without the ending.
    ///   - isChecked: whether patterns are compiled, as tests do; else each is when it is used.
    static func read(
        _ text: [UInt8], name: String, isChecked: Bool = false
    ) -> (Table?, [Diagnostic]) {
        var reader = DocumentReader()
        guard let root = reader.root(text, "a table") else { return (nil, reader.diagnostics) }
        var table = Table(name: name)
        let keys = reader.members(
            of: root, "a table",
            known: ["summary", "applies", "unless", "fallback", "toolchain", "prepare", "checks", "output"],
            required: ["summary", "applies"])
        table.summary = reader.text(keys["summary"], "'summary'") ?? ""
        table.isFallback = reader.bool(keys["fallback"], "'fallback'") ?? false
        table.condition.any = reader.signs(keys["applies"], isChecked: isChecked)
        table.condition.none = reader.signs(keys["unless"], isChecked: isChecked)
        table.tools = reader.names(keys["toolchain"], "'toolchain'").compactMap { name, node in
            reader.tool(name, node, isChecked: isChecked)
        }
        table.formats = reader.names(keys["output"], "'output'").map { name, node in
            reader.format(node, name: name, isChecked: isChecked)
        }
        table.preparations = reader.elements(keys["prepare"]).compactMap {
            reader.preparation($0, isChecked: isChecked)
        }
        table.entries = reader.elements(keys["checks"]).compactMap {
            reader.entry($0, tools: table.tools.map(\.name), isChecked: isChecked)
        }
        return (reader.diagnostics.isEmpty ? table : nil, reader.diagnostics)
    }
}

extension DocumentReader {
    fileprivate mutating func signs(_ node: YAML.Node?, isChecked: Bool) -> [Sign] {
        elements(node).compactMap { node in
            if node.scalar != nil { return text(node, "a sign").map { Sign(file: $0) } }
            let keys = members(
                of: node, "a sign", known: ["file", "contains", "member", "top"], required: ["file"])
            guard let file = text(keys["file"], "'file'") else { return nil }
            var sign = Sign(file: file)
            sign.contains = patterns(keys["contains"], "'contains'", isChecked: isChecked).first
            sign.member = text(keys["member"], "'member'")
            sign.isAtTop = bool(keys["top"], "'top'") ?? false
            return sign
        }
    }

    private mutating func condition(_ keys: [String: YAML.Node], isChecked: Bool) -> Condition {
        var condition = Condition()
        condition.any = signs(keys["when"], isChecked: isChecked)
        condition.all = signs(keys["all"], isChecked: isChecked)
        condition.none = signs(keys["unless"], isChecked: isChecked)
        return condition
    }

    fileprivate mutating func tool(
        _ name: String, _ node: YAML.Node, isChecked: Bool
    ) -> ToolDefinition? {
        let keys = members(
            of: node, "a tool", known: ["programs", "arguments", "version", "files", "variables"],
            required: ["programs"])
        var tool = ToolDefinition(name: name, programs: texts(keys["programs"], "'programs'"))
        if keys["arguments"] != nil { tool.arguments = texts(keys["arguments"], "'arguments'") }
        tool.pattern = patterns(keys["version"], "'version'", isChecked: isChecked).first
        tool.files = texts(keys["files"], "'files'")
        tool.variables = texts(keys["variables"], "'variables'")
        return tool
    }

    fileprivate mutating func preparation(
        _ node: YAML.Node, isChecked: Bool
    ) -> Table.PreparationEntry? {
        let keys = members(
            of: node, "a preparation", known: ["name", "when", "all", "unless", "command", "timeout"],
            required: ["name", "command"])
        guard let name = text(keys["name"], "'name'"), let command = text(keys["command"], "'command'")
        else { return nil }
        let limit = duration(keys["timeout"], "'timeout'") ?? CheckDefinition.defaultTimeLimit
        return Table.PreparationEntry(
            preparation: Preparation(name: name, command: command, folder: "", timeLimit: limit),
            condition: condition(keys, isChecked: isChecked))
    }

    fileprivate mutating func entry(
        _ node: YAML.Node, tools: [String], isChecked: Bool
    ) -> Table.Entry? {
        let keys = members(
            of: node, "a check", known: Self.checkKeys + ["when", "all", "unless", "group", "prepared"],
            required: ["name", "kind", "command"])
        guard let name = text(keys["name"], "'name'") else { return nil }
        var definition = CheckDefinition(name: name, kind: .custom, command: "")
        check(keys, into: &definition)
        // That lint and types are configured in a repository says nothing of whether they have to pass.
        if keys["critical"] == nil { definition.isCritical = ![.lint, .types].contains(definition.kind) }
        definition.isDetected = true
        return Table.Entry(
            check: definition, condition: condition(keys, isChecked: isChecked),
            group: text(keys["group"], "'group'"), formats: texts(keys["output"], "'output'"),
            tools: keys["toolchain"] == nil ? tools : texts(keys["toolchain"], "'toolchain'"),
            prepared: prepared(keys["prepared"]))
    }

    /// Whether a check needs what the table prepares: `true`, `false`, or `try` for one that may do without.
    private mutating func prepared(_ node: YAML.Node?) -> Table.Entry.Prepared {
        guard let node else { return .needed }
        if case .bool(let value)? = node.scalar?.value { return value ? .needed : .not }
        return choice(node, "'prepared'", among: ["try"]) == nil ? .needed : .tried
    }
}
