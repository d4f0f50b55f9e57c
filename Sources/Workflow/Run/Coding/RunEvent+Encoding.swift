public import JSON
import Platform

/// How facts about runs stand in the journal: a type and an object. Documented in `RunEvents.md`.
extension RunEvent {
    /// The event's type in the journal.
    public var type: String {
        switch self {
        case .started: "run_started"
        case .claimed: "run_claimed"
        case .admitted: "run_admitted"
        case .stepStarted: "step_started"
        case .waitStarted: "wait_started"
        case .stepCompleted: "step_completed"
        case .stepFailed: "step_failed"
        case .stepSkipped: "step_skipped"
        case .stepInterrupted: "step_interrupted"
        case .stepsReset: "steps_reset"
        case .paused: "run_paused"
        case .resumed: "run_resumed"
        case .rollbackStarted: "rollback_started"
        case .stepCompensated: "step_compensated"
        case .completed: "run_completed"
        case .failed: "run_failed"
        case .cancelled: "run_cancelled"
        case .rolledBack: "run_rolled_back"
        case .voted(_, let vote): vote.approves ? "step_approved" : "step_rejected"
        case .retryRequested: "retry_requested"
        case .skipRequested: "skip_requested"
        case .resumeRequested: "resume_requested"
        case .cancelRequested: "cancel_requested"
        case .rollbackRequested: "rollback_requested"
        }
    }

    /// The event's data. What is usual is left out: a first attempt, an empty result.
    public var data: JSON.Object {
        switch self {
        case .started(let start): start.json
        case .claimed(let claim): ["after": .string(claim.after), "seen": .string(claim.seen)]
        case .admitted, .resumed, .cancelled, .resumeRequested, .cancelRequested: [:]
        case .stepStarted(let step, let attempt):
            attempt == 1
                ? ["step": .string(step)] : ["step": .string(step), "attempt": .integer(Int64(attempt))]
        case .waitStarted(let step, let wait): wait.json.adding("step", .string(step))
        case .stepCompleted(let step, let result): result.json.adding("step", .string(step))
        case .stepFailed(let step, let failure, let result, let consequence):
            result.json.adding("step", .string(step)).adding("failure", .object(failure.json))
                .adding("then", .object(consequence.json))
        case .stepSkipped(let step, let reason):
            ["step": .string(step), "reason": .string(reason.rawValue)]
        case .stepInterrupted(let step, let isRepeatable):
            ["step": .string(step), "repeatable": .bool(isRepeatable)]
        case .stepsReset(let steps, let cause):
            cause.json.adding("steps", .array(steps.map { .string($0) }))
        case .paused(let reason, let step):
            JSON.Object(["reason": .string(reason)]).adding("step", step.map { .string($0) })
        case .rollbackStarted(let mode, let steps):
            mode.json.adding("steps", .array(steps.map { .string($0) }))
        case .stepCompensated(let step, let compensation): compensation.json.adding("step", .string(step))
        case .completed(let outputs): outputs.members.isEmpty ? [:] : ["outputs": .object(outputs)]
        case .failed(let step, let failure): ["step": .string(step), "failure": .object(failure.json)]
        case .rolledBack(let mode), .rollbackRequested(let mode): mode.json
        case .voted(let step, let vote):
            JSON.Object(["step": .string(step)]).adding("comment", vote.comment.map { .string($0) })
        case .retryRequested(let step), .skipRequested(let step): ["step": .string(step)]
        }
    }
}

extension JSON.Object {
    init(_ members: [String: JSON]) { self.init(members.map { ($0.key, $0.value) }) }

    /// The object with one more member; a missing value adds none.
    func adding(_ key: String, _ value: JSON?) -> JSON.Object {
        guard let value else { return self }
        var object = self
        object[key] = value
        return object
    }
}

extension RunStart {
    fileprivate var json: JSON.Object {
        JSON.Object([
            "workflow": .string(workflow), "definition": .string(definition), "base": .string(base),
        ])
        .adding("inputs", inputs.members.isEmpty ? nil : .object(inputs))
        .adding("group", group.map { .string($0) })
        .adding("parent", parent.map { .object($0.json) })
        .adding("fork", fork.map { .object($0.json) })
        .adding("tree", tree.map { .string($0) })
        .adding("subject", subject.map { .string($0) })
        .adding("agent_work", isAgentWork ? true : nil)
    }
}

extension RunOrigin {
    fileprivate var json: JSON.Object { ["run": .string(run.description), "step": .string(step)] }
}

extension Wait {
    fileprivate var json: JSON.Object {
        let object: JSON.Object
        switch condition {
        case .approval(let names): object = ["approval": .array(names.map { .string($0) })]
        case .event(let type, let stream):
            object = JSON.Object(["event": .string(type)]).adding("stream", stream.map { .string($0) })
        case .time(let time): object = ["until": .integer(time.milliseconds)]
        case .run(let run): object = ["run": .string(run.description)]
        }
        return object.adding("expires", expires.map { .integer($0.milliseconds) })
    }
}

extension StepResult {
    fileprivate var json: JSON.Object {
        JSON.Object()
            .adding("outputs", outputs.members.isEmpty ? nil : .object(outputs))
            .adding("effects", effects.isEmpty ? nil : .array(effects.map { .object($0.json) }))
            .adding("tree", tree.map { .string($0) })
            .adding("output_bytes", outputBytes.map { .integer($0) })
            .adding("summary", summary.map { .string($0) })
            .adding("agent_work", isAgentWork ? true : nil)
    }
}

extension StepEffect {
    fileprivate var json: JSON.Object {
        switch self {
        case .branchCreated(let reference, let commit):
            ["kind": "branch_created", "reference": .string(reference), "commit": .string(commit)]
        case .branchMoved(let reference, let from, let to):
            [
                "kind": "branch_moved", "reference": .string(reference), "from": .string(from),
                "to": .string(to),
            ]
        case .noteWritten(let commit, let note, let previous):
            JSON.Object(["kind": "note_written", "commit": .string(commit), "note": .string(note)])
                .adding("previous", previous.map { .string($0) })
        case .runStarted(let run): ["kind": "run_started", "run": .string(run.description)]
        case .said(let text): ["kind": "said", "text": .string(text)]
        }
    }
}

extension StepFailure {
    fileprivate var json: JSON.Object {
        JSON.Object(["kind": .string(kind.rawValue), "message": .string(message)])
            .adding("exit_status", exitStatus.map { .integer(Int64($0)) })
            .adding("output", output.map { .string($0) })
    }
}

extension FailureConsequence {
    fileprivate var json: JSON.Object {
        switch self {
        case .retry(let time): ["do": "retry", "at": .integer(time.milliseconds)]
        case .proceed: ["do": "proceed"]
        case .fail: ["do": "fail"]
        case .skip: ["do": "skip"]
        case .pause: ["do": "pause"]
        case .abort: ["do": "abort"]
        case .restart(let step): ["do": "restart", "from": .string(step)]
        }
    }
}

extension ResetCause {
    fileprivate var json: JSON.Object {
        switch self {
        case .failure(let step, let failure):
            ["cause": "failure", "failed": .string(step), "failure": .object(failure.json)]
        case .request: ["cause": "request"]
        case .rollback(let step, let tree):
            JSON.Object(["cause": "rollback", "to": .string(step)]).adding("tree", tree.map { .string($0) })
        }
    }
}

extension RollbackMode {
    fileprivate var json: JSON.Object {
        switch self {
        case .soft: ["mode": "soft"]
        case .hard: ["mode": "hard"]
        case .to(let step): ["mode": "to", "to": .string(step)]
        }
    }
}

extension Compensation {
    fileprivate var json: JSON.Object {
        switch self {
        case .done: ["undone": "done"]
        case .replaced(let effects):
            ["undone": "done", "effects": .array(effects.map { .object($0.json) })]
        case .nothing: ["undone": "nothing"]
        case .impossible(let reason): ["undone": "impossible", "reason": .string(reason)]
        case .failed(let reason): ["undone": "failed", "reason": .string(reason)]
        }
    }
}
