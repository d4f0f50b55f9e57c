extension Section {
    private static let shell = Key(
        name: "shell", summary: "'sh', 'bash', 'python', or a program with '{0}' for the script's file.",
        shape: .text, companions: ["run"])
    private static let workingDirectory = Key(
        name: "working-directory", summary: "Where the command runs, below the checkout.", shape: .template,
        companions: ["run"])

    static let stepKeys: [Key] = [
        Key(name: "id", summary: "How other steps call it; 'step-<n>' without it.", shape: .text),
        Key(name: "name", summary: "What it is called in output.", shape: .template),
        Key(
            name: "if", summary: "Whether it is performed; 'success()' unless said.", shape: .condition),
        Key(name: "run", summary: "A command in a scratch checkout.", shape: .template),
        shell, workingDirectory,
        Key(name: "uses", summary: "The action it performs.", shape: .text),
        Key(
            name: "with", summary: "What the action or workflow is given.", shape: .names(.input, .anything),
            companions: ["uses", "workflow"]),
        Key(
            name: "wait", summary: "What it waits for.",
            shape: .either([.choice(["approval"]), .section(.wait)])),
        Key(name: "workflow", summary: "The workflow it starts as a run of its own.", shape: .template),
        Key(name: "env", summary: "Variables for this step.", shape: .names(.variable, .template)),
        Key(
            name: "needs", summary: "The steps that must have ended before; the one before unless said.",
            shape: .either([.text, .list(.text)])),
        Key(
            name: "timeout-minutes", summary: "Minutes that one attempt may take.", shape: .numberTemplate),
        Key(
            name: "continue-on-error", summary: "Whether its failure counts as success for what follows.",
            shape: .booleanTemplate),
        Key(
            name: "retry", summary: "How often it is tried, or how often and when.",
            shape: .either([.integer(1...1000), .section(.retry)])),
        Key(
            name: "on-failure", summary: "What becomes of the run when the step has failed for good.",
            shape: .either([.choice(policies), .section(.recovery)])),
        Key(
            name: "undo", summary: "What takes back its effect; 'none' when there is nothing to take back.",
            shape: .either([.template, .section(.undo)])),
        Key(
            name: "idempotent", summary: "Whether it may be repeated when nobody knows how it ended.",
            shape: .boolean),
    ]

    /// What can become of a run when a step has failed.
    static let policies = ["fail", "skip", "pause", "abort"]

    static let retryKeys: [Key] = [
        Key(
            name: "attempts", summary: "How often it is performed at the most, the first time included.",
            shape: .integer(1...1000)),
        Key(
            name: "delay", summary: "The time before the second attempt.",
            shape: .duration(allowsExpressions: false)),
        Key(
            name: "backoff", summary: "By how much the delay grows from one attempt to the next.",
            shape: .number(1...100)),
        Key(
            name: "max-delay", summary: "No delay is longer.", shape: .duration(allowsExpressions: false)),
        Key(name: "jitter", summary: "Which part of the delay is left to chance.", shape: .number(0...1)),
        Key(
            name: "on", summary: "Which failures are worth another attempt.", shape: failures),
    ]

    private static let failures = Shape.either([.choice(failureKinds), .list(.choice(failureKinds))])

    static let failureKinds = StepFailure.Kind.allCases.map(\.rawValue)

    static let recoveryKeys: [Key] = [
        Key(
            name: "retry-from", summary: "The step from which the run goes on.", shape: .text,
            isRequired: true),
        Key(name: "times", summary: "How many times.", shape: .integer(1...1000)),
        Key(name: "on", summary: "Which failures are worth it; all when it is left out.", shape: failures),
        Key(name: "then", summary: "What becomes of the run after that.", shape: .choice(policies)),
    ]

    static let undoKeys: [Key] = [
        Key(name: "run", summary: "The command that takes it back.", shape: .template),
        shell, workingDirectory,
        Key(name: "uses", summary: "The action that takes it back.", shape: .text),
        Key(
            name: "with", summary: "What the action is given.", shape: .names(.input, .anything),
            companions: ["uses"]),
    ]
}
