import YAML

extension Rule {
    static let unknownStep: Rule = Rule("unknown-step", "a name of a step that is none") { draft, report in
        let ids = draft.steps.map(\.id)
        let graph = StepGraph(draft)
        for step in draft.steps {
            for need in step.needs ?? [] where !ids.contains(need.id) {
                report.unknownStep(need.id, at: need.node, ids)
            }
            guard let target = step.retryFrom else { continue }
            guard let index = ids.firstIndex(of: target.id) else {
                report.unknownStep(target.id, at: target.node, ids)
                continue
            }
            if index != step.index, !graph.ancestors[step.index].contains(index) {
                report.add(
                    unknownStep,
                    "'\(target.id)' is no step that '\(step.id)' needs: the run can't go back to it",
                    at: target.node, hints: ["name the step itself or one that must have ended before it"])
            }
        }
        for use in draft.expressions {
            for reference in use.expression.references {
                guard let id = reference.name(behind: "steps"), draft.index(of: id) == nil else { continue }
                let (start, end) = draft.range(of: use, from: reference.offsets[1], length: id.utf8.count)
                report.add(
                    unknownStep, "there is no step '\(id)'", at: start, to: end,
                    hints: suggestion(for: id, among: ids))
            }
        }
    }
}

extension Report {
    fileprivate mutating func unknownStep(
        _ id: String, at node: YAML.Node, _ ids: [String]
    ) {
        add(.unknownStep, "there is no step '\(id)'", at: node, hints: suggestion(for: id, among: ids))
    }
}

extension Expression.Reference {
    /// The name at `index`, if the path starts with this context and has a name there.
    func name(behind context: String, at index: Int = 1) -> String? {
        guard case .name(let first)? = path.first, equalIgnoringCase(first, context), index < path.count,
            case .name(let name) = path[index]
        else { return nil }
        return name
    }
}
