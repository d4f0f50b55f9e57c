public import JSON
import Platform

extension RunEvent {
    /// Reads a fact from the journal.
    ///
    /// - Parameters:
    ///   - type: the event's type.
    ///   - data: its data; members that this version does not know are passed over.
    /// - Returns: nil for a type that is not about the course of runs or of a later version, and for data
    ///   that is not of its form: such events are skipped.
    public init?(type: String, data: JSON.Object) {
        guard let event = Self.decode(type, Members(data)) else { return nil }
        self = event
    }

    private static func decode(_ type: String, _ data: Members) -> RunEvent? {
        switch type {
        case "run_started": RunStart(data).map { .started($0) }
        case "run_claimed": RunClaim(data).map { .claimed($0) }
        case "run_admitted": .admitted
        case "step_started": data.step.map { .stepStarted(step: $0, attempt: data.integer("attempt") ?? 1) }
        case "wait_started": data.step.flatMap { step in Wait(data).map { .waitStarted(step: step, $0) } }
        case "step_completed": data.step.map { .stepCompleted(step: $0, StepResult(data)) }
        case "step_failed": stepFailed(data)
        case "step_skipped":
            data.step.map { step in
                .stepSkipped(
                    step: step, data.string("reason").flatMap { SkipReason(rawValue: $0) } ?? .condition)
            }
        case "step_interrupted":
            data.step.map { .stepInterrupted(step: $0, isRepeatable: data.bool("repeatable") ?? false) }
        case "steps_reset": ResetCause(data).map { .stepsReset(steps: data.strings("steps"), cause: $0) }
        case "run_paused": .paused(reason: data.string("reason") ?? "", step: data.step)
        case "run_resumed": .resumed
        case "rollback_started":
            RollbackMode(data).map { .rollbackStarted($0, steps: data.strings("steps")) }
        case "step_compensated":
            data.step.flatMap { step in Compensation(data).map { .stepCompensated(step: step, $0) } }
        case "run_completed": .completed(outputs: data.object("outputs") ?? [:])
        case "run_failed":
            data.step.flatMap { step in data.failure("failure").map { .failed(step: step, $0) } }
        case "run_cancelled": .cancelled
        case "run_rolled_back": RollbackMode(data).map { .rolledBack($0) }
        default: request(type, data)
        }
    }

    private static func request(_ type: String, _ data: Members) -> RunEvent? {
        switch type {
        case "step_approved", "step_rejected":
            data.step.map { step in
                let vote = Vote(approves: type == "step_approved", comment: data.string("comment"))
                return .voted(step: step, vote)
            }
        case "retry_requested": data.step.map { .retryRequested(step: $0) }
        case "skip_requested": data.step.map { .skipRequested(step: $0) }
        case "resume_requested": .resumeRequested
        case "cancel_requested": .cancelRequested
        case "rollback_requested": RollbackMode(data).map { .rollbackRequested($0) }
        default: nil
        }
    }

    private static func stepFailed(_ data: Members) -> RunEvent? {
        guard let step = data.step, let failure = data.failure("failure"),
            let then = data.object("then").flatMap({ FailureConsequence(Members($0)) })
        else { return nil }
        return .stepFailed(step: step, failure, StepResult(data), then: then)
    }
}

/// The members of an event's data, by what they ought to be.
private struct Members {
    private let object: JSON.Object

    init(_ object: JSON.Object) { self.object = object }

    var step: String? { string("step") }
    func has(_ name: String) -> Bool { object[name] != nil }
    func string(_ name: String) -> String? { object[name]?.stringValue }
    func bool(_ name: String) -> Bool? { object[name]?.boolValue }
    func integer(_ name: String) -> Int? { object[name]?.integerValue.map { Int($0) } }
    func time(_ name: String) -> Timestamp? {
        object[name]?.integerValue.map { Timestamp(milliseconds: $0) }
    }
    func object(_ name: String) -> JSON.Object? { object[name]?.objectValue }
    func strings(_ name: String) -> [String] { object[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }
    /// The elements of an array that has nothing but texts.
    func allStrings(_ name: String) -> [String]? {
        guard let elements = object[name]?.arrayValue else { return nil }
        let texts = elements.compactMap(\.stringValue)
        return texts.count == elements.count ? texts : nil
    }
    func failure(_ name: String) -> StepFailure? { object(name).flatMap { StepFailure(Members($0)) } }
    func origin(_ name: String) -> RunOrigin? { object(name).flatMap { RunOrigin(Members($0)) } }
    func elements(_ name: String) -> [Members] {
        object[name]?.arrayValue?.compactMap { $0.objectValue.map { Members($0) } } ?? []
    }
}

extension RunStart {
    fileprivate init?(_ data: Members) {
        guard let workflow = data.string("workflow"), let definition = data.string("definition"),
            let base = data.string("base")
        else { return nil }
        self.init(
            workflow: workflow, definition: definition, base: base, inputs: data.object("inputs") ?? [:],
            group: data.string("group"), parent: data.origin("parent"), fork: data.origin("fork"),
            tree: data.string("tree"), subject: data.string("subject"),
            isAgentWork: data.bool("agent_work") ?? false)
    }
}

extension RunOrigin {
    fileprivate init?(_ data: Members) {
        guard let run = data.string("run").flatMap({ RunID($0) }), let step = data.step else { return nil }
        self.init(run: run, step: step)
    }
}

extension RunClaim {
    fileprivate init?(_ data: Members) {
        guard let after = data.string("after"), let seen = data.string("seen") else { return nil }
        self.init(after: after, seen: seen)
    }
}

extension Wait {
    fileprivate init?(_ data: Members) {
        let condition: Condition
        if let type = data.string("event") {
            condition = .event(type: type, stream: data.string("stream"))
        } else if let time = data.time("until") {
            condition = .time(time)
        } else if let run = data.string("run").flatMap({ RunID($0) }) {
            condition = .run(run)
        } else if let names = data.allStrings("approval") {
            condition = .approval(by: names)
        } else {
            // What a later version waits for must not be taken for anybody's approval.
            return nil
        }
        self.init(condition, expires: data.time("expires"))
    }
}

extension StepResult {
    fileprivate init(_ data: Members) {
        self.init(
            outputs: data.object("outputs") ?? [:],
            effects: data.elements("effects").compactMap { StepEffect($0) }, tree: data.string("tree"),
            outputBytes: data.integer("output_bytes").map { Int64($0) }, summary: data.string("summary"),
            isAgentWork: data.bool("agent_work") ?? false)
    }
}

extension StepEffect {
    fileprivate init?(_ data: Members) {
        let reference = data.string("reference") ?? ""
        let commit = data.string("commit") ?? ""
        switch data.string("kind") {
        case "branch_created": self = .branchCreated(reference: reference, commit: commit)
        case "branch_moved":
            guard let from = data.string("from"), let to = data.string("to") else { return nil }
            self = .branchMoved(reference: reference, from: from, to: to)
        case "note_written":
            self = .noteWritten(
                commit: commit, note: data.string("note") ?? "", previous: data.string("previous"))
        case "run_started":
            guard let run = data.string("run").flatMap({ RunID($0) }) else { return nil }
            self = .runStarted(run)
        case "said": self = .said(data.string("text") ?? "")
        default: return nil
        }
    }
}

extension StepFailure {
    fileprivate init?(_ data: Members) {
        guard let name = data.string("kind") else { return nil }
        self.init(
            Kind(rawValue: name) ?? .system, data.string("message") ?? "",
            exitStatus: data.integer("exit_status"),
            output: data.string("output"))
    }
}

extension FailureConsequence {
    fileprivate init?(_ data: Members) {
        switch data.string("do") {
        case "retry":
            guard let time = data.time("at") else { return nil }
            self = .retry(at: time)
        case "proceed": self = .proceed
        case "fail": self = .fail
        case "skip": self = .skip
        case "pause": self = .pause
        case "abort": self = .abort
        case "restart":
            guard let step = data.string("from") else { return nil }
            self = .restart(from: step)
        case nil: return nil
        // The attempt has failed, whatever a later version makes of it.
        default: self = .fail
        }
    }
}

extension ResetCause {
    fileprivate init?(_ data: Members) {
        switch data.string("cause") {
        case "failure":
            guard let step = data.string("failed"), let failure = data.failure("failure") else { return nil }
            self = .failure(step: step, failure)
        case "request": self = .request
        case "rollback":
            guard let step = data.string("to") else { return nil }
            self = .rollback(to: step, tree: data.string("tree"))
        default: return nil
        }
    }
}

extension RollbackMode {
    fileprivate init?(_ data: Members) {
        switch data.string("mode") {
        case "soft": self = .soft
        case "hard": self = .hard
        case "to":
            guard let step = data.string("to") else { return nil }
            self = .to(step: step)
        default: return nil
        }
    }
}

extension Compensation {
    fileprivate init?(_ data: Members) {
        let reason = data.string("reason") ?? ""
        switch data.string("undone") {
        case "done" where data.has("effects"):
            self = .replaced(by: data.elements("effects").compactMap { StepEffect($0) })
        case "done": self = .done
        case "nothing": self = .nothing
        case "impossible": self = .impossible(reason: reason)
        case "failed": self = .failed(reason: reason)
        default: return nil
        }
    }
}
