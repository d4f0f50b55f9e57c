import YAML

extension Rule {
    static let duplicateID: Rule = Rule("duplicate-id", "two things that expressions can't tell apart") {
        draft, report in
        for (index, step) in draft.steps.enumerated() {
            guard let first = draft.steps[..<index].first(where: { equalIgnoringCase($0.id, step.id) }) else {
                continue
            }
            let place = first.node.start.line
            let message =
                if !step.hasID {
                    "the step without an id is called '\(step.id)', as the one at line \(place) is already"
                } else if !first.hasID {
                    "the id '\(step.id)' is what the step without an id at line \(place) is called"
                } else {
                    "the id '\(step.id)' a second time: the step at line \(place) has it already"
                }
            report.add(
                duplicateID, message, at: step.hasID ? step.idNode : step.node.head,
                hints: hint(step.id, first.id))
        }
        for key in ["inputs", "outputs"] {
            let names = (draft.node[key]?.members ?? []).map(\.key)
            for (index, name) in names.enumerated() {
                guard let text = name.scalar?.text,
                    let first = names[..<index].compactMap({ $0.scalar?.text }).first(where: {
                        equalIgnoringCase($0, text)
                    })
                else { continue }
                report.add(
                    duplicateID, "'\(text)' can't be told apart from '\(first)' in '\(key)'", at: name,
                    hints: hint(text, first))
            }
        }
    }

    private static func hint(_ name: String, _ first: String) -> [String] {
        name == first ? [] : ["expressions don't tell upper case from lower case"]
    }
}
