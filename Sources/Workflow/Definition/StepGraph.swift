/// Which steps must have ended before which; steps are named by their place in the file.
struct StepGraph: Sendable {
    /// The steps that each one names or, without `needs`, the one before it.
    let needs: [[Int]]
    /// The steps that must have ended before each one starts.
    let ancestors: [Set<Int>]

    init(needs: [[Int]]) {
        self.needs = needs
        ancestors = needs.indices.map { index in
            var found: Set<Int> = []
            var rest = needs[index]
            // A step that is found already is not followed again, so that a cycle ends.
            while let next = rest.popLast() {
                if found.insert(next).inserted { rest += needs[next] }
            }
            return found
        }
    }

    /// The graph of a definition that has passed its checks.
    init(_ definition: Definition) {
        let places = Dictionary(
            definition.steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.init(needs: definition.steps.map { step in step.needs.compactMap { places[$0] } })
    }

    /// The steps that need this one, and those that need them, and so on.
    func descendants(of step: Int) -> Set<Int> {
        Set(needs.indices.filter { ancestors[$0].contains(step) })
    }
}
