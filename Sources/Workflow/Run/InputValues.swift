public import JSON

/// Finds the values that a run is started with.
public enum InputValues {
    /// The values of all inputs of a definition, by name: what was given, else the default.
    ///
    /// Texts are taken for what the input asks for: `3` for a number, `true` for a boolean.
    ///
    /// - Parameters:
    ///   - inputs: what the definition takes.
    ///   - given: by name; a value may have its type already.
    /// - Throws: what is missing, unknown or not of its kind.
    public static func resolve(
        _ inputs: [InputDefinition], given: [String: JSON]
    ) throws(RunRefusal) -> JSON.Object {
        for name in given.keys.sorted() where !inputs.contains(where: { $0.name == name }) {
            let names = inputs.map(\.name).joined(separator: ", ")
            throw RunRefusal(
                "the workflow has no input '\(name)'",
                hints: [names.isEmpty ? "it takes none" : "it takes \(names)"])
        }
        var values: JSON.Object = [:]
        for input in inputs {
            if let value = given[input.name] {
                values[input.name] = try value.converted(for: input)
            } else if let value = input.defaultValue {
                values[input.name] = try value.converted(for: input)
            } else if input.isRequired {
                throw RunRefusal(
                    "input '\(input.name)' is missing",
                    hints: [
                        "give it with -i \(input.name)=<\(input.kind.name)>"
                            + (input.summary.map { ": \($0)" } ?? "")
                    ])
            } else {
                values[input.name] = input.kind.emptyValue
            }
        }
        return values
    }
}

extension JSON {
    fileprivate func converted(for input: InputDefinition) throws(RunRefusal) -> JSON {
        switch (input.kind, self) {
        case (.string, .string), (.boolean, .bool), (.number, .integer), (.number, .number): return self
        case (.string, .integer), (.string, .number), (.string, .bool):
            return .string(text(of: self))
        case (.boolean, .string(let text)):
            if let value = ["true": true, "false": false][text] { return .bool(value) }
        case (.number, .string(let text)):
            if let value = Int64(text), JSON.safeIntegers.contains(value) { return .integer(value) }
            if let value = Double(text), value.isFinite { return JSON(value) }
        case (.choice(let choices), .string), (.choice(let choices), .integer),
            (.choice(let choices), .number), (.choice(let choices), .bool):
            let text = text(of: self)
            if choices.contains(text) { return .string(text) }
            throw RunRefusal(
                "input '\(input.name)' can't be '\(text)'",
                hints: ["it is one of \(choices.joined(separator: ", "))"])
        default: break
        }
        throw RunRefusal("input '\(input.name)' is not a \(input.kind.name): '\(text(of: self))'")
    }
}

/// A value as a template would print it.
private func text(of value: JSON) -> String { Value(value).text }

extension InputDefinition.Kind {
    /// What it is called in a definition.
    public var name: String {
        switch self {
        case .string: "string"
        case .number: "number"
        case .boolean: "boolean"
        case .choice: "choice"
        }
    }

    /// What an input has that is not required and was not given.
    var emptyValue: JSON {
        switch self {
        case .string, .choice: ""
        case .number: 0
        case .boolean: false
        }
    }
}
