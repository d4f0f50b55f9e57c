import Git
import Journal
import Platform
import Workflow

/// Performs `run` steps: a command in a scratch checkout of the run's tree.
struct ScriptRunner: Sendable {
    private let room: CommandRoom
    private let environment: [String: String]

    init(_ room: CommandRoom, environment: [String: String]) {
        (self.room, self.environment) = (room, environment)
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
        let plan = try ScriptPlan(script, scope, environment: environment, isUndo: isUndo)
        return try await room.use(for: plan.run, plan.step, attempt: plan.attempt) { place in
            try run(plan, place)
        }
    }

    private func run(_ plan: ScriptPlan, _ place: borrowing Workplace) throws -> StepEnding {
        let before = try plan.tree(in: place.repository)
        let commit = try plan.commit(in: place.repository)
        let settings = place.configuration.sandbox
        let (sandbox, remark) = try settings.choose(
            settings.demandOfCommands(onAgentWork: plan.isOnAgentWork), in: environment)
        let scratch = try place.pool.forCommands(in: sandbox)
            .checkout(of: before, commit: commit, in: place.repository)
        let files = try ScriptFiles(plan, at: place)
        defer { files.remove() }
        let output = try StepOutput(path: files.log, mask: plan.secrets.mask, observe: place.show)
        if let remark {
            output.add(remark: remark)
            place.remark(remark)
        }
        var command = try files.command(plan, scratch.path, place, output: output.consumer)
        let program = command.arguments[0]
        let child: ChildOutcome
        do throws(SystemError) {
            if let sandbox {
                let places = files.places(scratch.path, of: place.repository)
                command = try sandbox.wrap(command, at: places)
            }
            child = try command.run()
        } catch {
            throw StepFailure(.missing, "cannot start '\(program)': \(error.description)")
        }
        output.settle()
        var outcome = StepOutcome()
        var failure = plan.failure(of: child, output)
        if failure == nil {
            do {
                outcome.result.outputs = try ScriptOutputs.read(files.outputs, plan.secrets.mask)
                if !plan.isUndo {
                    outcome.trees = (
                        before, try capture(scratch, since: before, plan, output, place.repository)
                    )
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
