import Glibc
import Platform
import Synchronization
import TestSupport
import Testing

@Suite struct ChildCommandStreamTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private func shell(_ script: String) -> ChildCommand {
        ChildCommand(["sh", "-c", script], in: sandbox.path, environment: sandbox.environment)
    }

    @Test func `both streams arrive in one, in the order in which they were printed`() throws {
        var command = shell("for i in 1 2 3; do echo out $i; echo err $i >&2; done; exit 4")
        command.errorOutput = nil
        let outcome = try command.run()
        #expect(outcome.ending == .exited(4))
        #expect(outcome.outputText == "out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n")
        #expect(outcome.errorOutput.isEmpty)
    }

    @Test func `a discarded output takes the merged errors with it`() throws {
        var command = shell("echo out; echo err >&2; exec readlink /proc/self/fd/2 >&2")
        (command.output, command.errorOutput) = (.discard, nil)
        let outcome = try command.run()
        #expect(outcome.succeeded)
        #expect(outcome.output.isEmpty && outcome.errorOutput.isEmpty)
    }

    @Test func `a consumer gets everything, piece by piece, and nothing is kept`() throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let received = Received()
        var command = shell("cat; echo late >&2")
        command.input = .bytes(bytes)
        command.output = .stream { received.add($0) }
        let outcome = try command.run()
        #expect(outcome.succeeded)
        #expect(outcome.output.isEmpty && !outcome.outputWasTruncated)
        #expect(outcome.errorText == "late\n")
        #expect(received.bytes == bytes)
        #expect(received.longest <= 64 << 10)
    }

    @Test func `the consumer sees a line while the child still runs`() throws {
        // The child ends only when the consumer has answered the line.
        let fifo = sandbox.path("fifo")
        #expect(mkfifo(fifo, 0o600) == 0)
        let received = Received()
        var command = shell("exec 3<>fifo; echo ready; read answer <&3; echo $answer")
        command.errorOutput = nil
        command.output = .stream { piece in
            if received.add(piece) == 1 {
                let file = open(fifo, O_WRONLY)
                _ = write(file, "answered\n", 9)
                close(file)
            }
        }
        #expect(try command.run().succeeded)
        #expect(String(decoding: received.bytes, as: UTF8.self) == "ready\nanswered\n")
    }

    @Test func `a gigabyte passes through without being kept`() throws {
        let count = Mutex(0)
        var command = shell("head -c 1073741824 /dev/zero")
        command.output = .stream { piece in count.withLock { $0 += piece.count } }
        let before = try peakMemory()
        #expect(try command.run().succeeded)
        #expect(count.withLock { $0 } == 1 << 30)
        // Other tests of this process run at the same time: far below a gigabyte, far above a buffer.
        #expect(try peakMemory() - before < 500_000)
    }

    /// The most that this process ever had in memory, in KiB.
    private func peakMemory() throws -> Int {
        let status = String(decoding: try Files.read("/proc/self/status"), as: UTF8.self)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.split(separator: " ")[1]))
    }
}

/// What a consumer was given, in order.
private final class Received: Sendable {
    private let pieces = Mutex<[[UInt8]]>([])

    var bytes: [UInt8] { pieces.withLock { $0.flatMap(\.self) } }
    var longest: Int { pieces.withLock { $0.map(\.count).max() ?? 0 } }

    /// The number of pieces there are then.
    @discardableResult
    func add(_ piece: [UInt8]) -> Int {
        pieces.withLock { pieces in
            pieces.append(piece)
            return pieces.count
        }
    }
}
