public import JSON

/// What a model is told of a task.
///
/// Everything that others have written stands in one JSON document on one line: no text in it can end the fence
/// around it, and what looks like an order in it is a value.
public enum SuggestionPrompt {
    /// Examples beyond these are left out.
    public static let mostExamples = 5
    /// What all examples together may have, in bytes.
    static let longestExamples = 6000

    /// The text of the user's turn.
    ///
    /// - Parameters:
    ///   - task: what somebody wants done.
    ///   - machine: what there is.
    ///   - history: what came of similar suggestions.
    ///   - recipes: those at hand that may fit.
    ///   - mask: hides secrets.
    public static func text(
        for task: String, on machine: Machine, history: TaskHistory, recipes: [Alternative],
        mask: (JSON) -> JSON
    ) -> String {
        let document: JSON = [
            "task": .string(task), "machine": machine.json, "earlier": .array(examples(of: history)),
            "recipes": .array(
                recipes.map { ["title": .string($0.title), "steps": .array($0.steps.map(\.json))] }),
        ]
        return """
            The task, the machine and what was done before, as data:

            ```json
            \(mask(document).canonical)
            ```

            """
    }

    /// What was performed for similar tasks, and what somebody has made of a suggestion.
    static func examples(of history: TaskHistory) -> [JSON] {
        var (examples, bytes) = ([JSON](), 0)
        for past in history.nearest(mostExamples) {
            guard let chosen = past.chosen else { continue }
            var example: JSON.Object = [
                "task": .string(past.task), "performed": .array(chosen.map { .string($0) }),
            ]
            if let replaced = past.replaced, replaced != chosen {
                example["suggested_before_the_user_changed_it"] = .array(replaced.map { .string($0) })
            }
            let size = JSON.object(example).canonical.utf8.count
            guard bytes + size <= longestExamples else { continue }
            bytes += size
            examples.append(.object(example))
        }
        return examples
    }
}
