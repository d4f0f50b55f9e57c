/// Which steps must have ended before which.
struct StepGraph {
    /// The steps that each one names or, without `needs`, the one before it.
    let needs: [[Int]]
    /// The steps that must have ended before each one starts.
    let ancestors: [Set<Int>]

    init(_ draft: Draft) {
        let indices = Dictionary(
            draft.steps.map { ($0.id, $0.index) }, uniquingKeysWith: { first, _ in first })
        let needs = draft.steps.map { step -> [Int] in
            if let named = step.needs { return named.compactMap { indices[$0.id] } }
            return step.index > 0 ? [step.index - 1] : []
        }
        self.needs = needs
        ancestors = needs.indices.map { index in
            var found: Set<Int> = []
            var rest = needs[index]
            while let next = rest.popLast() {
                if found.insert(next).inserted { rest += needs[next] }
            }
            return found
        }
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
