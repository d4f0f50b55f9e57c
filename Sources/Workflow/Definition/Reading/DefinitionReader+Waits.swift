import YAML

extension DefinitionReader {
    /// What a step waits for; nil when that can't be told.
    mutating func wait(_ node: YAML.Node, _ place: ExpressionUse.Place) -> WaitDefinition? {
        // The only word that the shape lets pass is 'approval'.
        guard node.members != nil else { return WaitDefinition(.approval(by: [])) }
        let view = SectionView(node, .wait)
        guard let condition = condition(of: view, place) else { return nil }
        return WaitDefinition(
            condition, timeout: template(view["timeout"], place),
            onTimeout: view.text("on-timeout") == "continue" ? .proceed : .fail)
    }

    private mutating func condition(
        of view: SectionView, _ place: ExpressionUse.Place
    ) -> WaitDefinition.Condition? {
        if let node = view["approval"] {
            let names = oneOrMore(node)
            if names.count == 1, names[0].scalar?.text == "anyone" { return .approval(by: []) }
            var people: [Template] = []
            for name in names {
                if let person = template(name, place) { people.append(person) }
            }
            report.invalidValue(approval: node, people: names)
            return .approval(by: people)
        }
        if let node = view["event"] { return event(node, place) }
        if let node = view["for"] { return template(node, place).map { .duration($0) } }
        guard let node = view["until"], let date = template(node, place) else { return nil }
        report.invalidValue(node, date: date)
        return .date(date)
    }

    private mutating func event(_ node: YAML.Node, _ place: ExpressionUse.Place) -> WaitDefinition.Condition?
    {
        if let type = node.scalar?.text { return .event(type: type, stream: nil, condition: nil) }
        let view = SectionView(node, .event)
        guard let type = view.text("type") else { return nil }
        return .event(
            type: type, stream: template(view["stream"], place), condition: condition(view["if"], place))
    }
}
