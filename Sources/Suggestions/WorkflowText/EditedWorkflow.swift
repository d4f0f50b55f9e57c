public import Workflow

/// A workflow that somebody has made of a suggestion, as an alternative that can be judged like any other.
public enum EditedWorkflow {
    /// The alternative, and what nobody can judge before it is performed, by the number of the step from 0.
    ///
    /// - Parameters:
    ///   - definition: what was read and has no errors.
    ///   - original: what it was made of.
    public static func alternative(
        of definition: Definition, from original: Alternative
    ) -> (alternative: Alternative, unjudged: [Int: JudgedCommand.Finding]) {
        var unjudged: [Int: JudgedCommand.Finding] = [:]
        let steps = definition.steps.enumerated().map { index, step in
            let name = step.name?.source ?? step.id
            switch step.kind {
            case .run(let script):
                var undo = SuggestedStep.Undo.unknown
                switch step.undo {
                case .run(let back):
                    undo = .command(back.literalText ?? back.script.source)
                    if back.literalText == nil { unjudged[index] = unknown }
                case .uses(let action, _): unjudged[index] = performed(action)
                case .nothing: undo = .nothing
                case nil: break
                }
                if script.literalText == nil { unjudged[index] = unknown }
                if let shell = script.shell, shell != "sh", shell != "bash" {
                    unjudged[index] = JudgedCommand.Finding(
                        rule: "other-shell", reason: "is no text for a POSIX shell", words: shell)
                }
                return SuggestedStep(
                    name: name, command: script.literalText ?? script.script.source, undo: undo,
                    place: script.place)
            case .uses(let action, _):
                unjudged[index] = performed(action)
                return SuggestedStep(name: name, command: ":", undo: .unknown)
            case .workflow(let name, _):
                unjudged[index] = performed(name.source)
                return SuggestedStep(name: name.source, command: ":", undo: .unknown)
            case .wait: return SuggestedStep(name: name, command: ":", undo: .nothing)
            }
        }
        var alternative = original
        (alternative.steps, alternative.missing) = (steps, [:])
        alternative.title = definition.summary ?? original.title
        return (alternative, unjudged)
    }

    private static let unknown = JudgedCommand.Finding(
        rule: "expression", reason: "holds an expression whose value is known only when it is performed")

    private static func performed(_ action: String) -> JudgedCommand.Finding {
        JudgedCommand.Finding(
            rule: "action", reason: "performs an action, which is no command", words: action)
    }
}

extension ScriptDefinition {
    /// The text that the shell gets, where no expression but a written `${{` is in it.
    fileprivate var literalText: String? {
        let mark = "${{ '${{' }}"
        let source = script.source
        return source.replacing(mark, with: "").contains("${{")
            ? nil : source.replacing(mark, with: "${{")
    }

    /// An absolute folder is somebody's own.
    fileprivate var place: SuggestedStep.Place {
        workingDirectory?.source.hasPrefix("/") ?? false ? .here : .copy
    }
}
