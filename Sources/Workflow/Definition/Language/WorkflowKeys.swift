extension Section {
    static let workflowKeys: [Key] = [
        Key(name: "name", summary: "What the workflow is called; the file's name without it.", shape: .text),
        Key(name: "description", summary: "What it is for, in one line.", shape: .text),
        Key(
            name: "on", summary: "What starts it by itself.",
            shape: .either([.choice(triggerNames), .list(.choice(triggerNames)), .section(.triggers)])),
        Key(
            name: "inputs", summary: "What a run is started with.",
            shape: .names(.identifier, .either([.null, .section(.input)]))),
        Key(
            name: "outputs", summary: "What a finished run gives to the step that started it.",
            shape: .names(.identifier, .template)),
        Key(name: "env", summary: "Variables for every step.", shape: .names(.variable, .template)),
        Key(
            name: "concurrency", summary: "Which runs exclude each other.",
            shape: .either([.template, .section(.concurrency)])),
        Key(
            name: "steps", summary: "What is done, in order unless 'needs' says otherwise.",
            shape: .list(.section(.step), minimum: 1), isRequired: true),
        Key(
            name: "workflows", summary: "Workflows that steps of this file start by name.",
            shape: .names(.workflow, .section(.nested))),
    ]

    /// What can start a workflow by itself.
    static let triggerNames = [
        "manual", "issue", "task", "message", "push", "commit", "pull_request", "schedule", "event", "deploy",
        "release",
    ]

    static let triggerKeys: [Key] = triggerNames.map { name in
        Key(name: name, summary: "Starts at '\(name)', where these filters hold.", shape: .anything)
    }

    static let inputKeys: [Key] = [
        Key(name: "description", summary: "What it means, in one line.", shape: .text),
        Key(name: "type", summary: "What may be given; a text unless said.", shape: .choice(inputTypes)),
        Key(
            name: "options", summary: "The texts to choose from.", shape: .list(.text, minimum: 1),
            companions: ["type"]),
        Key(name: "required", summary: "Whether a run can't be started without it.", shape: .boolean),
        Key(name: "default", summary: "What counts when nothing is given.", shape: .template),
    ]

    static let inputTypes = ["string", "number", "boolean", "choice"]

    static let concurrencyKeys: [Key] = [
        Key(
            name: "group", summary: "Runs of the same group are performed one after the other.",
            shape: .template, isRequired: true),
        Key(
            name: "cancel-in-progress", summary: "Whether a new run cancels the one that is under way.",
            shape: .boolean),
    ]
}
