import JSON
import Platform
import Workflow

extension RunEvent {
    /// What the lines of `Fixtures/run-events-1.jsonl` say, one after the other.
    static var fixtures: [RunEvent] { beginnings + steps + failures + pauses + ends + requests }

    private static let child = RunID(bits: 0x0123_4567_89AB_CDEF)
    private static let time = Timestamp(milliseconds: 1_767_323_045_123)
    private static let tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    private static let commit = "8d7e0f3b1c2a4d5e6f708192a3b4c5d6e7f80910"
    private static let branch = "refs/heads/fix/issue-7"
    private static let exit = StepFailure(.exit, "exited with status 2", exitStatus: 2, output: "1 failed\n")

    private static var beginnings: [RunEvent] {
        [
            .started(RunStart(workflow: "issue-to-pr", definition: tree, base: commit)),
            .started(
                RunStart(
                    workflow: "deploy", definition: tree, base: commit, inputs: ["to": "live", "count": 3],
                    group: "deploy-live", parent: RunOrigin(run: child, step: "deploy"),
                    fork: RunOrigin(run: child, step: "build"), tree: tree)),
            .started(
                RunStart(
                    workflow: "deploy", definition: tree, base: commit,
                    parent: RunOrigin(run: child, step: "deploy"), isAgentWork: true)),
            .claimed(
                RunClaim(after: "01kdyhg0q300003v5k3jrxcq6n", seen: "01kdyhg0q300013v5k3jrxcq6n")),
            .admitted,
        ]
    }

    private static var steps: [RunEvent] {
        [
            .stepStarted(step: "build", attempt: 1), .stepStarted(step: "build", attempt: 3),
            .waitStarted(step: "gate", Wait(.approval(by: []))),
            .waitStarted(step: "gate", Wait(.approval(by: ["ada@example.org", "grace"]), expires: time)),
            .waitStarted(step: "pushed", Wait(.event(type: "branch_pushed", stream: nil))),
            .waitStarted(
                step: "pushed", Wait(.event(type: "branch_pushed", stream: "branch/main"), expires: time)),
            .waitStarted(step: "nap", Wait(.time(time))), .waitStarted(step: "sub", Wait(.run(child))),
            .stepCompleted(step: "build", StepResult()),
            .stepCompleted(
                step: "build",
                StepResult(
                    outputs: ["branch": "fix/issue-7", "count": 3],
                    effects: [
                        .branchCreated(reference: branch, commit: commit),
                        .branchMoved(reference: branch, from: commit, to: tree),
                        .noteWritten(commit: commit, note: "fine", previous: nil),
                        .noteWritten(commit: commit, note: "finer", previous: tree), .runStarted(child),
                        .said("The tests pass."),
                    ], tree: tree, outputBytes: 12_345)),
            .stepCompleted(
                step: "implement", StepResult(tree: tree, summary: "changed 1 file", isAgentWork: true)),
            .stepSkipped(step: "build", .condition), .stepSkipped(step: "build", .request),
            .stepInterrupted(step: "build", isRepeatable: true),
            .stepInterrupted(step: "build", isRepeatable: false),
        ]
    }

    private static var failures: [RunEvent] {
        let plain = StepFailure(.rejected, "'ada' has rejected it")
        let partial = StepResult(outputs: ["count": 1], effects: [.said("Half of it.")], outputBytes: 7)
        return [
            .stepFailed(step: "build", exit, partial, then: .retry(at: time)),
            .stepFailed(step: "build", plain, StepResult(), then: .proceed),
            .stepFailed(step: "build", plain, StepResult(), then: .fail),
            .stepFailed(step: "build", plain, StepResult(), then: .skip),
            .stepFailed(step: "build", plain, StepResult(), then: .pause),
            .stepFailed(step: "build", plain, StepResult(), then: .abort),
            .stepFailed(step: "build", plain, StepResult(), then: .restart(from: "write")),
            .stepsReset(steps: ["write", "build"], cause: .failure(step: "build", exit)),
            .stepsReset(steps: ["build"], cause: .request),
            .stepsReset(steps: ["build"], cause: .rollback(to: "write", tree: tree)),
            .stepsReset(steps: [], cause: .rollback(to: "write", tree: nil)),
        ]
    }

    private static var pauses: [RunEvent] {
        [
            .paused(reason: "step 'build' failed: no", step: "build"), .paused(reason: "", step: nil),
            .resumed,
        ]
    }

    private static var ends: [RunEvent] {
        [
            .rollbackStarted(.soft, steps: []), .rollbackStarted(.hard, steps: ["build", "write"]),
            .rollbackStarted(.to(step: "write"), steps: ["build"]),
            .stepCompensated(step: "build", .done), .stepCompensated(step: "build", .nothing),
            .stepCompensated(step: "build", .impossible(reason: "it was said")),
            .stepCompensated(step: "build", .failed(reason: "the branch has moved")),
            .completed(outputs: [:]), .completed(outputs: ["branch": "fix/issue-7"]),
            .failed(step: "build", exit), .cancelled, .rolledBack(.soft), .rolledBack(.hard),
        ]
    }

    private static var requests: [RunEvent] {
        [
            .voted(step: "gate", Vote(approves: true)),
            .voted(step: "gate", Vote(approves: false, comment: "not on a Friday")),
            .retryRequested(step: "build"), .skipRequested(step: "build"), .resumeRequested, .cancelRequested,
            .rollbackRequested(.soft), .rollbackRequested(.hard), .rollbackRequested(.to(step: "write")),
        ]
    }
}
