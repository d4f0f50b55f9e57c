import Glibc

/// The processes of this user that carry a mark, whoever started them: what a command has left running
/// whose own watcher was killed.
public struct MarkedProcesses: Sendable {
    private let mark: ProcessMark

    /// Those of this mark.
    public init(_ mark: ProcessMark) { self.mark = mark }

    /// Whether there are any at this moment.
    public func exist() -> Bool {
        var processes = LeftProcesses(behind: nil, hasGroup: false, mark: mark)
        processes.look()
        return !processes.isEmpty
    }

    /// Ends them: SIGTERM, and SIGKILL after the grace.
    ///
    /// - Returns: whether all have ended; a process that waits for a broken disk does not.
    @discardableResult
    public func end(grace: Duration = ChildCommand.defaultGrace) -> Bool {
        var processes = LeftProcesses(behind: nil, hasGroup: false, mark: mark)
        return end(&processes, by: SIGTERM, within: grace)
            || end(&processes, by: SIGKILL, within: ChildCommand.lastPatience)
    }

    /// Waits until they have ended by themselves, those that they start meanwhile included.
    ///
    /// - Returns: whether they have within that time.
    public func waitForEnd(within time: Duration) -> Bool {
        var processes = LeftProcesses(behind: nil, hasGroup: false, mark: mark)
        // One that has ended while it was looked at may have started another one: a second look tells.
        return end(&processes, by: nil, within: time) && end(&processes, by: nil, within: time)
    }

    private func end(_ processes: inout LeftProcesses, by signal: Int32?, within time: Duration) -> Bool {
        let stopwatch = Stopwatch()
        while true {
            processes.look()
            if processes.isEmpty { return true }
            if let signal { processes.signal(signal) }
            while !processes.isEmpty {
                let left = time.nanoseconds - stopwatch.elapsedNanoseconds
                guard left > 0 else { return false }
                var polled = processes.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
                poll(&polled, nfds_t(polled.count), Int32(clamping: (left + 999_999) / 1_000_000))
                processes.dropEnded()
            }
        }
    }
}
