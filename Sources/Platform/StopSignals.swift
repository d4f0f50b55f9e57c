import Glibc
import Synchronization

/// A signal that asks the process to stop.
public enum StopSignal: Int32, Sendable, CaseIterable {
    /// SIGHUP: the terminal has gone.
    case hangUp = 1
    /// SIGINT: Ctrl-C.
    case interrupt = 2
    /// SIGTERM: another program asks.
    case terminate = 15
}

/// Turns the signals that ask the process to stop into the cancellation of its task, so that it can leave
/// things in order.
///
/// The first one cancels; the second one kills the process and everything that it has started, as does the
/// first one when nothing is under way. A signal that is ignored (`nohup`, a job in the background of a
/// script) stays ignored. One that the parent passes on counts for nothing when it has reached the process
/// before: on a terminal Ctrl-C does so, and then once more through `git`, which tells the programs that it has
/// started (`clean_on_exit` of its `run-command.h`).
public final class StopSignals: Sendable {
    private enum Phase {
        case idle
        case running(@Sendable () -> Void)
        case stopping
        case dying
    }

    private struct State {
        var phase = Phase.idle
        var first: StopSignal?
        /// Whether the first one came from whoever has started this process.
        var isFromParent = false
    }

    private let state = Mutex(State())
    private let onStop: @Sendable (StopSignal) -> Void

    /// All of the process. A signal goes to one of them: each would take what is meant for another.
    private static let all = Mutex<[StopSignals]>([])
    /// Whether another program has the terminal and its keys.
    private static let isAway = Mutex(false)

    /// Holds the signals back in this thread and in all that are started from now on: call it before there
    /// are others.
    ///
    /// Where there are several, a signal is for the one that has something under way, else for the last one.
    ///
    /// - Parameter onStop: gets the first signal that cancels, on a thread of its own.
    /// - Throws: when there can be no thread that waits for them.
    public init(onStop: @escaping @Sendable (StopSignal) -> Void) throws(SystemError) {
        self.onStop = onStop
        let isFirst = Self.all.withLock { all in
            all.append(self)
            return all.count == 1
        }
        if isFirst { try Self.wait() }
    }

    private static func wait() throws(SystemError) {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in StopSignal.allCases where !Self.isIgnored(signal) {
            sigaddset(&signals, signal.rawValue)
        }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        try BackgroundThread.start { [signals] in
            var signals = signals
            while true {
                var information = siginfo_t()
                let number = sigwaitinfo(&signals, &information)
                if number < 0, errno == EINTR { continue }
                guard let signal = StopSignal(rawValue: number) else { return }
                if signal == .interrupt, Self.isAway.withLock({ $0 }) { continue }
                // The kernel, for a terminal, is process 0.
                let isFromParent = information._sifields._kill.si_pid == getppid()
                let all = Self.all.withLock { $0 }
                (all.last { $0.isBusy } ?? all.last)?.receive(signal, isFromParent: isFromParent)
            }
        }
    }

    /// Leaves Ctrl-C and its like to a program that has the terminal meanwhile, as an editor has, for which they
    /// are keys like others.
    public static func leavingKeysToOthers<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
        isAway.withLock { $0 = true }
        let interrupt = Glibc.signal(SIGINT, SIG_IGN)
        let quit = Glibc.signal(SIGQUIT, SIG_IGN)
        defer {
            Glibc.signal(SIGINT, interrupt)
            Glibc.signal(SIGQUIT, quit)
            isAway.withLock { $0 = false }
        }
        return try body()
    }

    private var isBusy: Bool {
        state.withLock { state in if case .idle = state.phase { false } else { true } }
    }

    /// Runs a task to its end while this thread waits.
    ///
    /// - Returns: what comes of it, and the signal that has cancelled it, if one has.
    public func run<Value: Sendable>(
        _ body: @escaping @Sendable () async -> Value
    ) -> (value: Value, stoppedBy: StopSignal?) {
        let task = BlockingTask(body)
        let isLate = state.withLock { state in
            guard state.first == nil else { return true }
            state.phase = .running { task.cancel() }
            return false
        }
        if isLate { task.cancel() }
        let value = task.wait()
        let (isDying, first) = state.withLock { state in
            if case .dying = state.phase { return (true, state.first) }
            if state.first == nil { state.phase = .idle }
            return (false, state.first)
        }
        // What has ended because it was killed is no end to tell of.
        while isDying { pause() }
        return (value, first)
    }

    private enum Reaction {
        case cancel(@Sendable () -> Void)
        case ignore
        case die
    }

    private func receive(_ signal: StopSignal, isFromParent: Bool) {
        let reaction: Reaction = state.withLock { state in
            switch state.phase {
            case .running(let cancel):
                (state.phase, state.first, state.isFromParent) = (.stopping, signal, isFromParent)
                return .cancel(cancel)
            case .stopping where isFromParent && !state.isFromParent && signal == state.first:
                return .ignore
            case .idle, .stopping, .dying:
                state.phase = .dying
                return .die
            }
        }
        switch reaction {
        case .cancel(let cancel):
            onStop(signal)
            cancel()
        case .ignore: break
        case .die: Self.die(of: signal)
        }
    }

    private static func isIgnored(_ signal: StopSignal) -> Bool {
        // Blocked, it would be kept for us all the same (sigwait(3)).
        var action = sigaction()
        guard sigaction(signal.rawValue, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    private static func die(of signal: StopSignal) -> Never {
        ProcessTree.killChildren(of: getpid())
        Glibc.signal(signal.rawValue, SIG_DFL)
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, signal.rawValue)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(signal.rawValue)
        _exit(128 + signal.rawValue)
    }
}
