import JSON

extension JSON.Object {
    /// Whether OpenAI's strict mode takes this schema: all objects name all of their properties as required
    /// and allow no others, and nothing else is asked for than that mode knows.
    var isStrict: Bool { self["type"] == "object" && JSON.object(self).isStrictSchema }
}

extension JSON {
    private static let strictWords: Set<String> = [
        "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref",
        "$defs", "description", "title",
    ]

    fileprivate var isStrictSchema: Bool {
        guard let schema = objectValue, schema.members.allSatisfy({ Self.strictWords.contains($0.key) })
        else {
            return false
        }
        let properties = schema["properties"]?.objectValue
        if schema["type"] == "object" || properties != nil {
            let required = Set(elements("required").compactMap(\.stringValue))
            guard schema["additionalProperties"] == false,
                (properties?.members ?? []).allSatisfy({ required.contains($0.key) })
            else { return false }
        }
        let named = (properties?.members ?? []) + (schema["$defs"]?.objectValue?.members ?? [])
        return (named.map(\.value) + elements("anyOf") + [schema["items"]].compactMap(\.self))
            .allSatisfy(\.isStrictSchema)
    }
}
