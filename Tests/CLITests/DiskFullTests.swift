import TestSupport
import Testing

/// A disk on which there is no room left, at all and for one more page, two, three …
@Suite struct DiskFullTests {
    let clone: Clone

    init() throws { clone = try Clone() }

    /// Makes a repository on a disk of 12 MB, and then, with less room every time, appends until it fails.
    private static let script = """
        set -eu
        out=$PWD
        mount -t tmpfs -o size=12m tmpfs "$HOME"
        printf '[user]\\nname = A\\nemail = a@example.com\\n' > "$HOME/.gitconfig"
        git init --quiet "$HOME/r"
        cd "$HOME/r"
        git commit --quiet --allow-empty --message first
        touch "$out/acknowledged" "$out/statuses" "$out/errors"
        for pages in 0 1 2 3 5 8 16; do
            dd if=/dev/zero of=../filler bs=4096 2>/dev/null || true
            size=$(stat -c %s ../filler)
            truncate --size=$((size - pages * 4096)) ../filler
            for n in $(seq 50); do
                status=0
                eval "$WRITER" >> "$out/acknowledged" 2>> "$out/errors" || status=$?
                echo "$status" >> "$out/statuses"
                test "$status" = 0 || break
            done
            rm ../filler
            git-autowrk journal append --stream task/1 --type room_made >> "$out/acknowledged"
        done
        git-autowrk export > "$out/export"
        git fsck --full --strict --no-dangling > "$out/fsck" 2>&1
        git-autowrk fsck > "$out/own-fsck"
        ls .git/objects > "$out/objects"
        """

    @Test(arguments: [
        "git-autowrk journal append --stream task/1 --type task_added",
        #"seq -f '{"stream":"task/1","type":"task_added","data":{"n":%.0f}}' 400 | git-autowrk journal append --batch"#,
    ])
    func `a writer on a full disk says so and acknowledges only what is durable`(writer: String) throws {
        let outcome = try clone.isolated("WRITER='\(writer.replacing("'", with: #"'\''"#))'\n" + Self.script)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        let statuses = try lines("statuses")
        #expect(statuses.count { $0 != "0" } == 7, "it has failed each time")
        #expect(Set(statuses).isSubset(of: ["0", "1"]))
        let errors = try lines("errors")
        #expect(errors.count { $0.hasPrefix("error: ") } == 7)
        for error in errors where error.hasPrefix("error: ") {
            #expect(error.hasPrefix("error: cannot "))
            #expect(error.lowercased().hasSuffix("no space left on device"))
        }
        let acknowledged = try lines("acknowledged")
        #expect(acknowledged.count >= 7, "it goes on after room is made")
        #expect(Set(acknowledged).count == acknowledged.count)
        let exported = try Clone.ids(in: try clone.sandbox.read(clone.path + "/export"))
        #expect(exported == acknowledged, "nothing more and nothing less than what was acknowledged")
        #expect(try lines("fsck").isEmpty)
        #expect(try lines("objects").allSatisfy { !$0.hasPrefix("tmp_") }, "nothing is left behind")
    }

    private func lines(_ file: String) throws -> [String] {
        try clone.sandbox.read("\(clone.path)/\(file)").split(separator: "\n").map { String($0) }
    }

    @Test func `an attachment that has no room is refused like any other event`() throws {
        let outcome = try clone.isolated(
            Self.nearlyFull(pages: 3)
                + "git-autowrk journal append --stream t/1 --type a --attach big=$(command -v git) >/dev/null"
        )
        #expect(outcome.status == 1)
        #expect(outcome.stderr.lowercased().contains("no space left on device"))
    }

    @Test func `what is there can be read where the cache has no room`() throws {
        let outcome = try clone.isolated(Self.nearlyFull(pages: 30) + "git-autowrk export | wc -l")
        #expect(outcome.stdout == "400\n")
        #expect(outcome.stderr == "")
    }

    /// A repository of 400 events on a disk with so many pages left.
    private static func nearlyFull(pages: Int) -> String {
        """
        mount -t tmpfs -o size=3m tmpfs "$HOME"
        printf '[user]\\nname = A\\nemail = a@example.com\\n' > "$HOME/.gitconfig"
        git init --quiet "$HOME/r"
        cd "$HOME/r"
        seq -f '{"stream":"task/1","type":"task_added","data":{"n":%.0f}}' 400 |
            git-autowrk journal append --batch >/dev/null
        dd if=/dev/zero of=../filler bs=4096 2>/dev/null
        truncate --size=$(($(stat -c %s ../filler) - \(pages) * 4096)) ../filler

        """
    }
}
