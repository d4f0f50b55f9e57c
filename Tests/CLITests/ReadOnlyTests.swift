import Glibc
import TestSupport
import Testing

/// Repositories in which nothing, or no object, can be written.
@Suite struct ReadOnlyTests {
    let clone: Clone

    init() throws { clone = try Clone() }

    private static let append = "git-autowrk journal append --stream task/1 --type task_added"

    @Test(arguments: ["with a cache", "without a cache", "without a journal"])
    func `everything but writing works in a read-only repository`(history: String) throws {
        if history != "without a journal" {
            for n in 1...3 { try clone.append(data: #"{"n":\#(n)}"#) }
        }
        let exported = try clone.export()
        if history != "with a cache" {
            #expect(
                try clone.sandbox.run(["rm", "-rf", ".git/autowrk/cache.sqlite"], in: clone.path).status == 0)
        }
        let before = try clone.sandbox.snapshot(of: clone.path)
        let outcome = try clone.isolated(
            """
            mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" || exit 99
            out=$HOME
            for command in export log fsck doctor; do
                git-autowrk $command > "$out/$command" 2> "$out/$command.err"
                echo "$command $?" >> "$out/statuses"
            done
            \(Self.append) > "$out/append" 2> "$out/append.err"
            echo "append $?" >> "$out/statuses"
            echo '{"stream":"task/1","type":"task_added"}' | git-autowrk journal append --batch > "$out/batch" 2> "$out/batch.err"
            echo "batch $?" >> "$out/statuses"
            """)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        let sandbox = clone.sandbox
        #expect(
            try sandbox.read("home/statuses") == "export 0\nlog 0\nfsck 0\ndoctor 0\nappend 1\nbatch 1\n")
        #expect(try sandbox.read("home/export") == exported)
        #expect(
            try sandbox.read("home/log").split(separator: "\n").count == exported.split(separator: "\n").count
        )
        for command in ["append", "batch"] {
            #expect(try sandbox.read("home/\(command)") == "", "nothing is acknowledged")
            let error = try sandbox.read("home/\(command).err")
            #expect(error.hasPrefix("error: cannot "))
            #expect(error.lowercased().contains("read-only file system"))
        }
        #expect(try clone.sandbox.snapshot(of: clone.path) == before, "nothing has changed")
    }

    @Test(arguments: ["objects", "refs"])
    func `a folder that a mount makes read-only is named, and nothing is acknowledged`(folder: String) throws
    {
        try clone.append()
        let before = try clone.state()
        let outcome = try clone.isolated(
            """
            mount --bind .git/\(folder) .git/\(folder) && mount -o remount,bind,ro .git/\(folder) || exit 99
            \(Self.append)
            """)
        #expect(outcome.status == 1)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.hasPrefix("error: cannot write to the repository: "))
        #expect(outcome.stderr.lowercased().contains("read-only file system"))
        #expect(try clone.state() == before)
        try clone.append()
        #expect(try clone.exportedIDs().count == 2, "the next append works")
    }

    @Test func `a user who may not write objects is told so, and reads everything`() throws {
        try clone.append()
        let before = try clone.state()
        let sandbox = clone.sandbox
        try sandbox.git("config", "--global", "safe.directory", clone.path)
        #expect(try sandbox.run(["chmod", "-R", "a+rwX", sandbox.path]).status == 0)
        #expect(try sandbox.run(["chmod", "-R", "a-w", ".git/objects"], in: clone.path).status == 0)
        // Root writes where nobody may: then somebody else has to try.
        let someone = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
        let outcome = try clone.shell(someone + Self.append)
        #expect(outcome.status == 1)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.hasPrefix("error: cannot write to the repository: "))
        #expect(outcome.stderr.lowercased().contains("permission denied"))
        let export = try clone.shell(someone + "git-autowrk export")
        #expect(export.stdout == before[1])
        #expect(export.stderr == "")
        #expect(try sandbox.run(["chmod", "-R", "u+w", ".git/objects"], in: clone.path).status == 0)
        #expect(try clone.state() == before)
    }
}
