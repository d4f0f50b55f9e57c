import JSON
import YAML

/// Makes a definition from nodes.
///
/// What does not have its shape was reported before: here it is passed over.
struct DefinitionReader {
    let source: SourceText
    let catalogue: Catalogue
    var report: Report
    /// The workflows in the file.
    private var nested: [Catalogue.Workflow] = []
    /// The expressions of the definition that is being read.
    var expressions: [ExpressionUse] = []

    init(source: SourceText, catalogue: Catalogue, report: Report) {
        (self.source, self.catalogue, self.report) = (source, catalogue, report)
    }

    /// The definition of a file; appends its draft, and those of the workflows in it, to `drafts`.
    mutating func file(_ root: YAML.Node, name: String, _ drafts: inout [Draft]) -> Definition {
        let inner = members(of: SectionView(root, .workflow)["workflows"]).filter { $0.value.members != nil }
        // They know each other, whatever their order.
        nested = inner.map { name, value in
            let view = SectionView(value, .nested)
            return Catalogue.Workflow(
                name: name, inputs: members(of: view["inputs"]).map { input($0.name, $0.value) },
                outputs: members(of: view["outputs"]).map(\.name))
        }
        var definitions: [String: Definition] = [:]
        for (name, node) in inner { definitions[name] = definition(node, .nested, name: name, &drafts) }
        var definition = definition(root, .workflow, name: name, &drafts)
        definition.nested = definitions
        return definition
    }

    private mutating func definition(
        _ node: YAML.Node, _ section: Section, name: String, _ drafts: inout [Draft]
    ) -> Definition {
        let view = SectionView(node, section)
        expressions = []
        var definition = Definition(name: view.text("name") ?? name, steps: [])
        definition.summary = view.text("description")
        definition.triggers = triggers(view["on"])
        definition.inputs = members(of: view["inputs"]).map { input($0.name, $0.value) }
        definition.environment = templates(view["env"], .beforeSteps)
        definition.concurrency = concurrency(view["concurrency"])
        definition.outputs = templates(view["outputs"], .afterSteps)
        var steps: [StepDraft] = []
        for node in view["steps"]?.elements ?? [] where node.members != nil {
            let (draft, step) = step(node, at: steps.count, after: steps.last?.id)
            steps.append(draft)
            if let step { definition.steps.append(step) }
        }
        drafts.append(
            Draft(
                definition: definition, steps: steps, expressions: expressions, node: node,
                catalogue: catalogue, nested: nested))
        return definition
    }

    /// What starts it: one name, several, or names with filters.
    private func triggers(_ node: YAML.Node?) -> [String: JSON] {
        var triggers: [String: JSON] = [:]
        for element in oneOrMore(node) { triggers[element.scalar?.text ?? ""] = .null }
        for (name, filters) in members(of: node) { triggers[name] = JSON(filters) ?? .null }
        return triggers
    }

    private mutating func input(_ name: String, _ node: YAML.Node) -> InputDefinition {
        let view = SectionView(node, .input)
        let options = (view["options"]?.elements ?? []).compactMap { $0.scalar?.text }
        let kind: InputDefinition.Kind =
            switch view.text("type") {
            case "number": .number
            case "boolean": .boolean
            case "choice": .choice(options)
            default: .string
            }
        var input = InputDefinition(name: name, summary: view.text("description"), kind: kind)
        input.isRequired = view.bool("required") ?? false
        if let node = view["default"] {
            input.defaultValue = report.invalidValue(node, default: input)
        }
        if view.text("type") == "choice", view.member("options") == nil {
            report.missingKey(node, "the input '\(name)' of the type 'choice' needs 'options'")
        }
        if let type = view.text("type"), type != "choice", let options = view.member("options") {
            report.conflictingKeys(options.key, "'options' belongs to the type 'choice'")
        }
        return input
    }

    private mutating func concurrency(_ node: YAML.Node?) -> ConcurrencyDefinition? {
        guard let node else { return nil }
        guard node.members != nil else {
            return template(node, .beforeSteps).map { ConcurrencyDefinition(group: $0) }
        }
        let view = SectionView(node, .concurrency)
        return view["group"].flatMap { template($0, .beforeSteps) }.map {
            ConcurrencyDefinition(group: $0, cancelsInProgress: view.bool("cancel-in-progress") ?? false)
        }
    }
}
