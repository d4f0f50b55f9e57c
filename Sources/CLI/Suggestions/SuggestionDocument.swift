import Engine
import JSON
import Suggestions

/// What is suggested, for programs.
enum SuggestionDocument {
    /// - Parameters:
    ///   - draft: what is suggested.
    ///   - id: under which it was recorded; nil where it was not.
    ///   - here: the working directory that steps name.
    static func members(
        of draft: SuggestionDraft, _ id: SuggestionID?, here: String?
    ) -> JSON.Object {
        var object: JSON.Object = [
            "id": id.map { .string($0.description) } ?? .null, "task": .string(draft.task),
            "fallback": draft.fallback.map { .string($0) } ?? .null,
            "alternatives": .array(
                draft.ranked.enumerated().map { alternative($1, number: $0 + 1, draft.task, here) }),
            "workflows": .array(
                draft.workflows.map { ["name": .string($0.name), "description": .string($0.summary)] }),
        ]
        if !draft.answers.isEmpty { object["answers"] = .array(draft.answers.map { answer($0, draft.mask) }) }
        return object
    }

    private static func alternative(
        _ ranked: RankedAlternative, number: Int, _ task: String, _ here: String?
    ) -> JSON {
        var object = ranked.alternative.json.objectValue ?? [:]
        let parts = ranked.parts
        object["number"] = .integer(Int64(number))
        object["decision"] = .string(ranked.decision.rawValue)
        object["can_run"] = .bool(ranked.canRun)
        object["rank"] = [
            "refused": .integer(Int64(parts.refused)), "missing": .integer(Int64(parts.missing)),
            "fit": .integer(Int64(parts.fit)), "valid": .integer(Int64(parts.valid)),
            "steps": .integer(Int64(parts.steps)), "asked": .integer(Int64(parts.asked)),
            "history": .integer(Int64(parts.history)),
        ]
        object["steps"] = .array(
            ranked.steps.map { ranked in
                var step = ranked.step.json.objectValue ?? [:]
                step["verdict"] = verdict(ranked.verdict)
                step["undo_verdict"] = ranked.undoVerdict.map { verdict($0) } ?? .null
                step["unknown"] = .array(ranked.unknown.map { .string($0) })
                return .object(step)
            })
        object["workflow"] = .string(WorkflowText.text(of: ranked.alternative, for: task, here: here))
        return .object(object)
    }

    private static func verdict(_ verdict: JudgedCommand) -> JSON {
        [
            "decision": .string(verdict.decision.rawValue),
            "findings": .array(
                verdict.findings.map {
                    ["rule": .string($0.rule), "reason": .string($0.reason), "words": .string($0.words)]
                }),
        ]
    }

    private static func answer(_ answer: SuggestionDraft.ComparedAnswer, _ mask: SecretMask) -> JSON {
        var object: JSON.Object
        switch answer.outcome.routed {
        case .success(let reply): object = ReplyDocument.members(of: reply, mask)
        case .failure(let failure): object = ReplyDocument.members(of: failure, mask)
        }
        object["asked"] = .string(answer.name)
        object["alternative"] = answer.number.map { .integer(Int64($0)) } ?? .null
        object["fault"] = answer.fault.map { .string($0) } ?? .null
        return .object(object)
    }
}
