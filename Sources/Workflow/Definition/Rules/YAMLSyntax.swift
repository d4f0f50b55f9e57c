import YAML

extension Rule {
    static let yamlSyntax: Rule = Rule("yaml-syntax", "a text that is not one YAML document")
}

extension Report {
    /// The one document of a text and its source; nil when it has none.
    mutating func yamlSyntax(
        _ text: [UInt8], _ limits: YAML.Limits
    ) -> (root: YAML.Node, source: SourceText)? {
        do throws(YAMLError) {
            let source = try SourceText(text, limits: limits)
            var duplicates: [YAMLError] = []
            let documents = try YAML.parse(source, limits: limits, duplicates: &duplicates)
            for error in duplicates { duplicateKey(error) }
            guard let root = documents.first?.root, root.scalar?.value != .null else {
                let start = SourcePosition(line: 1, column: 1)
                add(
                    .yamlSyntax, "the file is empty", at: start, to: start,
                    hints: ["a workflow needs 'steps' at least"])
                return nil
            }
            if documents.count > 1 {
                add(
                    .yamlSyntax, "a second document: a workflow's file has one", at: documents[1].root,
                    hints: ["put a workflow that only this one uses below 'workflows'"])
            }
            return (root, source)
        } catch {
            add(.yamlSyntax, error.message, at: error.start, to: error.end, hints: error.hints)
            return nil
        }
    }
}
