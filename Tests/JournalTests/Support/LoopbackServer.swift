import Foundation
import Glibc
import Platform
import Synchronization

/// A server program of a test, which ends with it.
final class LoopbackServer: Sendable {
    private let pidFile: String
    private let run: ServerRun

    /// A program that a test can't do without.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts `program`, which stays in the foreground and writes `pidFile`, and waits until it listens.
    ///
    /// - Parameters:
    ///   - program: looked up in the folders of system programs, too.
    ///   - package: which Debian package has it.
    init(
        _ program: String, package: String, _ arguments: [String], environment: [String: String],
        pidFile: String, port: UInt16
    ) throws {
        let folders = (environment["PATH"] ?? "").split(separator: ":") + ["/usr/sbin", "/usr/local/sbin"]
        let candidates = folders.map { "\($0)/\(program)" }
        guard let path = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw Missing(description: "no program '\(program)': apt-get install \(package)")
        }
        self.pidFile = pidFile
        let run = ServerRun(ChildCommand([path] + arguments, environment: environment))
        self.run = run
        let stopwatch = Stopwatch()
        while !Loopback.isListening(port) || !Files.exists(pidFile) {
            guard !run.hasEnded, stopwatch.elapsed < .seconds(30) else {
                throw Missing(description: "'\(program)' does not serve: \(run.complaint)")
            }
            poll(nil, 0, 5)
        }
    }

    deinit {
        let text = (try? Files.read(pidFile)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard let pid = pid_t(text.filter(\.isNumber)), !run.hasEnded else { return }
        kill(pid, SIGTERM)
        run.waitForEnd()
    }
}

/// A command that runs on a thread of its own: waiting for a child blocks one.
private final class ServerRun: Sendable {
    private let ended = DispatchSemaphore(value: 0)
    private let errors = Mutex<String?>(nil)

    init(_ command: ChildCommand) {
        Thread.detachNewThread { [self] in
            let text = Swift.Result { try command.run().errorText }
            errors.withLock { $0 = (try? text.get()) ?? "it does not start" }
            ended.signal()
        }
    }

    var hasEnded: Bool { errors.withLock { $0 != nil } }
    var complaint: String { errors.withLock { $0 ?? "nobody listens" } }

    func waitForEnd() { ended.wait() }
}

/// Ports of 127.0.0.1.
enum Loopback {
    /// A port that nobody listens on at the moment.
    static func freePort() throws -> UInt16 {
        let listener = try Listener(backlog: 0)
        return listener.port
    }

    static func isListening(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return withAddress(port) { connect(descriptor, $0, $1) } == 0
    }

    fileprivate static func withAddress<R>(
        _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R
    ) -> R {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

/// A server that takes connections and never says a word.
final class Listener: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init(backlog: Int32 = 16) throws {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        descriptor = socket
        let isBound = Loopback.withAddress(0) { bind(socket, $0, $1) } == 0
        guard isBound, backlog == 0 || listen(socket, backlog) == 0 else {
            throw SystemError(code: errno, operation: "listen", path: "127.0.0.1")
        }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
        }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(descriptor) }
}
