extension Definition {
    /// The names that stand behind `secrets.` anywhere in the definition.
    public var secretNames: Set<String> {
        var names: Set<String> = []
        for expression in expressions {
            for reference in expression.references {
                guard case .name(let context) = reference.path.first, context.lowercased() == "secrets",
                    reference.path.count > 1, case .name(let name) = reference.path[1]
                else { continue }
                names.insert(name)
            }
        }
        return names
    }

    /// All expressions that a run evaluates.
    public var expressions: [Expression] {
        let named = environment + outputs
        var templates = named.map(\.template)
        if let concurrency { templates.append(concurrency.group) }
        return templates.flatMap { $0.expressions.map(\.expression) } + steps.flatMap(\.expressions)
    }
}

extension StepDefinition {
    /// All expressions of the step.
    var expressions: [Expression] {
        var templates = environment.map(\.template)
        templates += [name, timeoutMinutes, continuesOnError].compactMap { $0 }
        var own = condition.map { [$0] } ?? []
        switch kind {
        case .run(let script): templates += script.templates
        case .uses(_, let arguments): templates += arguments.flatMap(\.value.templates)
        case .workflow(let name, let arguments):
            templates += [name] + arguments.flatMap(\.value.templates)
        case .wait(let wait):
            switch wait.condition {
            case .approval(let names): templates += names
            case .event(_, let stream, let condition):
                templates += stream.map { [$0] } ?? []
                own += condition.map { [$0] } ?? []
            case .duration(let template), .date(let template): templates.append(template)
            }
            templates += wait.timeout.map { [$0] } ?? []
        }
        switch undo {
        case .run(let script): templates += script.templates
        case .uses(_, let arguments): templates += arguments.flatMap(\.value.templates)
        case .nothing, nil: break
        }
        return own + templates.flatMap { $0.expressions.map(\.expression) }
    }
}

extension ScriptDefinition {
    fileprivate var templates: [Template] { [script] + (workingDirectory.map { [$0] } ?? []) }
}

extension Argument {
    fileprivate var templates: [Template] {
        switch self {
        case .template(let template): [template]
        case .literal: []
        case .array(let elements): elements.flatMap(\.templates)
        case .object(let members): members.flatMap(\.value.templates)
        }
    }
}
