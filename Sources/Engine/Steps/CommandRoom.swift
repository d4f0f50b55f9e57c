public import Git
public import Platform
public import Workflow

/// Where steps run commands: as many at once as allowed, each on a thread of its own, with checkouts at hand.
final class CommandRoom: Sendable {
    private let configuration: EngineConfiguration
    private let gitDirectory: String
    private let slots: CommandSlots
    /// Where the output of commands is kept while they run: one folder a run, one file a step.
    let folder: String

    init(configuration: EngineConfiguration, gitDirectory: String, folder: String) {
        (self.configuration, self.gitDirectory, self.folder) = (configuration, gitDirectory, folder)
        slots = CommandSlots(configuration.maximumCommands)
    }

    /// Calls `body` on a thread of its own once there is room; cancelling the task asks it to stop.
    func use<R: Sendable>(
        for run: RunID, _ step: String, attempt: Int,
        _ body: @Sendable @escaping (borrowing Workplace) throws -> R
    ) async throws(StepFailure) -> R {
        let stop: StopRequest
        do { stop = try StopRequest() } catch { throw StepFailure(.system, error.description) }
        guard await slots.take() else { throw StepFailure(.cancelled, "stopped") }
        let thread = CommandThread()
        let result = await withTaskCancellationHandler {
            await thread.run { () -> Result<R, StepFailure> in
                do {
                    return .success(
                        try body(
                            try Workplace(
                                run, step, attempt: attempt, self.configuration, folder: self.folder, stop,
                                try Repository(discovering: self.gitDirectory, useEnvironment: false))))
                } catch {
                    return .failure(StepFailure(wrapping: error))
                }
            }
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
            _ = try? ScratchPool(self.configuration).clean()
        }
    }

    /// Ends what a command has left running whose own process was killed, so that it does not run twice at
    /// the same time.
    func endLeftovers(of step: String, _ state: RunState) async {
        let attempt = state.steps[step]?.attempts ?? 1
        let processes = MarkedProcesses(Workplace.mark(state.id, step, attempt))
        await CommandThread().run { _ = processes.end() }
    }
}

/// What a step that runs commands has at hand.
public struct Workplace: ~Copyable {
    /// The run and the step that the work is done for.
    public let run: RunID
    /// The step's id.
    public let step: String
    /// A handle on the repository that nobody else uses.
    public let repository: Repository
    /// Hands out checkouts.
    public let pool: ScratchPool
    /// To be given to each command, so that it ends when the step is told to stop.
    public let stop: StopRequest
    /// What each process of this attempt is to carry, so that those that are left behind are found.
    public let mark: ProcessMark
    /// Who the work is done for, and where.
    public let configuration: EngineConfiguration
    /// Where the folders of all runs for files around their commands are.
    let folder: String

    init(
        _ run: RunID, _ step: String, attempt: Int, _ configuration: EngineConfiguration, folder: String,
        _ stop: StopRequest, _ repository: consuming Repository
    ) throws {
        (self.run, self.step, self.configuration, self.folder) = (run, step, configuration, folder)
        self.stop = stop
        self.repository = repository
        mark = Self.mark(run, step, attempt)
        pool = try ScratchPool(configuration)
    }

    /// A folder of the run for files around its commands, for nobody else to read. It goes when the run has
    /// come to rest.
    public func makeFolder() throws(SystemError) -> String {
        try Files.createPrivateDirectory(folder)
        let own = "\(folder)/\(run)"
        try Files.createPrivateDirectory(own)
        return own
    }

    /// Where what the step prints is kept while it runs, for those who want to look at it; in the folder that
    /// ``makeFolder()`` makes.
    public var outputFile: String { CommandOutput.place(of: step, run, in: folder) + CommandOutput.ending }

    /// Shows those who follow the run what the step prints; secrets must be masked by then.
    public var show: @Sendable ([UInt8]) -> Void {
        let (observe, run, step) = (configuration.observe, run, step)
        return { observe(.printed(run, step: step, $0)) }
    }

    /// Says something that whoever follows the run has to know, even where nothing that steps print is shown.
    public var remark: @Sendable (String) -> Void {
        let (observe, run, step) = (configuration.observe, run, step)
        return { observe(.remarked(run, step: step, $0)) }
    }

    /// What the processes of an attempt carry.
    static func mark(_ run: RunID, _ step: String, _ attempt: Int) -> ProcessMark {
        ProcessMark(variable: "AUTOWRK_MARK", value: "\(run)/\(step)/\(attempt)")
    }
}

extension ScratchPool {
    /// The pool that steps use.
    init(_ configuration: EngineConfiguration) throws(ScratchError) {
        try self.init(
            cacheDirectory: configuration.cacheDirectory, environment: configuration.environment,
            time: configuration.time, isDurable: configuration.isDurable)
    }
}

/// A thread for one command.
private actor CommandThread {
    private let executor = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func run<R: Sendable>(_ body: @Sendable () -> R) -> R { body() }
}
