import JSON

extension ModelRequest {
    /// Everything that decides about the answer, as one value: two requests are the same where these are.
    var json: JSON {
        var object: JSON.Object = [
            "model": .string(model), "system": .string(system), "messages": .array(messages.map(\.json)),
            "tools": .array(tools.map(\.json)), "toolChoice": toolChoice.json,
        ]
        object["output"] = output.map { ["name": .string($0.name), "schema": .object($0.schema)] }
        object["maximumOutput"] = maximumOutput.map { .integer(Int64($0)) }
        object["temperature"] = temperature.flatMap { $0.isFinite ? JSON($0) : nil }
        object["thinking"] = thinking.map { .string($0.rawValue) }
        return .object(object)
    }
}

extension ToolDefinition {
    fileprivate var json: JSON {
        ["name": .string(name), "summary": .string(summary), "parameters": .object(parameters)]
    }
}

extension ToolChoice {
    fileprivate var json: JSON {
        switch self {
        case .automatic: "automatic"
        case .required: "required"
        case .none: "none"
        case .named(let name): ["named": .string(name)]
        }
    }
}
