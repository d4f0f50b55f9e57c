import TestSupport
import Testing

/// Writers, readers and everything that tidies up, all at once.
@Suite struct ConcurrentMaintenanceTests {
    let clone: Clone

    init() throws { clone = try Clone() }

    @Test func `writers go on while others pack, compact, sync and read`() throws {
        let sandbox = clone.sandbox
        try sandbox.git("remote", "add", "origin", try sandbox.bareRepository(), in: clone.path)
        try sandbox.git("push", "--quiet", "origin", "main", in: clone.path)
        let writing = """
            for n in $(seq 40); do
                git-autowrk journal append --stream writer/$0 --type counted --data "{\\"n\\":$n}" || exit
            done
            """
        let writers = try (0..<3).map { try start("writer-\($0)", writing, "\($0)") }
        // Each goes on until the writers have closed the gate.
        let tidying = [
            "git-autowrk gc >&2", "git-autowrk gc --compact >&2", "git gc --quiet", "git pack-refs --all",
            "git-autowrk sync >&2", "git-autowrk export > /dev/null", "git-autowrk fsck > /dev/null",
        ]
        let others = try tidying.enumerated().map { number, command in
            try start("other-\(number)", "until test -e gate; do \(command) || exit; echo done; done", "")
        }
        var acknowledged: [String] = []
        for writer in writers {
            while let lines = try writer.nextLines() { acknowledged += lines }
            let (status, stderr) = try writer.finish()
            #expect(status == 0, "\(stderr)")
        }
        try sandbox.write(clone.path + "/gate", "")
        for (command, other) in zip(tidying, others) {
            var rounds = 0
            while let lines = try other.nextLines() { rounds += lines.count }
            let (status, stderr) = try other.finish()
            // The two that tidy up the journal leave each other the way.
            let isTurnedAway = stderr.contains("error: cannot tidy up: another process is at it")
            // Git's own maintenance gives up when another process takes a folder away under its hands.
            let isGits = command.hasPrefix("git ")
            #expect(status == 0 || (status == 1 && isTurnedAway) || isGits, "\(command): \(stderr)")
            #expect(rounds > 0 || isTurnedAway || isGits, "\(command)")
        }
        #expect(acknowledged.count == 120)
        let exported = try clone.exportedIDs()
        #expect(Set(exported).count == exported.count)
        #expect(Set(acknowledged).isSubset(of: exported))
        #expect(try clone.exportedNumbers().count == 120)
        #expect(try clone.autowrk("fsck").status == 0)
        try clone.expectSound(allowingUnreachable: true)
        #expect(try clone.autowrk("sync").status == 0)
        let other = Clone(try sandbox.clone(from: "remote.git", to: "other"), in: sandbox)
        #expect(try other.autowrk("init").status == 0)
        #expect(try other.export() == clone.export())
    }

    private func start(_ name: String, _ script: String, _ word: String) throws -> LiveCommand {
        try clone.sandbox.start(["sh", "-c", script, word], in: clone.path, named: name)
    }
}
