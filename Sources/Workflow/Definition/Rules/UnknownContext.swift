import YAML

extension Rule {
    static let unknownContext: Rule = Rule(
        "unknown-context", "a name in an expression that stands for nothing"
    ) {
        draft, report in
        for use in draft.expressions {
            for reference in use.expression.references {
                guard case .name(let name) = reference.path[0],
                    !contexts.contains(where: { equalIgnoringCase($0, name) })
                else { continue }
                let (start, end) = draft.range(of: use, from: reference.offset, length: name.utf8.count)
                report.add(
                    unknownContext, "unknown name '\(name)' in an expression", at: start, to: end,
                    hints: foreign[name.lowercased()].map { [$0] } ?? suggestion(for: name, among: contexts))
            }
        }
    }

    /// What expressions can look at.
    static let contexts = [
        "inputs", "env", "steps", "secrets", "run", "workflow", "failure", "event", "needs",
    ]

    /// What people know from GitHub Actions.
    private static let foreign = [
        "github": "what started the run is 'event'; the run itself is 'run'",
        "runner": "steps run on this machine: a command can ask it",
        "matrix": "there is no matrix: write a step for each case",
        "strategy": "there is no matrix: write a step for each case",
        "vars": "write 'inputs' or 'env'",
        "job": "there are no jobs: look at 'steps' or 'run'",
        "jobs": "there are no jobs: look at 'steps'",
    ]
}
