import JSON
import TestSupport
import Testing

/// Lanes on which something else has written, or of which something is missing.
@Suite struct CorruptLaneTests {
    let clone: Clone

    init() throws {
        clone = try Clone()
        for n in 1...3 { try clone.append(data: #"{"n":\#(n)}"#) }
    }

    /// A message that is no event commit's, and what is said about it.
    struct Foreign: Sendable, CustomTestStringConvertible {
        let message: String
        let reason: String
        var testDescription: String { message }
    }

    @Test(arguments: [
        Foreign(message: "hello", reason: "a commit without events"),
        Foreign(message: "hello\n\nworld\n", reason: "a line is not JSON: "),
        Foreign(message: "hello\n\n[1]\n", reason: "a line is not"),
        Foreign(message: "hello\n\n{\"v\":1}\n", reason: "an event whose '"),
        Foreign(
            message: "hello\n\n"
                + #"{"v":1,"id":"x","stream":"t/1","type":"a","at":1,"actor":"a","cause":null,"data":{}}"#,
            reason: "an event whose 'id' is missing or malformed"),
    ])
    func `a commit that is not ours is passed over with a warning, and fsck names it`(foreign: Foreign) throws
    {
        let before = try clone.export()
        let commit = try clone.plant(foreign.message)
        for arguments in [["export"], ["log"], ["journal", "show", "task/1"]] {
            let outcome = try clone.sandbox.autowrk(arguments, in: clone.path)
            #expect(outcome.status == 0)
            #expect(outcome.stdout.split(separator: "\n").count == 3)
            #expect(
                outcome.stderr.hasPrefix(
                    "warning: passed over commit \(commit.prefix(12)): \(foreign.reason)"))
            #expect(outcome.stderr.hasSuffix("\nhint: 'git autowrk fsck' lists what is wrong\n"))
        }
        #expect(try clone.export() == before)
        let fsck = try clone.autowrk("fsck")
        #expect(fsck.status == 1)
        #expect(
            fsck.stdout.hasPrefix(
                "error: \(try clone.lane()): commit \(commit): not an event commit: \(foreign.reason)"))
        let id = try clone.append()
        #expect(try clone.exportedIDs().last == id, "the lane goes on")
        #expect(try clone.exportedIDs().count == 4)
        let doctor = try clone.autowrk("doctor")
        #expect(doctor.status == 1)
        #expect(
            doctor.stdout.contains("problem: lanes: 1 commit passed over by readers\n    git autowrk fsck\n"))
    }

    @Test func `a lane that is no commit at all is passed over`() throws {
        let before = try clone.export()
        let tree = try clone.sandbox.git("rev-parse", "HEAD^{tree}", in: clone.path)
        try clone.sandbox.git("update-ref", "refs/autowrk/journal/0123456789ab", tree, in: clone.path)
        #expect(try clone.export() == before)
        let fsck = try clone.autowrk("fsck")
        #expect(fsck.status == 1)
        #expect(fsck.stdout.contains("commit \(tree): object '\(tree)' is a tree, not a commit"))
    }

    @Test func `an event that is not in canonical form is read as it is, and fsck warns`() throws {
        let line = try clone.export().split(separator: "\n").last.map { String($0) } ?? ""
        let strange = line.replacing(#""v":1"#, with: #""v" : 1"#).replacing(
            try clone.exportedIDs()[2], with: "03zzzzzzzz0000q8n2end9v2hk")
        // An id of the year 2109, which fsck tells as well.
        let commit = try clone.plant("strange\n\n\(strange)\n")
        #expect(try clone.export().split(separator: "\n").last.map { String($0) } == strange)
        let fsck = try clone.autowrk("fsck")
        #expect(fsck.status == 0, "everything can be read")
        #expect(fsck.stdout.contains("warning: \(try clone.lane()): commit \(commit): event "))
        #expect(fsck.stdout.contains(" is not in canonical form\n"))
        #expect(fsck.stdout.contains(" has a time that no clock can follow\n"))
        let id = try clone.append()
        #expect(id < "03zzzzzzzz", "no clock follows it")
    }

    @Test func `two events that claim one id are both shown, and fsck tells`() throws {
        let line = try clone.export().split(separator: "\n").last.map { String($0) } ?? ""
        try clone.plant("twin\n\n\(line.replacing(#""n":3"#, with: #""n":4"#))\n")
        #expect(try clone.exportedNumbers() == [1, 2, 3, 4])
        let fsck = try clone.autowrk("fsck")
        #expect(fsck.status == 1)
        #expect(fsck.stdout.contains("two different events have the id \(try clone.exportedIDs()[2])"))
    }

    @Test func `a commit that is missing is named by fsck, and the rest is shown`() throws {
        let before = try clone.export()
        let commit = try clone.sandbox.git("rev-parse", "\(clone.lane())~1", in: clone.path)
        let object = "\(clone.path)/.git/objects/\(commit.prefix(2))/\(commit.dropFirst(2))"
        #expect(try clone.sandbox.run(["mv", object, clone.sandbox.path("object")]).status == 0)
        #expect(try clone.export() == before, "the cache has it")
        #expect(try clone.shell("rm .git/autowrk/cache.sqlite*").status == 0)
        #expect(try clone.exportedNumbers() == [3])
        #expect(try clone.autowrk("log").status == 0)
        let fsck = try clone.autowrk("fsck")
        #expect(fsck.status == 1)
        #expect(
            fsck.stdout == """
                error: \(try clone.lane()): commit \(commit): the commit is missing
                1 lane, 1 commit, 1 event

                """)
        try clone.append(data: #"{"n":4}"#)
        #expect(try clone.exportedNumbers() == [3, 4])
        #expect(try clone.sandbox.run(["mv", clone.sandbox.path("object"), object]).status == 0)
        #expect(try clone.exportedNumbers() == [1, 2, 3, 4], "what has come back is taken in")
        #expect(try clone.autowrk("fsck").status == 0)
    }

    @Test func `an attachment that is missing is named by fsck`() throws {
        #expect(
            try clone.autowrk(
                "journal", "append", "--stream", "task/1", "--type", "task_added", "--attach", "log=README"
            ).status == 0)
        let blob = try clone.sandbox.git("rev-parse", "\(clone.lane()):log", in: clone.path)
        let object = "\(clone.path)/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
        #expect(try clone.sandbox.run(["rm", "-f", object]).status == 0)
        let fsck = try clone.autowrk("fsck")
        #expect(fsck.status == 1)
        #expect(fsck.stdout.contains("attachment 'log' of event \(try clone.exportedIDs()[3]) is missing"))
        #expect(try clone.exportedIDs().count == 4)
    }

    @Test func `compacting a lane with a foreign commit says that it can't`() throws {
        for _ in 1...3 { try clone.append() }
        let commit = try clone.plant("hello")
        let outcome = try clone.autowrk("gc", "--compact")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: cannot compact the lane: commit '\(commit)' can't be read"))
    }
}

extension Clone {
    /// Puts a commit with any message on top of a lane, this clone's own unless given, with plain Git.
    @discardableResult
    func plant(_ message: String, on lane: String? = nil) throws -> String {
        let own = try self.lane()
        let tree = try sandbox.git("mktree", in: path)
        let parents = lane == nil ? ["-p", own] : []
        let commit = try sandbox.git(["commit-tree", tree, "-F", "-"] + parents, in: path, input: message)
        try sandbox.git("update-ref", lane ?? own, commit, in: path)
        return commit
    }
}
