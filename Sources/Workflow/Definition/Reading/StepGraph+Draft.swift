extension StepGraph {
    /// The graph of a definition that is being checked; names of steps that there are not count for nothing.
    init(_ draft: Draft) {
        let indices = Dictionary(
            draft.steps.map { ($0.id, $0.index) }, uniquingKeysWith: { first, _ in first })
        self.init(
            needs: draft.steps.map { step in
                if let named = step.needs { return named.compactMap { indices[$0.id] } }
                return step.index > 0 ? [step.index - 1] : []
            })
    }

    /// The steps that have run when this one starts, or may have in an earlier round: those behind it that
    /// can send the run back to it, with all they need.
    func known(before index: Int, in draft: Draft) -> Set<Int> {
        var known = ancestors[index]
        for step in draft.steps {
            guard let target = step.retryFrom.flatMap({ draft.index(of: $0.id) }) else { continue }
            if target == index || ancestors[index].contains(target) {
                known.formUnion(ancestors[step.index].union([step.index]))
            }
        }
        return known
    }
}
