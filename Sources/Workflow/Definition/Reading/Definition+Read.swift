public import YAML

extension Definition {
    /// Reads a workflow's file and applies every rule to it.
    ///
    /// - Parameters:
    ///   - text: the file's bytes.
    ///   - name: what the workflow is called when the file does not say.
    ///   - catalogue: what it may refer to.
    ///   - isStarted: whether a run was started with it, so that it was checked by then. Of the rules about
    ///     steps only those are applied that it can't be performed without: a rule that came later must not
    ///     end the run.
    ///   - limits: what is too much.
    /// - Returns: the definition, unless a diagnostic is an error, and up to 500 diagnostics in the order
    ///   of the text.
    public static func read(
        _ text: [UInt8], name: String, catalogue: Catalogue, isStarted: Bool = false,
        limits: YAML.Limits = YAML.Limits()
    ) -> (Definition?, [Diagnostic]) {
        var report = Report()
        guard let (root, source) = report.yamlSyntax(text, limits) else { return (nil, report.sorted) }
        ShapeCheck.check(root, .section(.workflow), label: "a workflow's file", &report)
        guard root.members != nil else { return (nil, report.sorted) }

        var drafts: [Draft] = []
        var reader = DefinitionReader(source: source, catalogue: catalogue, report: report)
        let definition = reader.file(root, name: name, &drafts)
        for draft in drafts {
            // What rules do with steps takes the square of their number.
            let isHuge = draft.steps.count > max(catalogue.maximumSteps, 1000)
            let rules = isStarted ? Rule.indispensable : isHuge ? [.tooManySteps] : Rule.all
            for rule in rules { rule.check?(draft, &reader.report) }
        }
        return (reader.report.hasErrors ? nil : definition, reader.report.sorted)
    }
}
