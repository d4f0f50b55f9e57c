import Platform

extension RunEvent {
    /// What happened, in a few words for people.
    public var headline: String {
        switch self {
        case .started(let start): "\(start.workflow) started"
        case .claimed: "taken over"
        case .admitted: "its turn has come"
        case .stepStarted(let step, let attempt):
            attempt == 1 ? "\(step) started" : "\(step) started, attempt \(attempt)"
        case .waitStarted(let step, let wait): "\(step) waits for \(wait.headline)"
        case .stepCompleted(let step, let result): result.summary ?? "\(step) completed"
        case .stepFailed(let step, let failure, _, let then):
            "\(step) failed: \(failure.message)\(then.headline)"
        case .stepSkipped(let step, let reason):
            reason == .request ? "\(step) skipped by request" : "\(step) skipped"
        case .stepInterrupted(let step, let isRepeatable):
            isRepeatable ? "\(step) was interrupted" : "\(step) was interrupted, its outcome is unknown"
        case .stepsReset(_, .rollback(let step, _)): "back to where \(step) had ended"
        case .stepsReset(let steps, let cause): "back to \(steps.first ?? "the beginning")\(cause.headline)"
        case .paused(let reason, _): "paused: \(reason)"
        case .resumed: "resumed"
        case .rollbackStarted(let mode, let steps):
            "rollback \(mode.headline) of \(steps.count) step\(steps.count == 1 ? "" : "s")"
        case .stepCompensated(let step, let compensation): "\(step) \(compensation.headline)"
        case .completed: "completed"
        case .failed(let step, let failure): "failed at \(step): \(failure.message)"
        case .cancelled: "cancelled"
        case .rolledBack(let mode): "rolled back, \(mode.headline)"
        case .voted(let step, let vote):
            "\(step) \(vote.approves ? "approved" : "rejected")\(vote.comment.map { ": \($0)" } ?? "")"
        case .retryRequested(let step): "retry of \(step) requested"
        case .skipRequested(let step): "skip of \(step) requested"
        case .resumeRequested: "resume requested"
        case .cancelRequested: "cancel requested"
        case .rollbackRequested(let mode): "rollback requested, \(mode.headline)"
        }
    }
}

extension Wait {
    /// What is waited for, in a few words for people.
    public var headline: String {
        let what =
            switch condition {
            case .approval(let names):
                names.isEmpty ? "an approval" : "an approval by \(names.joined(separator: ", "))"
            case .event(let type, let stream):
                Self.branch(type, stream).map { "a commit on branch '\($0)'" }
                    ?? "event \(type)\(stream.map { " on \($0)" } ?? "")"
            case .time(let time): "\(time.iso8601)"
            case .run(let run): "run \(run)"
            }
        return what + (expires.map { ", until \($0.iso8601) at the most" } ?? "")
    }

    /// The branch whose move is waited for; nil for another event, and for a name that stands there escaped.
    private static func branch(_ type: String, _ stream: String?) -> String? {
        guard type == "branch_moved", let stream, stream.hasPrefix("branch/"), !stream.contains("+") else {
            return nil
        }
        return String(stream.dropFirst("branch/".count))
    }
}

extension FailureConsequence {
    fileprivate var headline: String {
        switch self {
        case .retry(let time): ", next try at \(time.iso8601)"
        case .proceed: ", which does not matter"
        case .fail: ""
        case .skip: ", skipped"
        case .pause: ", pausing"
        case .abort: ", aborting"
        case .restart(let step): ", going back to \(step)"
        }
    }
}

extension ResetCause {
    fileprivate var headline: String {
        switch self {
        case .failure(let step, _): " as \(step) failed"
        case .request: " by request"
        case .rollback: ""
        }
    }
}

extension RollbackMode {
    /// The mode in a word or two.
    public var headline: String {
        switch self {
        case .soft: "soft"
        case .hard: "hard"
        case .to(let step): "to \(step)"
        }
    }
}

extension Compensation {
    /// What became of it, in a few words for people.
    public var headline: String {
        switch self {
        case .done, .replaced: "undone"
        case .nothing: "had nothing to undo"
        case .impossible(let reason): "can't be undone: \(reason)"
        case .failed(let reason): "could not be undone: \(reason)"
        }
    }
}
