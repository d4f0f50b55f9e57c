import Glibc
import Platform

/// A command that is running: tests talk to it line by line, look on, or kill it.
///
/// Its standard input and output are one socket, its standard error a file of the sandbox. With its last
/// reference it is killed, and its process group with it.
public final class LiveCommand {
    /// The leader of a group of its own.
    let process: pid_t

    private let socket: Int32
    private let errorFile: String
    private var buffer: [UInt8] = []
    private var hasEnded = false
    private var isReaped = false

    /// Starts a program that `PATH` of `environment` leads to, in `folder`.
    init(
        _ arguments: [String], in folder: String, environment: [String: String], errorFile: String
    ) throws {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw LiveCommandError("socketpair", errno) }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(
            &actions, STDERR_FILENO, errorFile, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        // env(1) changes the folder and becomes the program, without a process of its own.
        var words = (["env", "-C", folder] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for string in words + variables { free(string) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/usr/bin/env", &actions, &attributes, &words, &variables)
        guard code == 0 else {
            close(ends[0])
            throw LiveCommandError("start \(arguments.first ?? "")", code)
        }
        (process, socket, self.errorFile) = (child, ends[0], errorFile)
    }

    deinit {
        if !isReaped {
            kill(.group)
            waitpid(process, nil, 0)
        }
        close(socket)
    }

    /// Writes to its standard input. That it has died meanwhile is no error.
    public func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Ends its standard input.
    public func closeInput() { shutdown(socket, Int32(SHUT_WR)) }

    /// The lines that have arrived, without waiting; nil once all were taken and the output has ended.
    public func takeLines() throws -> [String]? {
        try fill(timeout: 0)
        let lines = completeLines()
        return lines.isEmpty && hasEnded ? nil : lines
    }

    /// The next lines, one at least; nil when the output has ended.
    public func nextLines() throws -> [String]? {
        while true {
            let lines = completeLines()
            if !lines.isEmpty { return lines }
            if hasEnded { return nil }
            guard try fill(timeout: 120_000) else { throw LiveCommandError("read from a command", ETIMEDOUT) }
        }
    }

    /// Waits until its output has ended or the time is over.
    ///
    /// - Returns: whether the output has ended.
    public func hasEnded(within microseconds: Int) throws -> Bool {
        var start = timespec()
        clock_gettime(CLOCK_MONOTONIC, &start)
        while !hasEnded {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            let passed = (now.tv_sec - start.tv_sec) * 1_000_000 + (now.tv_nsec - start.tv_nsec) / 1000
            guard passed < microseconds else { return false }
            try fill(timeout: Int32((microseconds - passed) / 1000))
        }
        return true
    }

    /// Calls `body` on a thread of its own once the process has ended, be it by itself or killed.
    public func whenEnded(_ body: @escaping @Sendable () -> Void) throws {
        let process = process
        try BackgroundThread.start {
            var information = siginfo_t()
            // Left to be reaped by whoever waits for it.
            while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
            body()
        }
    }

    /// Whom a signal reaches.
    public enum Target: Sendable {
        /// The process alone.
        case process
        /// All that it has started, too.
        case group
    }

    /// Sends SIGKILL.
    public func kill(_ target: Target) { kill(target, with: SIGKILL) }

    /// Sends a signal.
    public func kill(_ target: Target, with signal: Int32) {
        Glibc.kill(target == .group ? -process : process, signal)
    }

    /// Waits for its end.
    ///
    /// - Returns: the exit status, or as in a shell 128 and the number of the signal that ended it, and what
    ///   it said on standard error.
    public func finish() throws -> (status: Int32, stderr: String) {
        var status: Int32 = 0
        guard waitpid(process, &status, 0) == process else { throw LiveCommandError("waitpid", errno) }
        isReaped = true
        let signal = status & 0x7F
        return (signal == 0 ? (status >> 8) & 0xFF : 128 + signal, try Sandbox.text(of: errorFile))
    }

    /// Waits until one of the commands has printed something or has ended.
    public static func waitForOutput(of commands: [LiveCommand]) throws {
        let waiting = commands.filter { !$0.hasEnded }
        var polled = waiting.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        guard poll(&polled, nfds_t(polled.count), 120_000) != 0 else {
            throw LiveCommandError("read from \(commands.count) commands", ETIMEDOUT)
        }
    }

    /// Reads once when there is something; false when there is nothing in time.
    @discardableResult
    private func fill(timeout: Int32) throws -> Bool {
        guard !hasEnded else { return false }
        var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, timeout) > 0 else { return false }
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(socket, &chunk, chunk.count)
        // A peer that dies with unread input resets the connection, after all it has written.
        if count > 0 { buffer += chunk[..<count] } else { hasEnded = true }
        return true
    }

    private func completeLines() -> [String] {
        guard let end = buffer.lastIndex(of: 0x0A) else { return [] }
        let text = String(decoding: buffer[...end], as: UTF8.self)
        buffer.removeSubrange(...end)
        return text.split(separator: "\n").map { String($0) }
    }
}

/// A system call that a live command needs has failed.
struct LiveCommandError: Error, CustomStringConvertible {
    let description: String

    init(_ operation: String, _ code: Int32) {
        description = "\(operation): \(String(cString: strerror(code)))"
    }
}
