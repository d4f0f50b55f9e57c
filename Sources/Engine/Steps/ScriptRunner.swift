import Git
import Journal
import Platform
import Workflow

/// Performs `run` steps: a command in a scratch checkout of the run's tree.
final class ScriptRunner: Sendable {
    private let configuration: EngineConfiguration
    private let gitDirectory: String
    private let slots: CommandSlots
    /// Where the output of commands is kept while they run: one folder a run, one file a step.
    private let folder: String

    init(configuration: EngineConfiguration, gitDirectory: String, folder: String) {
        (self.configuration, self.gitDirectory, self.folder) = (configuration, gitDirectory, folder)
        slots = CommandSlots(configuration.maximumCommands)
    }

    /// Performs a command to its end, on a thread of its own.
    ///
    /// - Parameters:
    ///   - script: the step's command, or what takes it back.
    ///   - scope: the step.
    ///   - isUndo: whether the command takes the step back; then its files do not count.
    func perform(
        _ script: ScriptDefinition, _ scope: StepScope, isUndo: Bool
    ) async throws(StepFailure) -> StepEnding {
        let plan = try ScriptPlan(script, scope, environment: configuration.environment, isUndo: isUndo)
        let stop: StopRequest
        do { stop = try StopRequest() } catch { throw StepFailure(.system, error.description) }
        guard await slots.take() else { throw StepFailure(.cancelled, "stopped") }
        let thread = CommandThread()
        let result = await withTaskCancellationHandler {
            await thread.run { self.perform(plan, stop) }
        } onCancel: {
            stop.stop()
        }
        await slots.give()
        return try result.get()
    }

    /// Removes what the commands of a run have left beside the journal, and the checkouts that are too many
    /// or old. What can't be removed now is removed another time.
    func tidy(after run: RunID) async {
        let folder = "\(folder)/\(run)"
        guard Files.exists(folder) else { return }
        await CommandThread().run {
            try? Files.removeTree(folder)
            _ = try? self.pool().clean()
        }
    }

    private func pool() throws(ScratchError) -> ScratchPool {
        try ScratchPool(
            cacheDirectory: configuration.cacheDirectory, environment: configuration.environment,
            time: configuration.time, isDurable: configuration.isDurable)
    }

    /// Ends what a command has left running whose own process was killed, so that it does not run twice at
    /// the same time.
    func endLeftovers(of step: String, _ state: RunState) async {
        let attempt = state.steps[step]?.attempts ?? 1
        let processes = MarkedProcesses(Self.mark(state.id, step, attempt))
        await CommandThread().run { _ = processes.end() }
    }

    /// What the processes of an attempt carry.
    static func mark(_ run: RunID, _ step: String, _ attempt: Int) -> ProcessMark {
        ProcessMark(variable: "AUTOWRK_MARK", value: "\(run)/\(step)/\(attempt)")
    }

    private func perform(_ plan: ScriptPlan, _ stop: StopRequest) -> Result<StepEnding, StepFailure> {
        do {
            return .success(try run(plan, stop))
        } catch let failure as StepFailure {
            return .failure(failure)
        } catch {
            return .failure(StepFailure(EngineError(error)))
        }
    }

    private func run(_ plan: ScriptPlan, _ stop: StopRequest) throws -> StepEnding {
        let repository = try Repository(discovering: gitDirectory, useEnvironment: false)
        let before = try plan.tree(in: repository)
        let commit = try plan.commit(in: repository)
        let scratch = try pool().checkout(of: before, commit: commit, in: repository)
        let files = try ScriptFiles(plan, in: folder)
        defer { files.remove() }
        let (observe, run, step) = (configuration.observe, plan.run, plan.step)
        let output = try StepOutput(path: files.log, mask: plan.secrets.mask) {
            observe(.printed(run, step: step, $0))
        }
        let command = try files.command(plan, scratch.path, stop, output: output.consumer)
        let child: ChildOutcome
        do { child = try command.run() } catch {
            throw StepFailure(.missing, "cannot start '\(command.arguments[0])': \(error.description)")
        }
        output.settle()
        var outcome = StepOutcome()
        var failure = plan.failure(of: child, output)
        if failure == nil {
            do {
                outcome.result.outputs = try ScriptOutputs.read(files.outputs, plan.secrets.mask)
                if !plan.isUndo {
                    outcome.trees = (before, try capture(scratch, since: before, plan, output, repository))
                }
            } catch {
                // What the command has printed is recorded all the same.
                failure = StepFailure(wrapping: error)
            }
        }
        let summary = try output.finish()
        if summary.totalBytes > 0 {
            outcome.result.outputBytes = Int64(summary.totalBytes)
            outcome.attachments = [
                Attachment(name: CommandOutput.attachment, content: .bytes(try Files.read(files.log)))
            ]
        }
        return failure.map { .failed($0, outcome) } ?? .completed(outcome)
    }

    /// Stores the files that a command has left, and says what was left out.
    private func capture(
        _ scratch: borrowing ScratchCheckout, since before: ObjectID, _ plan: ScriptPlan,
        _ output: StepOutput, _ repository: borrowing Repository
    ) throws -> ObjectID {
        let capture = try LeftFiles(plan.secrets, since: before).capture(scratch, in: repository)
        for folder in capture.repositoriesLeftOut {
            output.add(remark: "'\(folder)' is a repository of its own and not part of the run's files")
        }
        return capture.tree
    }
}

/// A thread for one command.
private actor CommandThread {
    private let executor = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func run<R: Sendable>(_ body: @Sendable () -> R) -> R { body() }
}
