/// Steps on the command line.
enum RunSteps {
    /// Refuses a step that the run's workflow doesn't have.
    static func require(_ step: String, in view: RunView) throws(Failure) {
        let steps = view.steps
        guard !steps.contains(step) else { return }
        let near = Spelling.hint(for: step, among: steps)
        throw Failure(
            .usage, "run '\(view.shortName)' has no step '\(printable(step))'",
            hints: [near ?? "it has \(steps.joined(separator: ", "))"])
    }
}
