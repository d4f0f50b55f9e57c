/// A word that is looked for.
struct QueryTerm: Sendable {
    let term: Term
    /// As the issue has it first, for reasons.
    let text: String
    /// How much it counts, before its rarity in the tree.
    let weight: Double
    /// Whether the title has it.
    let isInTitle: Bool
}

/// Two words that stand side by side in an issue, in their order.
struct TermPair: Hashable, Sendable {
    let first: Term
    let second: Term
}
