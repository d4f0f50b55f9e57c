import TestSupport
import Testing

/// Journals that ask for a newer program than this one.
@Suite struct FormatVersionTests {
    let clone: Clone

    init() throws {
        clone = try Clone()
        try clone.append()
    }

    private let append = ["journal", "append", "--stream", "task/1", "--type", "task_added"]

    private func raise(_ versions: String, in clone: Clone) throws {
        let event = #"""
            {"actor":"a","at":1,"cause":null,"data":\#(versions),"id":"01m7y5zdg00000q8n2end9v2hk",\#
            "stream":"journal/format","type":"format_raised","v":1}
            """#
        try clone.plant("a later program\n\n\(event)", on: "refs/autowrk/journal/0q8n2end9v2h")
    }

    private func expectRefused(
        _ arguments: [String], in clone: Clone, _ message: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try clone.sandbox.autowrk(arguments, in: clone.path, input: batchLine(1))
        #expect(outcome.status == 2, sourceLocation: sourceLocation)
        #expect(outcome.stdout == "", sourceLocation: sourceLocation)
        #expect(outcome.stderr == message, sourceLocation: sourceLocation)
    }

    private let readMessage = """
        error: cannot read the journal: it needs read version 2, this program has 1
        hint: install a newer git-autowrk

        """
    private let writeMessage = """
        error: cannot write: the journal needs write version 2, this program has 1
        hint: reading works; install a newer git-autowrk to write

        """

    @Test(arguments: [false, true])
    func `a newer write version leaves reading alone and refuses to write`(withoutCache: Bool) throws {
        try raise(#"{"read":1,"write":2}"#, in: clone)
        if withoutCache {
            #expect(try clone.shell("rm -rf .git/autowrk/cache.sqlite* .git/autowrk/lock").status == 0)
        }
        let before = try clone.state()
        #expect(before[1].split(separator: "\n").count == 2)
        #expect(try clone.autowrk("log").status == 0)
        #expect(try clone.autowrk("fsck").status == 0)
        for arguments in [append, ["journal", "append", "--batch"], ["gc", "--compact"]] {
            try expectRefused(arguments, in: clone, writeMessage)
        }
        #expect(try clone.state() == before)
    }

    @Test(arguments: [false, true])
    func `a newer read version refuses everything and says which it is`(withoutCache: Bool) throws {
        try raise(#"{"read":2}"#, in: clone)
        if withoutCache {
            #expect(try clone.shell("rm -rf .git/autowrk/cache.sqlite* .git/autowrk/lock").status == 0)
        }
        let before = try clone.sandbox.git("for-each-ref", in: clone.path)
        for arguments in [
            ["export"], ["log"], ["journal", "show", "task/1"], append, ["journal", "append", "--batch"],
        ] {
            try expectRefused(arguments, in: clone, readMessage)
        }
        #expect(try clone.sandbox.git("for-each-ref", in: clone.path) == before)
    }

    @Test func `an event of a newer version is refused with that version`() throws {
        let line = try clone.export().dropLast().replacing(#""v":1"#, with: #""v":2"#)
        try clone.plant("later\n\n\(line)\n")
        for arguments in [["export"], ["log"], ["journal", "show", "task/1"], append] {
            try expectRefused(arguments, in: clone, readMessage)
        }
        let fsck = try clone.autowrk("fsck")
        #expect(fsck.status == 1)
        #expect(fsck.stdout.contains("an event of format version 2"))
        let doctor = try clone.autowrk("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.stdout.contains("it needs read version 2"))
    }

    @Test func `a version that another clone has raised counts from the next sync on`() throws {
        let sandbox = clone.sandbox
        try sandbox.git("remote", "add", "origin", try sandbox.bareRepository(), in: clone.path)
        try sandbox.git("push", "--quiet", "origin", "main", in: clone.path)
        let other = Clone(try sandbox.clone(from: "remote.git", to: "other"), in: sandbox)
        try other.append()
        try raise(#"{"write":2}"#, in: other)
        #expect(try other.autowrk("sync").status == 0)
        try clone.append()
        #expect(try clone.autowrk("sync").status == 0)
        try expectRefused(append, in: clone, writeMessage)
        #expect(try clone.exportedIDs().count == 4)
    }

    @Test func `unknown members, types and streams are kept as they are`() throws {
        let line = try clone.export().dropLast().replacing(
            #""type":"task_added""#, with: #""type":"of_later_times""#
        )
        .replacing(#""data":{}"#, with: #""data":{},"extra":[1,{"a":null}]"#)
        .replacing("task/1", with: "later/x")
        let changed = line.replacing(try clone.exportedIDs()[0], with: "01m7y5zdg00000q8n2end9v2hk")
        try clone.plant("later\n\n\(changed)\n")
        #expect(try clone.autowrk("journal", "show", "later/x").stdout == changed + "\n")
        #expect(try clone.autowrk("log", "later/x").stdout.contains("of_later_times"))
        #expect(try clone.autowrk("fsck").status == 0)
    }
}
