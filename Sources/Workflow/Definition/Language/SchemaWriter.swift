public import JSON

extension Definition {
    /// The language as a JSON Schema (draft 2020-12) for editors, written from the tables that the reader
    /// uses.
    ///
    /// It can't say everything that ``read(_:name:catalogue:isStarted:limits:)`` checks: what expressions refer to, for
    /// one, is beyond a schema.
    public static func schema(_ catalogue: Catalogue = Catalogue()) -> JSON {
        var definitions = JSON.Object()
        for section in Section.allCases { definitions[section.rawValue] = section.schema(catalogue) }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "git-autowrk workflow",
            "$ref": .string(Section.workflow.reference),
            "$defs": .object(definitions),
        ]
    }
}

extension Section {
    fileprivate var reference: String { "#/$defs/\(rawValue)" }

    fileprivate func schema(_ catalogue: Catalogue) -> JSON {
        var properties = JSON.Object()
        var companions = JSON.Object()
        for key in keys {
            var schema = key.shape.schema.objectValue ?? [:]
            schema["description"] = .string(key.summary)
            properties[key.name] = .object(schema)
            if !key.companions.isEmpty { companions[key.name] = anyOf(required: key.companions) }
        }
        var schema: JSON.Object = [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
        ]
        let required = keys.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        if !companions.members.isEmpty { schema["dependentSchemas"] = .object(companions) }
        if !alternatives.isEmpty {
            schema["oneOf"] = .array(alternatives.map { ["required": [.string($0)]] })
        }
        if self == .step || self == .undo, !catalogue.actions.isEmpty {
            let actions = catalogue.actions.map { action in action.condition }
            schema["allOf"] = .array(actions)
            properties["uses"] = [
                "enum": .array(catalogue.actions.map { .string($0.name) }),
                "description": .string(key("uses")?.summary ?? ""),
            ]
            schema["properties"] = .object(properties)
        }
        return .object(schema)
    }

    private func anyOf(required names: [String]) -> JSON {
        ["anyOf": .array(names.map { ["required": [.string($0)]] })]
    }
}

extension ActionSignature {
    /// What holds for a step that uses this action.
    fileprivate var condition: JSON {
        var properties = JSON.Object()
        for input in inputs { properties[input.name] = ["description": .string(input.summary)] }
        let required = inputs.filter(\.isRequired).map { JSON.string($0.name) }
        let arguments: JSON = [
            "properties": .object(properties), "additionalProperties": false, "required": .array(required),
        ]
        var consequence: JSON.Object = ["properties": ["with": arguments]]
        if !required.isEmpty { consequence["required"] = ["with"] }
        return [
            "if": ["properties": ["uses": ["const": .string(name)]], "required": ["uses"]],
            "then": .object(consequence),
        ]
    }
}

extension Shape {
    fileprivate var schema: JSON {
        switch self {
        case .text: ["type": ["string", "number"]]
        case .template: ["type": ["string", "number", "boolean"]]
        case .condition: ["type": ["string", "number", "boolean"]]
        case .boolean: ["type": "boolean"]
        case .booleanTemplate: ["anyOf": [["type": "boolean"], Self.expression]]
        case .integer(let range):
            [
                "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
                "maximum": .integer(Int64(range.upperBound)),
            ]
        case .number(let range):
            ["type": "number", "minimum": JSON(range.lowerBound), "maximum": JSON(range.upperBound)]
        case .numberTemplate: ["anyOf": [["type": "number", "exclusiveMinimum": 0], Self.expression]]
        case .duration(allowsExpressions: false): Self.duration
        case .duration(allowsExpressions: true): ["anyOf": [Self.duration, Self.expression]]
        case .choice(let choices): ["enum": .array(choices.map { .string($0) })]
        case .null: ["type": "null"]
        case .anything: [:]
        case .list(let shape, let minimum):
            ["type": "array", "items": shape.schema, "minItems": .integer(Int64(minimum))]
        case .section(let section): ["$ref": .string(section.reference)]
        case .names(let kind, let shape):
            [
                "type": "object", "propertyNames": ["pattern": .string(kind.pattern)],
                "additionalProperties": shape.schema,
            ]
        case .either(let shapes): ["anyOf": .array(shapes.map(\.schema))]
        }
    }

    private static var expression: JSON { ["type": "string", "pattern": #"\$\{\{"#] }

    private static var duration: JSON {
        ["type": "string", "pattern": #"^\s*(\d+(ms|[dhms]))+\s*$"#]
    }
}
