/// Which steps of a definition come before which; steps are named by their place in the file.
struct RunGraph: Sendable {
    /// The steps' ids.
    let ids: [String]
    /// The steps that each one needs.
    let needs: [[Int]]
    /// The steps that each one needs, and those that these need, and so on.
    let ancestors: [Set<Int>]
    /// The other way round.
    let descendants: [Set<Int>]
    private let places: [String: Int]

    /// The graph of a definition whose `needs` name steps and have no cycle.
    init(_ definition: Definition) {
        ids = definition.steps.map(\.id)
        let places = Dictionary(
            definition.steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let graph = StepGraph(needs: definition.steps.map { step in step.needs.compactMap { places[$0] } })
        (needs, ancestors, self.places) = (graph.needs, graph.ancestors, places)
        descendants = needs.indices.map { step in
            Set(graph.ancestors.indices.filter { graph.ancestors[$0].contains(step) })
        }
    }

    /// Where a step stands in the file.
    func place(of step: String) -> Int? { places[step] }

    /// The places of these steps and of all that come after them because of them.
    func from(_ steps: [String]) -> Set<Int> {
        steps.compactMap { places[$0] }.reduce(into: []) { $0.formUnion(descendants[$1].union([$1])) }
    }
}
