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

    /// What is read of a stream before looking around again, and after the child's end: the most that
    /// an unprivileged process can have in a pipe (`pipe-max-size` in `pipe(7)`).
    private static let drainAmount = 1 << 20

    private(set) var output: CapturedStream
    private(set) var errorOutput: CapturedStream
    private var input: PendingInput
    private let child: pid_t
    private let leadsGroup: Bool
    private let exitDescriptor: Descriptor
    private let stopRequests: [StopRequest]
    /// In nanoseconds.
    private let grace: Int64
    private var phase = Phase.running
    /// What was done to it by us; nil when it ended by itself.
    private var cause: ChildOutcome.Ending?
    /// Who is asked to stop together with a child that leads no group.
    private var family: ProcessTree
    private var hasExited = false
    /// Whether those that outlive the child are to be ended.
    private let endsLeftovers: Bool
    private var leftovers: LeftProcesses
    /// Nobody is left, or nobody that could be ended.
    private var isTidy: Bool
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
        stopRequests = command.stopRequests
        grace = command.grace.nanoseconds
        endsLeftovers = command.leftovers != .leave
        isTidy = !endsLeftovers
        leftovers = LeftProcesses(behind: child, hasGroup: leadsGroup, mark: command.leftovers.mark)
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
        if let kind = command.errorOutput {
            try request.connect(.errorOutput, as: kind, to: &errorOutput)
        } else {
            request.mergeErrorOutput()
        }
        if command.group == .own { request.startGroup() }

        var command = command
        if let mark = command.leftovers.mark { command.environment[mark.variable] = mark.value }
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
            drain()
            leftovers.dropEnded()
            if phase == .running, !hasExited, stopRequests.contains(where: \.isStopped) {
                askToStop(because: .stopped)
            }
            if let deadline, Stopwatch.monotonicNanoseconds() >= deadline { endPhase() }
            if hasExited, !isTidy { endLeftovers() }
        }
        // What is left of the group after SIGTERM. Before the reaping, as it keeps the number ours.
        if phase == .terminating { signal(SIGKILL) }
        drain()

        var status: Int32 = 0
        guard uninterrupted({ waitpid(child, &status, 0) }) == child else {
            throw SystemError("wait for a child")
        }
        if let cause { return cause }
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }

    /// Descendants that hold the pipes open don't keep us, but those that were just asked to stop may
    /// still print: they have until the grace is over.
    private var isDone: Bool {
        if endsLeftovers { return hasExited && isTidy }
        return hasExited && (phase != .terminating || (output.isAtEnd && errorOutput.isAtEnd))
    }

    private mutating func drain() {
        output.drain(atMost: Self.drainAmount)
        errorOutput.drain(atMost: Self.drainAmount)
    }

    private mutating func waitForNews() throws(SystemError) {
        var readable = [
            output.descriptorNumber, errorOutput.descriptorNumber, hasExited ? -1 : exitDescriptor.number,
        ]
        // They stay readable, so that one that was heeded would keep us awake.
        if phase == .running { readable += stopRequests.map(\.descriptorNumber) }
        readable += leftovers.descriptors
        var watched = [pollfd(fd: input.descriptorNumber, events: Int16(POLLOUT), revents: 0)]
        for number in readable {
            watched.append(pollfd(fd: number, events: Int16(POLLIN), revents: 0))
        }
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
        deadline = nil
        switch phase {
        case .running where hasExited: break
        case .running: askToStop(because: .timedOut)
        case .terminating:
            phase = .killed
            signal(SIGKILL)
            if endsLeftovers {
                leftovers.look()
                leftovers.signal(SIGKILL)
            }
        case .killed: isTidy = true
        }
    }

    private mutating func askToStop(because reason: ChildOutcome.Ending) {
        cause = reason
        // In our own group they are in the family, nearly always.
        if endsLeftovers, leadsGroup { leftovers.look() }
        signal(SIGTERM)
        leftovers.signal(SIGTERM, outsideGroup: true)
        terminate()
    }

    private mutating func terminate() {
        phase = .terminating
        deadline = Stopwatch.monotonicNanoseconds().addingClamped(grace)
    }

    /// After the child's end: asks whoever outlives it to stop, and once all of them have, looks again.
    private mutating func endLeftovers() {
        if phase == .killed, deadline == nil {
            deadline = Stopwatch.monotonicNanoseconds() + ChildCommand.lastPatience.nanoseconds
        }
        guard leftovers.isEmpty else { return }
        leftovers.look()
        if leftovers.isEmpty {
            isTidy = true
            return
        }
        switch phase {
        case .running:
            signal(SIGTERM)
            leftovers.signal(SIGTERM, outsideGroup: true)
            terminate()
        // Members of the group were asked, save those that came later: the grace is theirs, too.
        case .terminating: leftovers.signal(SIGTERM, outsideGroup: true)
        case .killed: leftovers.signal(SIGKILL)
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
        case .stream(let consumer):
            let pipe = try PipeEnds()
            connect(stream, to: pipe.writer)
            captured = CapturedStream(reading: pipe.reader, for: consumer)
        }
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}

extension ChildCommand.Leftovers {
    /// By which they are found; nil when they are left alone, or found by their group only.
    fileprivate var mark: ProcessMark? {
        if case .end(let mark) = self { mark } else { nil }
    }
}
