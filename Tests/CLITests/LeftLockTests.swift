import TestSupport
import Testing

/// Lock files of Git's on the lane.
@Suite struct LeftLockTests {
    let clone: Clone
    let lock: String

    init() throws {
        clone = try Clone()
        try clone.append()
        lock = try "\(clone.path)/.git/\(clone.lane()).lock"
    }

    @Test func `a lock that a machine left behind when it stopped is cleared`() throws {
        #expect(try clone.sandbox.run(["touch", "-d", "2025-01-01", lock]).status == 0)
        let doctor = try clone.autowrk("doctor")
        #expect(doctor.status == 0)
        #expect(doctor.stdout.contains("warning: locks: '\(lock)' is there"))
        let id = try clone.append()
        #expect(try clone.exportedIDs().last == id)
        #expect(try clone.laneLocks().isEmpty)
        #expect(try clone.autowrk("doctor").stdout.contains("ok: locks: "))
    }

    @Test func `a lock that somebody holds stops the writer with a clear error`() throws {
        let before = try clone.state()
        try clone.sandbox.write(lock, "")
        let outcome = try clone.autowrk("journal", "append", "--stream", "task/1", "--type", "task_added")
        #expect(outcome.status == 1)
        #expect(outcome.stdout == "")
        #expect(
            outcome.stderr == """
                error: cannot move '\(try clone.lane())': another program holds its lock
                hint: 'git autowrk doctor' tells which locks are left behind

                """)
        #expect(try clone.state() == before)
        #expect(try clone.sandbox.run(["rm", lock]).status == 0)
        let id = try clone.append()
        #expect(try clone.exportedIDs().last == id)
        #expect(try clone.exportedIDs().count == 2)
    }

    @Test func `readers do not mind a lock`() throws {
        let before = try clone.export()
        try clone.sandbox.write(lock, "")
        #expect(try clone.export() == before)
        #expect(try clone.autowrk("fsck").status == 0)
    }

    @Test(arguments: ["", "garbage\n", "1 2 3 4 5 6 7 8\n", "\0\0\0\0"])
    func `whatever stands in the file of the journal's own lock, writers go on`(content: String) throws {
        try clone.append()
        try clone.sandbox.write("\(clone.path)/.git/autowrk/lock", content)
        let id = try clone.append()
        let ids = try clone.exportedIDs()
        #expect(ids.count == 3)
        #expect(ids.last == id)
    }

    @Test func `a lock that somebody holds is left alone by every writer`() throws {
        try clone.append()
        try clone.sandbox.write("\(clone.path)/.git/\(clone.lane()).lock", "")
        for _ in 1...2 {
            #expect(try clone.autowrk("journal", "append", "--stream", "t/1", "--type", "a").status == 1)
            #expect(try clone.laneLocks().count == 1)
        }
    }
}
