import YAML

extension Rule {
    static let needsCycle: Rule = Rule("needs-cycle", "steps that wait for each other") { draft, report in
        let needs = StepGraph(draft).needs
        // Depth first: a need that is on the way to here closes a cycle.
        var isDone = draft.steps.map { _ in false }
        for start in needs.indices where !isDone[start] {
            var way = [(step: start, next: 0)]
            while let (step, next) = way.last {
                guard next < needs[step].count else {
                    isDone[step] = true
                    way.removeLast()
                    continue
                }
                way[way.count - 1].next += 1
                let need = needs[step][next]
                if let first = way.firstIndex(where: { $0.step == need }) {
                    let ids = (way[first...].map(\.step) + [need]).map { "'\(draft.steps[$0].id)'" }
                    let named = draft.steps[step].needs?.first { $0.id == draft.steps[need].id }?.node
                    report.add(
                        needsCycle, "steps need each other: \(ids.joined(separator: " needs "))",
                        at: named ?? draft.steps[step].node.head)
                } else if !isDone[need] {
                    way.append((need, 0))
                }
            }
        }
    }
}
