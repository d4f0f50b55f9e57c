/// Which steps of a definition come before which; steps are named by their place in the file.
struct StepGraph: Sendable {
    /// The steps that each one needs.
    let needs: [[Int]]
    /// The steps that each one needs, and those that these need, and so on.
    let ancestors: [Set<Int>]
    /// The other way round.
    let descendants: [Set<Int>]

    /// The graph of a definition whose `needs` name steps and have no cycle.
    init(_ definition: Definition) {
        let places = Dictionary(
            definition.steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let needs = definition.steps.map { step in step.needs.compactMap { places[$0] } }
        var ancestors: [Set<Int>?] = Array(repeating: nil, count: needs.count)
        func find(_ step: Int) -> Set<Int> {
            if let known = ancestors[step] { return known }
            // Ends a walk around a cycle, should there be one after all.
            ancestors[step] = []
            let found = needs[step].reduce(into: Set(needs[step])) { $0.formUnion(find($1)) }
            ancestors[step] = found
            return found
        }
        let all = needs.indices.map { find($0) }
        self.needs = needs
        self.ancestors = all
        descendants = needs.indices.map { step in Set(needs.indices.filter { all[$0].contains(step) }) }
    }
}
