import Engine
import Suggestions

/// What is suggested for a task, before anybody has said anything about it.
struct SuggestionDraft {
    let task: String
    /// In the order of the ranking, or of the providers where they are compared.
    var ranked: [RankedAlternative] = []
    /// Workflows that may be what is wanted, with what they say of themselves.
    var workflows: [(name: String, summary: String)] = []
    /// Why no model has thought of it, where one should have; nil where one has, or nobody was to be asked.
    var fallback: String?
    /// One for each provider that was compared.
    var answers: [ComparedAnswer] = []
    /// Hides the keys of those who were compared.
    var mask = SecretMask([])

    /// What came of asking one of several providers.
    struct ComparedAnswer {
        let name: String
        let outcome: ModelAsking.Outcome
        /// The number of its best alternative, from 1.
        var number: Int?
        /// Why there is none.
        var fault: String?
    }
}
