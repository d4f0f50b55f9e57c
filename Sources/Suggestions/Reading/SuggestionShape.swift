public import JSON

/// The shape that a model's answer has to have.
public enum SuggestionShape {
    /// More alternatives are not read.
    public static let mostAlternatives = 3
    /// More steps are an error.
    public static let mostSteps = 20
    /// What a command may have, in bytes.
    public static let longestCommand = 8 << 10

    /// Letters and `_`, as the providers want it.
    public static let name = "suggestion"

    /// A JSON Schema of the strict kind: all properties are required, no others allowed.
    public static let schema = object([
        "alternatives": array(
            of: [
                "title": text("what it does, in one line"),
                "why": text("why it answers the task, in one or two sentences"),
                "steps": array(
                    of: [
                        "name": text("what the step does, in a few words"),
                        "explanation": text("what the command means, for somebody who does not know it"),
                        "command": text("the command, for a POSIX shell"),
                        "undo": text(
                            "a command that takes the step back; 'none' where it only looks; empty where there is no way"
                        ),
                        "where": [
                            "type": "string", "enum": ["here", "copy"],
                            "description":
                                "'here' for the user's working directory, 'copy' for a scratch checkout",
                        ],
                    ], "in their order"),
            ], "the best first, at most three")
    ])

    private static func text(_ summary: String) -> JSON {
        ["type": "string", "description": .string(summary)]
    }

    private static func array(of properties: JSON.Object, _ summary: String) -> JSON {
        ["type": "array", "description": .string(summary), "items": .object(object(properties))]
    }

    private static func object(_ properties: JSON.Object) -> JSON.Object {
        [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
            "required": .array(properties.members.map { .string($0.key) }),
        ]
    }
}
