import TestSupport
import Testing

/// A run on a disk on which there is no room left.
@Suite struct FullDiskTests {
    /// A repository on a disk of 16 MB and a workflow of steps that write down their numbers elsewhere.
    private static let script = """
        set -eu
        out=$PWD
        mount -t tmpfs -o size=16m tmpfs "$HOME"
        printf '[user]\\nname = A\\nemail = a@example.com\\n' > "$HOME/.gitconfig"
        git init --quiet "$HOME/r"
        cd "$HOME/r"
        mkdir -p .autowrk/workflows
        cat > .autowrk/workflows/fill.yml <<END
        steps:
          - {id: one, run: echo 1 >> $out/log}
          - {id: make, uses: branch.create, with: {name: fix}}
          - {id: two, run: "echo 2 >> $out/log; echo 2 > file; test -e $out/full || FILL"}
          - {id: three, run: echo 3 >> $out/log}
          - {id: commit, uses: commit, with: {message: "with: three"}}
        END
        sed -i "s|FILL|dd if=/dev/zero of=$HOME/filler bs=4096 2>/dev/null|" .autowrk/workflows/fill.yml
        git add --all && git commit --quiet -m first
        status=0
        git-autowrk run fill > "$out/id" 2> "$out/errors" || status=$?
        echo "$status" > "$out/status"
        git-autowrk resume "$(cat "$out/id")" >> "$out/again" 2>&1 || true
        touch "$out/full"
        rm "$HOME/filler"
        git-autowrk resume "$(cat "$out/id")" > "$out/resumed" 2>&1
        git log --format=%s HEAD..fix > "$out/commits"
        git fsck --full --strict --no-dangling > "$out/fsck" 2>&1
        """

    @Test func `nothing that was acknowledged is lost, and the run goes on when there is room`() throws {
        let sandbox = try Sandbox()
        let outcome = try sandbox.isolated(Self.script)
        try #require(
            outcome.status == 0,
            "\(outcome.stderr) \((try? sandbox.read("errors")) ?? "") \((try? sandbox.read("resumed")) ?? "")"
        )
        #expect(try sandbox.read("status") == "1\n")
        #expect(try sandbox.read("errors").lowercased().contains("no space left on device"))
        let log = try sandbox.read("log").split(separator: "\n")
        #expect(log.first == "1")
        #expect(log.last == "3")
        #expect(log.count { $0 == "1" } == 1, "what was recorded is not repeated")
        #expect(log.count { $0 == "3" } == 1)
        #expect(try sandbox.read("commits") == "with: three\n")
        #expect(try sandbox.read("fsck") == "")
    }
}
