import YAML

extension DefinitionReader {
    /// A step and its definition; the latter is missing when it can't be told what the step does.
    mutating func step(
        _ node: YAML.Node, at index: Int, after previous: String?
    ) -> (StepDraft, StepDefinition?) {
        let view = SectionView(node, .step)
        let place = ExpressionUse.Place.step(index)
        let id = view.text("id") ?? "step-\(index + 1)"
        var draft = StepDraft(id: id, idNode: view["id"] ?? node, node: node, index: index)
        draft.hasID = view["id"] != nil
        draft.condition = condition(view["if"], place)
        draft.needs = view["needs"].map { oneOrMore($0).map { ($0.scalar?.text ?? "", $0) } }
        draft.kind = kind(view, &draft, place)

        var step = StepDefinition(id: id, kind: draft.kind ?? .uses("", with: []), line: node.start.line)
        step.needs = draft.needs?.map(\.id) ?? previous.map { [$0] } ?? []
        step.name = template(view["name"], place)
        step.condition = draft.condition
        step.environment = templates(view["env"], place)
        step.timeoutMinutes = template(view["timeout-minutes"], place)
        report.invalidValue(view["timeout-minutes"], minutes: step.timeoutMinutes)
        step.continuesOnError = template(view["continue-on-error"], .afterStep(index))
        step.retry = retry(view["retry"])
        step.onFailure = failurePolicy(view["on-failure"], &draft)
        step.undo = undo(view["undo"], &draft)
        step.isIdempotent = view.bool("idempotent")
        return (draft, draft.kind == nil ? nil : step)
    }

    private mutating func kind(
        _ view: SectionView, _ draft: inout StepDraft, _ place: ExpressionUse.Place
    ) -> StepDefinition.Kind? {
        if view["run"] != nil { return script(view, place).map { .run($0) } }
        let arguments = arguments(view["with"], place)
        let members = view["with"]?.members ?? []
        if let node = view["uses"], let name = node.scalar?.text {
            draft.calls.append(Call(target: .action(name), node: node, arguments: members))
            return .uses(name, with: arguments)
        }
        if let node = view["workflow"] {
            guard let name = template(node, place) else { return nil }
            if let constant = name.constantText {
                draft.calls.append(Call(target: .workflow(constant), node: node, arguments: members))
            }
            return .workflow(name, with: arguments)
        }
        return view["wait"].flatMap { wait($0, place) }.map { .wait($0) }
    }

    /// The command of a step or an undo.
    mutating func script(_ view: SectionView, _ place: ExpressionUse.Place) -> ScriptDefinition? {
        guard let script = template(view["run"], place) else { return nil }
        report.invalidValue(shell: view["shell"])
        return ScriptDefinition(
            script: script, shell: view.text("shell"),
            workingDirectory: template(view["working-directory"], place))
    }

    private mutating func undo(_ node: YAML.Node?, _ draft: inout StepDraft) -> UndoDefinition? {
        guard let node else { return nil }
        let place = ExpressionUse.Place.afterStep(draft.index)
        if let text = node.scalar?.text {
            return text == "none"
                ? .nothing : template(node, place).map { .run(ScriptDefinition(script: $0)) }
        }
        let view = SectionView(node, .undo)
        if view["run"] != nil { return script(view, place).map { .run($0) } }
        guard let action = view["uses"], let name = action.scalar?.text else { return nil }
        draft.calls.append(
            Call(target: .action(name), node: action, arguments: view["with"]?.members ?? []))
        return .uses(name, with: arguments(view["with"], place))
    }
}
