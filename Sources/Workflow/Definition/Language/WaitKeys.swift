extension Section {
    static let waitKeys: [Key] = [
        Key(
            name: "approval", summary: "Who may say yes or no: 'anyone', a person, or several.",
            shape: .either([.template, .list(.template)])),
        Key(
            name: "event", summary: "The event that ends it.", shape: .either([.text, .section(.event)])),
        Key(
            name: "for", summary: "The time that must have passed.",
            shape: .duration(allowsExpressions: true)),
        Key(
            name: "until", summary: "The time that must have come: RFC 3339, or a date.", shape: .template),
        Key(
            name: "timeout", summary: "After which time it gives up.",
            shape: .duration(allowsExpressions: true)),
        Key(
            name: "on-timeout", summary: "What it does then; it fails unless said.",
            shape: .choice(["fail", "continue"]), companions: ["timeout"]),
    ]

    static let eventKeys: [Key] = [
        Key(name: "type", summary: "The event's type.", shape: .text, isRequired: true),
        Key(name: "stream", summary: "The stream it must be recorded on; any unless said.", shape: .template),
        Key(
            name: "if", summary: "What must hold for it; it sees the event as 'event'.", shape: .condition),
    ]
}
