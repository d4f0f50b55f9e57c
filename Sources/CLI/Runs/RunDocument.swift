import JSON
import Platform
import Workflow

/// The JSON documents of runs, schema 1. Times are milliseconds since 1970, as in events.
enum RunDocument {
    /// Everything about a run.
    static func document(of view: RunView) -> JSON.Object {
        let state = view.state
        var document: JSON.Object = [
            "id": .string(state.id.description), "workflow": .string(state.start.workflow),
            "definition": .string(state.start.definition), "base": .string(state.start.base),
            "inputs": .object(state.start.inputs), "status": .string(state.status.rawValue),
            "interrupted": .bool(view.isInterrupted), "performed": .bool(view.isPerformed),
            "owner": .string(state.owner), "own": .bool(view.isOwn), "actor": .string(state.actor),
            "started_at": time(state.startedAt), "ended_at": time(state.endedAt),
            "reason": text(view.reason), "group": text(state.start.group),
            "subject": text(state.start.subject),
            "parent": origin(state.start.parent), "fork": origin(state.start.fork),
            "outputs": .object(state.outputs), "tree": text(state.tree),
        ]
        document["branches"] = .array(
            state.branches.sorted { $0.key < $1.key }.map { name, branch in
                [
                    "name": .string(name), "original": text(branch.original),
                    "current": .string(branch.current),
                ]
            })
        document["steps"] = .array(view.steps.map { step($0, state.steps[$0]) })
        document["requests"] = .array(state.requests.map { record($0) })
        document["lost_work"] = .array(state.lostWork.map { record($0) })
        document["answers"] = .array(RunAnswers.commands(for: view).map { .string($0) })
        return document
    }

    /// A run in a list.
    static func entry(of run: RunSummary, isInterrupted: Bool) -> JSON {
        [
            "id": .string(run.id.description), "workflow": .string(run.workflow),
            "status": .string(run.status.rawValue), "interrupted": .bool(isInterrupted),
            "reason": text(run.reason), "group": text(run.group), "parent": text(run.parent?.description),
            "actor": .string(run.actor), "owner": .string(run.owner), "started_at": time(run.startedAt),
            "ended_at": time(run.endedAt),
            "steps": .array(
                run.steps.map { step in
                    [
                        "id": .string(step.id), "status": .string(step.status),
                        "milliseconds": number(step.milliseconds), "attempts": .integer(Int64(step.attempts)),
                    ]
                }),
        ]
    }

    /// A fact, as `watch` tells it.
    static func record(_ record: RunRecord) -> JSON {
        [
            "id": .string(record.id), "type": .string(record.event.type), "at": time(record.at),
            "actor": .string(record.actor), "replica": .string(record.replica),
            "headline": .string(record.event.headline), "data": .object(record.event.data),
        ]
    }

    /// A step; nil stands for one that the run has not come to.
    static func step(_ id: String, _ step: StepState?) -> JSON {
        guard let step else { return ["id": .string(id), "status": "open"] }
        var object: JSON.Object = [
            "id": .string(id), "status": .string(step.status.name), "conclusion": text(step.conclusion),
            "attempts": .integer(Int64(step.attempts)), "started_at": time(step.startedAt),
            "ended_at": time(step.endedAt), "milliseconds": number(step.milliseconds),
            "outputs": .object(step.result.outputs), "output_bytes": number(step.result.outputBytes),
            "record": text(step.record), "tree": text(step.treeAfter),
            "summary": text(step.result.summary),
        ]
        object["failure"] = step.failure.map { failure($0) } ?? .null
        switch step.status {
        case .waiting(let wait): object["wait"] = Self.wait(wait)
        case .retrying(let at): object["retry_at"] = time(at)
        default: break
        }
        if !step.votes.isEmpty {
            object["votes"] = .array(
                step.votes.map { cast in
                    [
                        "actor": .string(cast.actor), "approves": .bool(cast.vote.approves),
                        "comment": text(cast.vote.comment),
                    ]
                })
        }
        if let compensation = step.compensation { object["compensation"] = Self.compensation(compensation) }
        return .object(object)
    }

    private static func failure(_ failure: StepFailure) -> JSON {
        [
            "kind": .string(failure.kind.rawValue), "message": .string(failure.message),
            "exit_status": number(failure.exitStatus.map { Int64($0) }), "output": text(failure.output),
        ]
    }

    private static func wait(_ wait: Wait) -> JSON {
        var object: JSON.Object = ["expires_at": time(wait.expires)]
        switch wait.condition {
        case .approval(let names):
            object["for"] = "approval"
            object["by"] = .array(names.map { .string($0) })
        case .event(let type, let stream):
            object["for"] = "event"
            object["type"] = .string(type)
            object["stream"] = text(stream)
        case .time(let until):
            object["for"] = "time"
            object["until"] = time(until)
        case .run(let run):
            object["for"] = "run"
            object["run"] = .string(run.description)
        }
        return .object(object)
    }

    private static func compensation(_ compensation: Compensation) -> JSON {
        switch compensation {
        case .done, .replaced: ["undone": "done", "reason": .null]
        case .nothing: ["undone": "nothing", "reason": .null]
        case .impossible(let reason): ["undone": "impossible", "reason": .string(reason)]
        case .failed(let reason): ["undone": "failed", "reason": .string(reason)]
        }
    }

    private static func origin(_ origin: RunOrigin?) -> JSON {
        guard let origin else { return .null }
        return ["run": .string(origin.run.description), "step": .string(origin.step)]
    }

    private static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

    private static func number(_ number: Int64?) -> JSON { number.map { .integer($0) } ?? .null }

    private static func time(_ time: Timestamp?) -> JSON { number(time?.milliseconds) }
}
