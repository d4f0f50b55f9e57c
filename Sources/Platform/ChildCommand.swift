/// A program to run as a child process: what it gets, what becomes of its output, how long it may take.
///
/// The child sees descriptors 0 to 2 and no others, an empty signal mask and default signal actions,
/// whatever this process has set for itself.
public struct ChildCommand: Sendable {
    /// What the child reads from its standard input.
    public enum Input: Sendable {
        /// `/dev/null`: the end at once.
        case none
        /// These bytes and then the end. A child that stops reading early is no error.
        case bytes([UInt8])
        /// This process's own. A child in a group of its own (`Group.own`) that reads from a terminal
        /// is stopped by job control: give it `Group.inherited`.
        case inherit
    }

    /// Where the child's standard output or standard error goes.
    public enum Output: Sendable {
        /// Into the outcome, the first `limit` bytes of it; the rest is read and dropped, so that the
        /// child never waits for a reader.
        case capture(limit: Int)
        /// To this process's own stream of that name.
        case inherit
        /// To `/dev/null`.
        case discard
        /// To a consumer, piece by piece as it comes; the child waits while the consumer works.
        case stream(Consumer)
    }

    /// Takes what a child has printed, at most 64 KiB at once, on the thread that runs the command. Where a
    /// piece ends means nothing: it may be amid a line or a character.
    public typealias Consumer = @Sendable ([UInt8]) -> Void

    /// Which process group the child belongs to, and so whom the time limit and a Ctrl-C reach.
    public enum Group: Sendable {
        /// A new one, which its descendants join unless they leave it: the time limit ends them all,
        /// a Ctrl-C at the terminal reaches none.
        case own
        /// This process's: a Ctrl-C at the terminal reaches all of it; the time limit ends the child and
        /// its descendants.
        case inherited
    }

    /// What becomes of the processes that the child has started and that are still there when it has ended.
    public enum Leftovers: Sendable, Equatable {
        /// They live on; only a time limit or a request to stop reaches them.
        case leave
        /// They get SIGTERM and, after the grace, SIGKILL: those of its group (`Group.own`) and, wherever
        /// they have gone, those that carry the mark, which the child gets in its environment.
        case end(mark: ProcessMark?)
    }

    /// The program and its arguments. A name without a slash is looked up in `PATH` of `environment`;
    /// a relative path with a slash starts at `workingDirectory`.
    public var arguments: [String]

    /// The folder the child starts in; nil for this process's.
    public var workingDirectory: String?

    /// All variables of the child; nothing is added to them but the mark of `leftovers`.
    public var environment: [String: String]

    /// Standard input; nothing unless set.
    public var input: Input

    /// Standard output; captured unless set, up to `defaultCaptureLimit`.
    public var output: Output

    /// Standard error; captured unless set, up to `defaultCaptureLimit`. Nil for where standard output goes,
    /// with both in the order in which they were printed.
    public var errorOutput: Output?

    /// The process group; one of its own unless set.
    public var group: Group

    /// How long the child may take: then it (or its group) gets SIGTERM, and SIGKILL after the grace. Nil
    /// waits for ever.
    public var timeLimit: Duration?

    /// The time between SIGTERM and SIGKILL; half a second unless set.
    public var grace = ChildCommand.defaultGrace

    /// Each of them ends the child as the time limit does.
    public var stopRequests: [StopRequest] = []

    /// What becomes of those that outlive the child; they are left alone unless set.
    public var leftovers = Leftovers.leave

    /// 64 MiB: room for every listing that Git prints for us, yet no danger to the machine's memory.
    public static let defaultCaptureLimit = 64 << 20

    /// Half a second: what tidies up quickly gets to it, and nobody waits long for what does not.
    public static let defaultGrace = Duration.milliseconds(500)

    /// How long to wait for the end of a process that got SIGKILL and is not our child. It takes a moment
    /// only, unless the disk that the process waits for is broken.
    static let lastPatience = Duration.seconds(2)

    /// A command that captures what it prints, reads nothing and may take for ever.
    public init(
        _ arguments: [String], in workingDirectory: String? = nil, environment: [String: String],
        input: Input = .none, output: Output = .capture(limit: defaultCaptureLimit),
        errorOutput: Output? = .capture(limit: defaultCaptureLimit), group: Group = .own,
        timeLimit: Duration? = nil
    ) {
        self.arguments = arguments
        self.workingDirectory = workingDirectory
        self.environment = environment
        self.input = input
        self.output = output
        self.errorOutput = errorOutput
        self.group = group
        self.timeLimit = timeLimit
    }

    /// Runs the program and waits for its end, not for the end of what it left in the background unless
    /// `leftovers` says so.
    ///
    /// - Throws: when the program cannot be started: `ENOENT` with the program's name when `PATH` has
    ///   none, or with the working directory's path when that is missing. What the program does once
    ///   it runs, even its death, is an outcome.
    public func run() throws(SystemError) -> ChildOutcome {
        let stopwatch = Stopwatch()
        var child = try RunningChild.start(self)
        let ending = try child.waitForEnd()
        return ChildOutcome(
            ending: ending, output: child.output.bytes, errorOutput: child.errorOutput.bytes,
            outputWasTruncated: child.output.wasTruncated,
            errorOutputWasTruncated: child.errorOutput.wasTruncated,
            milliseconds: stopwatch.elapsedMilliseconds)
    }

    /// Starts the program in a session of its own, with all three streams on `/dev/null`, and returns.
    ///
    /// It outlives this process and its terminal, and never becomes a zombie of this process. Only
    /// `arguments`, `workingDirectory` and `environment` mean something here.
    ///
    /// - Throws: as `run()` does.
    public func spawnDetached() throws(SystemError) {
        var request = SpawnRequest()
        request.connectToNull(.input)
        request.connectToNull(.output)
        request.connectToNull(.errorOutput)
        try request.startOrphan(self)
    }
}
