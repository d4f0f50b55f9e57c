import Git
import Platform
import Workflow

/// A command with everything evaluated: what is left to do needs no run any more.
struct ScriptPlan: Sendable {
    let run: RunID
    let step: String
    let attempt: Int
    let isUndo: Bool
    let script: String
    let shell: String?
    let workingDirectory: String?
    let environment: [String: String]
    let timeLimit: Duration
    let secrets: Secrets
    private let state: RunState

    /// As GitHub has it: six hours.
    private static let defaultMinutes = 360.0

    init(
        _ script: ScriptDefinition, _ scope: StepScope, environment: [String: String], isUndo: Bool
    ) throws(StepFailure) {
        let step = scope.step
        (run, self.step, state, self.isUndo) = (scope.state.id, step.id, scope.state, isUndo)
        attempt = scope.state.steps[step.id]?.attempts ?? 1
        self.script = try scope.evaluate(script.script).text
        shell = script.shell
        workingDirectory = try script.workingDirectory.map { (t) throws(StepFailure) in
            try scope.evaluate(t).text
        }
        secrets = scope.secrets
        let minutes = try step.timeoutMinutes.map { (t) throws(StepFailure) in try scope.evaluate(t) }
        timeLimit = .seconds(try Self.minutes(minutes, step.id) * 60)
        var variables = ChildEnvironment.make(from: environment, without: scope.secrets.names)
        variables["CI"] = "true"
        variables["GIT_TERMINAL_PROMPT"] = "0"
        // Nobody is there to end it; without a text Git says which one it wants.
        variables["GIT_EDITOR"] = "false"
        variables["AUTOWRK_RUN"] = run.description
        variables["AUTOWRK_STEP"] = step.id
        variables["AUTOWRK_WORKFLOW"] = state.start.workflow
        let own = scope.interpreter.definition.environment + step.environment
        if !own.isEmpty {
            let context = scope.context
            for variable in own {
                do {
                    variables[variable.name] = try variable.template.evaluate(in: context).text
                } catch {
                    throw StepFailure(.input, "variable '\(variable.name)': \(error.message)")
                }
            }
        }
        self.environment = variables
    }

    private static func minutes(_ value: Value?, _ step: String) throws(StepFailure) -> Double {
        guard let value else { return defaultMinutes }
        guard let minutes = Double(value.text), minutes > 0, minutes.isFinite else {
            throw StepFailure(.input, "'timeout-minutes' of step '\(step)' is '\(value.text)'")
        }
        return minutes
    }

    /// Whether an agent has written any of the files that the command begins with.
    var isOnAgentWork: Bool {
        isUndo ? state.steps[step]?.holdsAgentWork ?? state.holdsAgentWork : state.holdsAgentWork
    }

    /// The tree that the command begins with.
    func tree(in repository: borrowing Repository) throws -> ObjectID {
        if isUndo, let tree = state.steps[step]?.treeAfter.flatMap({ ObjectID(hex: $0) }) { return tree }
        return try state.currentTree(in: repository)
    }

    /// The commit that the checkout's `HEAD` is at: the newest rollback point, or the run's base.
    ///
    /// From the first command on the run has a point, which keeps its objects from being collected.
    func commit(in repository: borrowing Repository) throws -> ObjectID {
        guard let base = ObjectID(hex: state.start.base) else {
            throw EngineError.missingObject(run, object: state.start.base)
        }
        return try repository.reference(PointChain(run: run, base: base).reference) ?? base
    }

    /// Why the command has failed; nil when it has not.
    func failure(of child: ChildOutcome, _ output: StepOutput) -> StepFailure? {
        var failure: StepFailure
        switch child.ending {
        case .exited(0): return nil
        case .exited(127):
            failure = StepFailure(.missing, "a command was not found (exit status 127)", exitStatus: 127)
        case .exited(let status):
            failure = StepFailure(.exit, "exit status \(status)", exitStatus: Int(status))
        case .signalled(let signal): failure = StepFailure(.signal, "ended by signal \(signal)")
        case .timedOut:
            failure = StepFailure(.timeout, "took longer than \(timeLimit.components.seconds) s")
        case .stopped: failure = StepFailure(.cancelled, "stopped")
        }
        let tail = output.lastLines(40).joined(separator: "\n")
        if !tail.isEmpty { failure.output = String(tail.suffix(4000)) }
        return failure
    }
}
