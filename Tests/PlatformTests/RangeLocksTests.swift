import Glibc
import Platform
import TestSupport
import Testing

@Suite struct RangeLocksTests {
    private let sandbox: Sandbox
    private let path: String

    init() throws {
        sandbox = try Sandbox()
        path = sandbox.path("locks")
    }

    /// Another process that locks this byte, says whether it could, and keeps it until its input ends.
    private func holder(of key: Int64) throws -> LiveCommand {
        // F_OFD_SETLK and struct flock as they are on 64-bit Linux.
        let script = """
            $| = 1; open(F, "+>>", $ARGV[0]) or die;
            print fcntl(F, 37, pack("s s x4 q q l x4", 1, 0, $ARGV[1], 1, 0)) ? "held\\n" : "refused\\n";
            <STDIN>
            """
        return try sandbox.start(["perl", "-e", script, path, "\(key)"])
    }

    @Test func `a number is taken once in this process, and others beside it`() throws {
        let locks = try RangeLocks(path: path)
        let first = try locks.tryLock(key: 7)
        #expect(throws: LockError.wouldBlock(path: path)) { try locks.tryLock(key: 7) }
        #expect(try locks.isLocked(key: 7))
        #expect(try !locks.isLocked(key: 8))
        let second = try locks.tryLock(key: 8)
        withExtendedLifetime((first, second)) {}
    }

    @Test func `a lock is free again with its last reference`() throws {
        let locks = try RangeLocks(path: path)
        var lock: RangeLock? = try locks.tryLock(key: .max)
        #expect(lock != nil)
        lock = nil
        #expect(try !locks.isLocked(key: .max))
        _ = try locks.tryLock(key: .max)
    }

    @Test func `what is opened twice excludes itself, and neighbours do not`() throws {
        let (one, other) = (try RangeLocks(path: path), try RangeLocks(path: path))
        let lock = try one.tryLock(key: 5)
        #expect(throws: LockError.wouldBlock(path: path)) { try other.tryLock(key: 5) }
        #expect(try other.isLocked(key: 5))
        for key: UInt64 in [0, 4, 6] { _ = try other.tryLock(key: key) }
        withExtendedLifetime(lock) {}
        // Closing one descriptor frees nothing of the other, in contrast to locks by process.
        var third: RangeLocks? = try RangeLocks(path: path)
        #expect(try third?.isLocked(key: 4) == false)
        third = nil
        let again = try one.tryLock(key: 9)
        #expect(try other.isLocked(key: 9))
        withExtendedLifetime(again) {}
    }

    @Test func `another process is kept out, and keeps this one out until it is killed`() throws {
        let locks = try RangeLocks(path: path)
        let lock = try locks.tryLock(key: 1)
        #expect(try holder(of: 1).nextLines() == ["refused"])
        let other = try holder(of: 2)
        #expect(try other.nextLines() == ["held"])
        #expect(throws: LockError.wouldBlock(path: path)) { try locks.tryLock(key: 2) }
        #expect(try locks.isLocked(key: 2))
        other.kill(.process)
        #expect(try other.finish().status == 128 + SIGKILL)
        _ = try locks.tryLock(key: 2)
        withExtendedLifetime(lock) {}
    }

    @Test func `children do not inherit the locks`() throws {
        let locks = try RangeLocks(path: path)
        var lock: RangeLock? = try locks.tryLock(key: 3)
        #expect(lock != nil)
        let outcome = try sandbox.run(["sh", "-c", "sleep 600 >/dev/null 2>&1 & echo $!"])
        let child = try #require(pid_t(outcome.stdout.dropLast()))
        defer { kill(child, SIGKILL) }
        lock = nil
        #expect(try holder(of: 3).nextLines() == ["held"])
    }

    @Test func `a file that was deleted is made anew, with what is held`() throws {
        let locks = try RangeLocks(path: path)
        let old = try locks.tryLock(key: 1)
        try Files.remove(path)
        let new = try locks.tryLock(key: 2)
        let others = try RangeLocks(path: path)
        for key: UInt64 in [1, 2] { #expect(try others.isLocked(key: key)) }
        withExtendedLifetime((old, new)) {}
    }

    @Test func `of many who want a lock at once one gets it`() async throws {
        let path = path
        for _ in 0..<20 {
            let locks = try RangeLocks(path: path)
            let taken = await withTaskGroup { group in
                for _ in 0..<8 { group.addTask { try? locks.tryLock(key: 42) } }
                return await group.reduce(into: [RangeLock]()) { if let lock = $1 { $0.append(lock) } }
            }
            #expect(taken.count == 1)
        }
    }

    @Test func `a folder that is missing is an error of the system`() {
        let path = sandbox.path("missing/locks")
        #expect(throws: LockError.system(SystemError(code: ENOENT, operation: "open", path: path))) {
            try RangeLocks(path: path)
        }
    }
}
