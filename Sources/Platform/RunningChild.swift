import CPlatform
import Glibc

/// A started child with the pipes to it. Whoever makes one calls `waitForEnd()`, which reaps it.
struct RunningChild: ~Copyable {
    /// The way to the child's end: waiting, asking it to stop, making it stop.
    private enum Phase {
        case running
        case terminating
        case killed
    }

    /// Between SIGTERM and SIGKILL.
    private static let grace: Int64 = 500_000_000

    /// What is read of a stream before looking around again, and after the child's end: the most that
    /// an unprivileged process can have in a pipe (`pipe-max-size` in `pipe(7)`).
    private static let drainAmount = 1 << 20

    private(set) var output: CapturedStream
    private(set) var errorOutput: CapturedStream
    private var input: PendingInput
    private let child: pid_t
    private let leadsGroup: Bool
    private let exitDescriptor: Descriptor
    private var phase = Phase.running
    /// Who is asked to stop together with a child that leads no group.
    private var family: ProcessTree
    private var hasExited = false
    /// When the phase ends by itself, in monotonic nanoseconds.
    private var deadline: Int64?

    private init(
        child: pid_t, command: ChildCommand, exitDescriptor: consuming Descriptor,
        input: consuming PendingInput, output: consuming CapturedStream,
        errorOutput: consuming CapturedStream
    ) {
        self.child = child
        family = ProcessTree(of: child)
        self.exitDescriptor = exitDescriptor
        self.input = input
        self.output = output
        self.errorOutput = errorOutput
        leadsGroup = command.group == .own
        let now = Stopwatch.monotonicNanoseconds()
        deadline = command.timeLimit.map { now.addingClamped($0.nanoseconds) }
    }

    static func start(_ command: ChildCommand) throws(SystemError) -> RunningChild {
        var request = SpawnRequest()
        var input = PendingInput()
        var output = CapturedStream()
        var errorOutput = CapturedStream()
        switch command.input {
        case .none: request.connectToNull(.input)
        case .inherit: break
        case .bytes(let bytes):
            let pipe = try PipeEnds()
            request.connect(.input, to: pipe.reader)
            input = PendingInput(bytes, into: pipe.writer)
        }
        try request.connect(.output, as: command.output, to: &output)
        try request.connect(.errorOutput, as: command.errorOutput, to: &errorOutput)
        if command.group == .own { request.startGroup() }

        let child = try request.start(command)
        return RunningChild(
            child: child, command: command, exitDescriptor: try watchExit(of: child), input: input,
            output: output, errorOutput: errorOutput)
    }

    /// A descriptor that becomes readable when the child ends. Without one the child is of no use.
    private static func watchExit(of child: pid_t) throws(SystemError) -> Descriptor {
        let number = autowrk_pidfd_open(child)
        guard number >= 0 else {
            let error = SystemError("watch a child")
            kill(child, SIGKILL)
            _ = uninterrupted { waitpid(child, nil, 0) }
            throw error
        }
        return Descriptor(adopting: number)
    }

    /// Feeds and drains the child until it has ended, and reaps it.
    mutating func waitForEnd() throws(SystemError) -> ChildOutcome.Ending {
        while !isDone {
            try waitForNews()
            input.feed()
            output.drain(atMost: Self.drainAmount)
            errorOutput.drain(atMost: Self.drainAmount)
            if let deadline, Stopwatch.monotonicNanoseconds() >= deadline { endPhase() }
        }
        // What is left of the group after SIGTERM. Before the reaping, as it keeps the number ours.
        if phase == .terminating { signal(SIGKILL) }

        var status: Int32 = 0
        guard uninterrupted({ waitpid(child, &status, 0) }) == child else {
            throw SystemError("wait for a child")
        }
        if phase != .running { return .timedOut }
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }

    /// Descendants that hold the pipes open don't keep us, but those that were just asked to stop may
    /// still print: they have until the grace is over.
    private var isDone: Bool {
        hasExited && (phase != .terminating || (output.isAtEnd && errorOutput.isAtEnd))
    }

    private mutating func waitForNews() throws(SystemError) {
        var watched = [
            pollfd(fd: input.descriptorNumber, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output.descriptorNumber, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errorOutput.descriptorNumber, events: Int16(POLLIN), revents: 0),
            pollfd(fd: hasExited ? -1 : exitDescriptor.number, events: Int16(POLLIN), revents: 0),
        ]
        // An interruption is news too: the caller looks at the time and comes back.
        guard poll(&watched, nfds_t(watched.count), timeout) >= 0 || errno == EINTR else {
            throw SystemError("wait for a child")
        }
        if watched[3].revents != 0 { hasExited = true }
    }

    /// Milliseconds until the deadline, rounded up, as `poll(2)` takes them; -1 waits for ever.
    private var timeout: Int32 {
        guard let deadline else { return -1 }
        let left = max(0, deadline - Stopwatch.monotonicNanoseconds())
        return Int32(clamping: (left + 999_999) / 1_000_000)
    }

    private mutating func endPhase() {
        switch phase {
        case .running where hasExited: deadline = nil
        case .running:
            phase = .terminating
            deadline = Stopwatch.monotonicNanoseconds() + Self.grace
            signal(SIGTERM)
        case .terminating:
            phase = .killed
            deadline = nil
            signal(SIGKILL)
        case .killed: break
        }
    }

    private mutating func signal(_ number: Int32) {
        // In our own group only the family tree tells who belongs to the child.
        if leadsGroup { kill(-child, number) } else { family.signal(number) }
    }
}

extension SpawnRequest {
    /// Connects a stream that the child writes; what it prints arrives in `captured` if anywhere here.
    fileprivate mutating func connect(
        _ stream: Stream, as kind: ChildCommand.Output, to captured: inout CapturedStream
    ) throws(SystemError) {
        switch kind {
        case .inherit: break
        case .discard: connectToNull(stream)
        case .capture(let limit):
            let pipe = try PipeEnds()
            connect(stream, to: pipe.writer)
            captured = CapturedStream(reading: pipe.reader, limit: limit)
        }
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
