import YAML

/// Writes an alternative as the file of a workflow, for people to edit and for runs to perform.
public enum WorkflowText {
    /// The file's text.
    ///
    /// - Parameters:
    ///   - alternative: what is to be written.
    ///   - task: what somebody wants done.
    ///   - here: the working directory of that person; nil where there is none, as in a bare repository.
    public static func text(of alternative: Alternative, for task: String, here: String?) -> String {
        var text = comment("Suggested for: \(task)")
        if !alternative.reason.isEmpty { text += comment(alternative.reason) }
        text += comment("What a step's 'run' says is given to a shell; what its 'undo' says takes it back.")
        if here != nil, alternative.steps.contains(where: { $0.place == .here }) {
            text += comment(
                "A step with 'working-directory' works there, any other in a scratch checkout.")
        }
        for (name, meaning) in alternative.missing.sorted(by: { $0.key < $1.key }) {
            text += comment("Put a value in the place of \(Alternative.mark(of: name)): \(meaning)")
        }
        text += "name: suggestion\n"
        text += "description: \(YAMLText.line(alternative.title))\n\nsteps:\n"
        let ids = StepNames.ids(of: alternative.steps.map(\.name))
        let marks = alternative.missing.keys.sorted().map(Alternative.mark)
        text += zip(alternative.steps, ids).map { step($0, id: $1, here, marks) }.joined(separator: "\n")
        return text
    }

    private static func step(
        _ step: SuggestedStep, id: String, _ here: String?, _ marks: [String]
    ) -> String {
        var text = step.explanation.isEmpty ? "" : comment(step.explanation, indentation: "  ")
        text += "  - id: \(YAMLText.line(id))\n"
        text += "    name: \(YAMLText.line(escaped(step.name)))\n"
        text += "    run: \(YAMLText.block(escaped(step.command, but: marks), indentation: 6))\n"
        let directory = step.place == .here ? here.map { YAMLText.line(escaped($0)) } : nil
        if let directory {
            text += "    working-directory: \(directory)\n"
            // In a scratch checkout a step that was interrupted starts afresh; here half of it may be done.
            text += "    idempotent: false\n"
        }
        switch step.undo {
        case .unknown: break
        case .nothing: text += "    undo: none\n"
        case .command(let undo):
            text += "    undo:\n      run: \(YAMLText.block(escaped(undo, but: marks), indentation: 8))\n"
            if let directory { text += "      working-directory: \(directory)\n" }
        }
        return text
    }

    /// A text whose `${{` is no expression of the definition language, but for marks: these stay the errors
    /// that they are until somebody puts values in their place.
    private static func escaped(_ text: String, but marks: [String] = []) -> String {
        marks.reduce(text.replacing("${{", with: "${{ '${{' }}")) { text, mark in
            text.replacing(mark.replacing("${{", with: "${{ '${{' }}"), with: mark)
        }
    }

    /// Lines of at most about 100 characters, none of which can end the comment.
    private static func comment(_ text: String, indentation: String = "") -> String {
        var (lines, line) = ([String](), "")
        for word in YAMLText.shown(text.onOneLine).split(separator: " ") {
            if !line.isEmpty, line.count + word.count > 96 {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return (lines + [line]).map { "\(indentation)# \($0)\n" }.joined()
    }
}
