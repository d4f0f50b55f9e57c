/// What the parts of an issue are for, as their headings say.
enum SectionRole: Equatable {
    /// Asks for something.
    case requirements
    /// Says what the result is measured by.
    case criteria
    case expected
    case actual
    case reproduction
    /// What forges ask everybody to tick, and what only describes a machine.
    case formality
    case other

    /// That of a heading; the first whose words stand in it.
    init(heading: String) {
        let words = Self.normalized(heading)
        self =
            Self.table.first { $0.words.contains { words == $0 || words.contains(" \($0) ") } }?.role
            ?? .other
    }

    /// Whether a heading is that of an issue template, and says nothing of the issue itself.
    static func isOfTemplate(_ heading: String) -> Bool {
        let words = normalized(heading)
        return templates.contains { words == " \($0) " }
            || table.contains { $0.words.contains { words == " \($0) " } }
    }

    private static let templates = [
        "bug description", "bug report", "issue description", "issue", "feature description", "details",
        "what is the problem", "what is the issue", "is your feature request related to a problem",
        "overview", "background", "context", "introduction", "expected behavior", "expected behaviour",
    ]

    private static let table: [(role: SectionRole, words: [String])] = [
        (
            .formality,
            [
                "checklist", "before submitting", "prerequisites", "code of conduct", "environment",
                "versions",
                "version", "system info", "system information", "preflight", "your environment", "platform",
                "additional context", "screenshots", "related issues",
            ]
        ),
        (
            .criteria,
            [
                "acceptance criteria", "acceptance", "definition of done", "done when", "success criteria",
                "criteria", "what it must show",
            ]
        ),
        (
            .actual,
            [
                "actual", "current behavior", "current behaviour", "what happens", "what happened",
                "what actually happened", "observed", "actual results", "actual result",
                "what you got instead",
            ]
        ),
        (
            .expected,
            [
                "expected", "what should happen", "what did you expect", "expectation", "desired behavior",
                "desired behaviour", "what you expected",
            ]
        ),
        (
            .reproduction,
            [
                "reproduce", "reproduction", "steps to reproduce", "minimal example", "reproducer", "repro",
                "mcve", "test case", "how to reproduce", "reproducible example",
            ]
        ),
        (
            .requirements,
            [
                "requirements", "requirement", "what", "description", "feature", "proposal", "solution",
                "proposed solution", "to do", "todo", "tasks", "task", "summary", "goal", "goals", "scope",
                "user story", "what to build", "what to do", "feature request", "describe the solution",
                "proposed change", "changes", "enhancement", "bug", "problem", "the problem",
                "describe the bug",
            ]
        ),
    ]

    /// In small letters with one space between words and around them, without punctuation and emoji.
    private static func normalized(_ heading: String) -> String {
        var (text, isSpace) = (" ", true)
        for character in heading.lowercased() {
            if character.isLetter || character.isNumber {
                text.append(character)
                isSpace = false
            } else if !isSpace {
                text.append(" ")
                isSpace = true
            }
        }
        return isSpace ? text : text + " "
    }
}
