import Glibc
import TestSupport
import Testing

@testable import Platform

@Suite("FileLock")
struct FileLockTests {
    let sandbox: Sandbox
    let path: String

    init() throws {
        sandbox = try Sandbox()
        path = sandbox.path("lock")
    }

    private func take(_ mode: FileLock.Mode = .exclusive, _ wait: FileLock.Wait = .none) throws -> FileLock {
        try FileLock(path: path, mode: mode, wait: wait)
    }

    @Test(
        "Who does not wait, or has waited, for a held lock is told so",
        arguments: [.none, .until(.milliseconds(5))] as [FileLock.Wait])
    func held(wait: FileLock.Wait) throws {
        let lock = try take()
        #expect(throws: LockError.wouldBlock(path: path)) { _ = try take(.exclusive, wait) }
        #expect(throws: LockError.wouldBlock(path: path)) { _ = try take(.shared, wait) }
        _ = consume lock
        _ = try take(.exclusive, wait)
    }

    @Test("Shared locks go together, and keep an exclusive one out")
    func shared() throws {
        let first = try take(.shared)
        let second = try take(.shared)
        #expect(throws: LockError.wouldBlock(path: path)) { _ = try take(.exclusive) }
        _ = consume first
        #expect(throws: LockError.wouldBlock(path: path)) { _ = try take(.exclusive) }
        _ = consume second
        _ = try take(.exclusive)
    }

    @Test("Another process is kept out until the lock is gone")
    func otherProcess() throws {
        let lock = try take()
        #expect(try sandbox.run(["flock", "--nonblock", path, "true"]).status == 1)
        _ = consume lock
        #expect(try sandbox.run(["flock", "--nonblock", path, "true"]).status == 0)
    }

    @Test("A process that is killed leaves no lock behind")
    func killedHolder() throws {
        let script = "exec 9>'\(path)'; flock 9; kill -KILL $$"
        #expect(try sandbox.run(["sh", "-c", script]).status == 128 + SIGKILL)
        _ = try take()
    }

    @Test("Children do not inherit the lock")
    func children() throws {
        let lock = try take()
        let outcome = try sandbox.run(["sh", "-c", "sleep 600 >/dev/null 2>&1 & echo $!"])
        let child = try #require(pid_t(outcome.stdout.dropLast()))
        defer { kill(child, SIGKILL) }
        _ = consume lock
        _ = try take()
    }

    @Test("Those who wait get their turn", arguments: [.block, .until(.seconds(60))] as [FileLock.Wait])
    func turns(wait: FileLock.Wait) async throws {
        let path = path
        try sandbox.write("count", "0")
        let count = sandbox.path("count")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                let worker = Incrementer()
                group.addTask { try await worker.increment(count, under: path, wait: wait, times: 25) }
            }
            try await group.waitForAll()
        }
        #expect(try sandbox.read("count") == "100")
    }

    @Test("The content is kept, and replaced by one of any length", arguments: ["", "b", "a longer text"])
    func content(text: String) throws {
        try sandbox.write("lock", "content")
        let lock = try take()
        #expect(try lock.read() == Array("content".utf8))
        try lock.write(Array(text.utf8))
        #expect(try lock.read() == Array(text.utf8))
        #expect(try sandbox.read("lock") == text)
    }

    @Test("A lock file that was deleted or replaced is no longer the one to hold")
    func deleted() throws {
        let attempt = LockAttempt(path: path, mode: .exclusive, wait: .none)
        let file = try attempt.openFile()
        let atFirst = attempt.isCurrent(file)
        try Files.remove(path)
        let onceDeleted = attempt.isCurrent(file)
        try sandbox.write("lock", "")
        let onceReplaced = attempt.isCurrent(file)
        #expect([atFirst, onceDeleted, onceReplaced] == [true, false, false])
    }

    @Test("A folder that is missing is an error of the system")
    func missingFolder() {
        let path = sandbox.path("missing/lock")
        #expect(throws: LockError.system(SystemError(code: ENOENT, operation: "open", path: path))) {
            _ = try FileLock(path: path, mode: .exclusive, wait: .none)
        }
    }
}

/// Reads a number from a file and writes the next, which only a lock makes one step.
private actor Incrementer {
    private let executor = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func increment(_ file: String, under lock: String, wait: FileLock.Wait, times: Int) throws {
        for _ in 0..<times {
            let lock = try FileLock(path: lock, mode: .exclusive, wait: wait)
            let number = Int(String(decoding: try Files.read(file), as: UTF8.self)) ?? 0
            try Files.writeAtomically(Array("\(number + 1)".utf8), to: file, durable: false)
            _ = consume lock
        }
    }
}
