import Glibc
import JSON
import TestSupport
import Testing

/// `git autowrk verify` as it is called.
@Suite struct VerifyTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.git(["init", "--quiet", "repo"])
    }

    private func commit(_ files: [String: String]) throws {
        for (name, text) in files { try sandbox.write("repo/\(name)", text) }
        try sandbox.git(["add", "--all"], in: "repo")
        try sandbox.git(["commit", "--quiet", "--message=files"], in: "repo")
    }

    private func verify(_ words: String..., folder: String = "repo") throws -> CommandOutcome {
        try sandbox.autowrk(["verify"] + words, in: folder)
    }

    private let passing = [
        ".autowrk/verify.yml": """
        checks:
          - { name: style, kind: lint, command: "echo style >> ../log; true" }
          - { name: unit, kind: test, command: "echo unit >> ../log; echo 'ok 1'", output: tap }
        """
    ]

    @Test func `a tree that passes is verified once, and says so on the commit`() throws {
        try commit(passing)
        let first = try verify()
        #expect(first.status == 0)
        let lines = first.stdout.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("+ style: passed ("))
        #expect(lines[1].hasPrefix("+ unit: 1 passed ("))
        #expect(lines[2].hasSuffix(": passed, 1 passed"))
        #expect(first.stderr == "> checkout\n> style\n> unit\n")
        let second = try verify("HEAD")
        #expect(second.status == 0)
        #expect(second.stderr == "")
        #expect(second.stdout.contains("[known]"))
        let note = try sandbox.git(["log", "-1", "--notes=autowrk", "--format=%N"], in: "repo")
        #expect(note.hasPrefix("Verification: passed, 1 passed\n- style: passed ("))
        let again = try verify("--no-cache", "--check", "unit")
        #expect(again.stderr == "> checkout\n> unit\n")
        let tree = try sandbox.git(["rev-parse", "HEAD^{tree}"], in: "repo").prefix(40)
        let events = try sandbox.autowrk(["journal", "show", "verdict/\(tree)"], in: "repo").stdout
        #expect(events.split(separator: "\n").count == 2)
        #expect(events.contains(#""type":"tree_verified""#))
        #expect(events.contains(#""unit.log""#))
    }

    @Test func `a failure is told with the lines that explain it`() throws {
        try commit([
            ".autowrk/verify.yml":
                "checks:\n  - { name: unit, kind: test, command: \"echo wrong; exit 3\" }\n"
        ])
        let outcome = try verify()
        #expect(outcome.status == 1)
        #expect(outcome.stdout.contains("x unit: failed, exit status 3 ("))
        #expect(outcome.stdout.contains("\n    | wrong\n"))
        #expect(outcome.stdout.hasSuffix(": failed: unit\n"))
        #expect(try verify().stderr == "hint: 'git autowrk verify --no-cache' runs what is known again\n")
    }

    @Test func `of two at once one verifies, and the other takes its verdict`() throws {
        let gate = try Gate("gate", in: sandbox)
        #expect(try sandbox.run(["mkfifo", "begun"]).status == 0)
        try commit([
            ".autowrk/verify.yml": """
            checks:
              - { name: unit, kind: test, command: "echo begun > '\(sandbox.path("begun"))'; \(gate.pass)" }
            """
        ])
        let first = try sandbox.start(["git-autowrk", "verify"], in: "repo", named: "first")
        _ = try sandbox.run(["cat", "begun"])
        let second = try sandbox.start(
            ["/bin/sh", "-c", "git-autowrk verify 2>&1"], in: "repo", named: "second")
        #expect(try second.nextLines()?.first?.contains("another process verifies tree") == true)
        try gate.open()
        #expect(try first.finish().status == 0)
        var lines: [String] = []
        while let more = try second.nextLines() { lines += more }
        #expect(try second.finish().status == 0)
        #expect(lines.contains { $0.contains("[known]") }, "\(lines)")
    }

    @Test func `Ctrl-C stops it, and nothing is said of the commit`() throws {
        #expect(try sandbox.run(["mkfifo", "begun"]).status == 0)
        try commit([
            ".autowrk/verify.yml": """
            checks:
              - { name: style, kind: lint, command: "true" }
              - { name: unit, kind: test, command: "echo begun > '\(sandbox.path("begun"))'; sleep 600" }
            """
        ])
        let live = try sandbox.start(["git-autowrk", "verify"], in: "repo")
        _ = try sandbox.run(["cat", "begun"])
        live.kill(.process, with: SIGINT)
        var lines: [String] = []
        while let more = try live.nextLines() { lines += more }
        #expect(try live.finish().status == 128 + SIGINT)
        #expect(lines.contains { $0.hasPrefix("- unit: skipped: stopped (") }, "\(lines)")
        #expect(lines.last?.hasSuffix(": stopped") == true)
        #expect(try sandbox.git(["log", "-1", "--notes=autowrk", "--format=%N"], in: "repo") == "")
        let tree = try sandbox.git(["rev-parse", "HEAD^{tree}"], in: "repo").prefix(40)
        let events = try sandbox.autowrk(["journal", "show", "verdict/\(tree)"], in: "repo").stdout
        #expect(events.contains(#""plan":["style","unit"]"#), "\(events)")
    }

    @Test func `another commit with a tree that is known has a note, too`() throws {
        try commit(passing)
        _ = try verify()
        try sandbox.git(["commit", "--quiet", "--allow-empty", "--message=again"], in: "repo")
        #expect(try verify("--check", "unit").status == 0)
        #expect(try sandbox.git(["log", "-1", "--notes=autowrk", "--format=%N"], in: "repo") == "")
        #expect(try verify().stdout.contains("[known]"))
        let note = try sandbox.git(["log", "-1", "--notes=autowrk", "--format=%N"], in: "repo")
        #expect(note.hasPrefix("Verification: passed, 1 passed\n- style: passed ("))
        // It is written once.
        _ = try verify()
        #expect(
            try sandbox.git(["rev-list", "--count", "refs/notes/autowrk"], in: "repo").hasPrefix("2"))
    }

    @Test func `what a check leaves running ends with it`() throws {
        #expect(try sandbox.run(["mkfifo", "begun"]).status == 0)
        let daemon = "exec 9>\(sandbox.path("lock")); flock 9; echo >\(sandbox.path("begun")); exec sleep 600"
        try commit([
            ".autowrk/verify.yml": """
            checks:
              - name: unit
                command: setsid sh -c '\(daemon)' </dev/null >/dev/null 2>&1 & cat \(sandbox.path("begun"))
            """
        ])
        #expect(try verify().status == 0)
        #expect(try sandbox.run(["flock", "--nonblock", "lock", "true"]).status == 0)
    }

    @Test func `some of the checks are no verdict on the tree`() throws {
        try commit(passing)
        let first = try verify("--check", "style")
        #expect(first.status == 0)
        #expect(first.stdout.hasSuffix(": incomplete: without unit\n"))
        #expect(try sandbox.git(["log", "-1", "--notes=autowrk", "--format=%N"], in: "repo") == "")
        let document = try JSON(parsing: String(try verify("--check", "style", "--json").stdout.dropLast()))
        #expect(document["passed"] == false)
        #expect(document["unfinished"] == ["unit"])
        #expect(try verify("--check", "unit").status == 0)
        let whole = try JSON(parsing: String(try verify("--json").stdout.dropLast()))
        #expect(whole["passed"] == true)
        #expect(whole["unfinished"] == [])
    }

    @Test func `it can be had as JSON`() throws {
        try commit(passing)
        for isKnown in [false, true] {
            let outcome = try verify("--json")
            let document = try JSON(parsing: String(outcome.stdout.dropLast()))
            #expect(document["passed"] == true)
            #expect(document["review"] == false)
            #expect(document["schema"] == 1)
            let checks = try #require(document["checks"]?.arrayValue)
            #expect(checks.map { $0["name"] } == ["style", "unit"])
            #expect(checks.map { $0["known"] } == [.bool(isKnown), .bool(isKnown)])
            #expect(checks[1]["counts"] == ["passed": 1, "failed": 0, "skipped": 0])
            #expect(checks[1]["stand_in"] == JSON.null)
            #expect(checks[1]["no_tests"] == false)
            #expect(checks[1]["output"] == "unit.log")
        }
        let list = try JSON(parsing: String(try verify("--list", "--json").stdout.dropLast()))
        #expect(list["checks"]?.arrayValue?.map { $0["kind"] } == ["lint", "test"])
    }

    @Test func `the checks are listed without being run`() throws {
        try commit(["Cargo.toml": "[package]\n"])
        let outcome = try verify("--list")
        #expect(outcome.status == 0)
        #expect(
            outcome.stdout == """
                cargo build  build  critical  cargo build
                cargo test   test   critical  cargo test --no-fail-fast

                """)
    }

    @Test func `wrong use is told with what to do`() throws {
        #expect(try verify().stderr.contains("there is no commit yet"))
        try commit(["README.md": "x"])
        let none = try verify()
        #expect(none.status == 2)
        #expect(none.stderr.contains("error: no checks were found"))
        #expect(none.stderr.contains("hint: say it in '.autowrk/verify.yml'"))
        let unknown = try verify("nowhere")
        #expect(unknown.status == 2)
        #expect(unknown.stderr.contains("'nowhere' is not a commit of this repository"))
        #expect(try verify("--fail-fast", "--keep-going").status == 2)
        try commit(passing)
        let check = try verify("--check", "units")
        #expect(check.status == 2)
        #expect(check.stderr == "error: there is no check 'units'\nhint: there are: style, unit\n")
        try commit([".autowrk/verify.yml": "checks:\n  - nam: unit\n"])
        let broken = try verify()
        #expect(broken.status == 2)
        #expect(broken.stderr.contains("2 |   - nam: unit\n  |     ^~~\n  = hint: did you mean 'name'?"))
        #expect(
            broken.stderr.hasSuffix(
                """
                error: cannot use '.autowrk/verify.yml': line 2: unknown key 'nam' in a check, and 1 more
                hint: it counts as it is committed: commit what you change there

                """), "\(broken.stderr)")
    }

    @Test func `it works in a bare repository, a linked worktree, and beside changes that are not committed`()
        throws
    {
        try commit(passing)
        try sandbox.write("repo/.autowrk/verify.yml", "checks: broken")
        #expect(try verify().status == 0)
        let status = try sandbox.git(["status", "--porcelain"], in: "repo")
        #expect(status == " M .autowrk/verify.yml")
        try sandbox.git(["worktree", "add", "--quiet", "../linked"], in: "repo")
        #expect(try verify(folder: "linked").stderr == "")
        try sandbox.git(["clone", "--quiet", "--bare", "repo", "bare"])
        #expect(try verify(folder: "bare").status == 0)
    }
}
