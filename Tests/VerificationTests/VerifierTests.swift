import Domain
import Engine
import Platform
import TestSupport
import Testing

@testable import Verification

@Suite struct VerifierTests {
    let place: VerificationPlace

    init() throws { place = try VerificationPlace() }

    private func file(_ checks: String, _ top: String = "") -> [String: String] {
        [".autowrk/verify.yml": "\(top)checks:\n\(checks)"]
    }

    @Test func `checks are performed by their kinds, and told of as they go on`() throws {
        let commit = try place.commit(
            file(
                """
                  - { name: unit, kind: test, command: "echo '1..2'; echo 'ok 1'; echo 'ok 2'", output: tap }
                  - { name: style, kind: lint, command: "true" }
                """))
        let verification = try place.verify(commit)
        #expect(verification.verdict.isPassed)
        #expect(verification.verdict.checks.map(\.name) == ["style", "unit"])
        #expect(verification.verdict.counts == TestCounts(passed: 2))
        #expect(!verification.verdict.needsReview)
        let seen = place.seen.filter { !$0.hasPrefix("printed") }
        #expect(
            seen.prefix(4) == [
                "planned style unit", "preparing checkout", "began style", "ended style passed false",
            ])
        #expect(seen.contains("counted unit 2 passed"))
        #expect(seen.last == "ended unit passed false")
    }

    @Test func `a critical failure ends it, another one does not`() throws {
        let commit = try place.commit(
            file(
                """
                  - { name: style, kind: lint, command: "echo ugly; false", critical: false }
                  - { name: build, kind: build, command: "echo broken; exit 3" }
                  - { name: unit, kind: test, command: "true" }
                """))
        let verification = try place.verify(commit)
        #expect(verification.verdict.checks.map(\.status) == [.failed, .failed, .skipped])
        #expect(verification.verdict.checks[1].exitStatus == 3)
        #expect(verification.verdict.checks[1].excerpt == "broken")
        #expect(verification.verdict.checks[2].reason == "'build' has failed")
        #expect(verification.verdict.headline == "failed: build")
        #expect(verification.performed.map(\.name) == ["style", "build"])
        let all = try place.verify(commit) { ($0.failsFast, $0.usesKnown) = (false, false) }
        #expect(all.verdict.checks.map(\.status) == [.failed, .failed, .passed])
    }

    @Test func `what is known is not performed again, unless it is asked for`() throws {
        let commit = try place.commit(file("  - { name: unit, kind: test, command: \"date +%N; false\" }"))
        let first = try place.verify(commit)
        let second = try place.verify(commit)
        #expect(second.verdict == first.verdict)
        #expect(second.performed.isEmpty)
        #expect(second.decision(actor: "person/test") == nil)
        #expect(place.seen == ["planned unit", "ended unit failed true"])
        #expect(try place.recorded(commit) == first.verdict)
        #expect(try place.verify(commit) { $0.usesKnown = false }.performed.count == 1)
    }

    @Test func `a verdict belongs to the tree and not to the commit`() throws {
        let commit = try place.commit(file("  - { name: unit, kind: test, command: \"true\" }"))
        _ = try place.verify(commit)
        try place.sandbox.git(["commit", "--quiet", "--amend", "--message=other words"], in: "repo")
        let amended = try place.commit([:])
        #expect(amended != commit)
        #expect(try place.verify(amended).performed.isEmpty)
    }

    @Test func `another version of a tool wants another verdict`() throws {
        let path = try place.machine(["cmake": "echo cmake version 3.1.0"])
        let commit = try place.commit(
            file("  - { name: unit, kind: test, command: \"true\", toolchain: cmake }"))
        #expect(try place.verify(commit, environment: path).verdict.checks[0].toolchain == ["cmake": "3.1.0"])
        #expect(try place.verify(commit, environment: path).performed.isEmpty)
        _ = try place.machine(["cmake": "echo cmake version 3.22.10"])
        let second = try place.verify(commit, environment: path)
        #expect(second.performed.map(\.toolchain) == [["cmake": "3.22.10"]])
    }

    @Test func `a tool that is not there is said, and asked for again the next time`() throws {
        let commit = try place.commit(
            file("  - { name: unit, kind: test, command: \"true\", toolchain: dotnet }"))
        let environment = try place.machine()
        for isFirst in [true, false] {
            let verification = try place.verify(commit, environment: environment)
            #expect(verification.verdict.checks.map(\.status) == [.missing])
            #expect(verification.verdict.checks.first?.reason == "'dotnet' is not there")
            #expect(!verification.verdict.isPassed)
            // It is looked for each time, and told of once.
            #expect(verification.performed.isEmpty != isFirst)
            #expect(place.seen.last == "ended unit missing false")
        }
    }

    @Test func `a command that is not there is no failure of the tree`() throws {
        let commit = try place.commit(
            file("  - { name: unit, kind: test, command: nothing-of-this-name }"))
        let result = try place.verify(commit).verdict.checks[0]
        #expect(result.status == .missing)
        #expect(
            result.line == "unit: can't be performed: a command was not found (\(result.milliseconds) ms)")
        _ = try place.verify(commit)
        #expect(place.seen.contains("began unit"))
    }

    @Test func `time is limited, and what ran is ended with it`() throws {
        let commit = try place.commit(
            file(
                "  - { name: unit, kind: test, command: \"echo begun; sleep 100 & sleep 100\", timeout: 300ms }"
            ))
        let result = try place.verify(commit).verdict.checks[0]
        #expect(result.status == .timedOut)
        // A machine with a lot to do may have had no time for that.
        if place.seen.contains("printed unit") { #expect(result.excerpt == "begun") }
        #expect(try place.verify(commit).performed.count == 1)
    }

    @Test func `a request to stop ends what runs, and what was stopped is not recorded`() throws {
        let commit = try place.commit(
            file(
                """
                  - { name: one, command: "true" }
                  - { name: two, command: "echo begun; sleep 600" }
                  - { name: three, command: "true" }
                """))
        let place = place
        let verification = try place.verify(
            commit,
            observe: { news in if case .printed("two", _) = news { place.stop.stop() } })
        #expect(verification.wasStopped)
        #expect(verification.verdict.checks.map(\.status) == [.passed, .skipped, .skipped])
        #expect(verification.verdict.checks.map(\.reason) == [nil, "stopped", "stopped"])
        #expect(verification.performed.map(\.name) == ["one"])
        #expect(try place.recorded(commit)?.checks.map(\.name) == ["one"])
    }

    @Test func `a request to stop that comes early lets no check begin`() throws {
        let commit = try place.commit(file("  - { name: one, command: \"true\" }"))
        place.stop.stop()
        let verification = try place.verify(commit)
        #expect(verification.wasStopped)
        #expect(verification.verdict.checks.map(\.reason) == ["stopped"])
        #expect(verification.performed.isEmpty)
        #expect(!place.seen.contains("began one"))
    }

    @Test func `no test that ran is not a test that passed`() throws {
        let commit = try place.commit(
            file(
                """
                  - { name: build, kind: build, command: "true" }
                  - { name: unit, kind: test, command: "echo 'Ran 0 tests in 0.0s'", output: unittest }
                """))
        let verdict = try place.verify(commit).verdict
        #expect(verdict.checks[1].foundNoTests)
        #expect(verdict.isPassed)
        #expect(verdict.needsReview)
        #expect(verdict.headline == "passed, without tests")
        #expect(try place.verify(commit).performed.isEmpty)
        let alone = try place.commit(
            file("  - { name: unit, kind: test, command: \"echo 'Ran 0 tests in 0.0s'\", output: unittest }"))
        #expect(try place.verify(alone).verdict.isPassed == false)
    }

    @Test func `a suite that writes into its own tree reaches nobody's checkout`() throws {
        let commit = try place.commit(
            file(
                "  - { name: unit, kind: test, command: \"echo x > tracked; echo y > new; rm -rf .autowrk\" }"
            )
            .merging(["tracked": "a\n"]) { $1 })
        _ = try place.verify(commit)
        #expect(try place.sandbox.git(["status", "--porcelain"], in: "repo") == "")
        #expect(try place.verify(commit) { $0.usesKnown = false }.verdict.isPassed)
    }

    @Test func `secrets are hidden, and not handed on`() throws {
        let commit = try place.commit(
            file(
                "  - { name: unit, kind: test, command: \"echo got=$MY_TOKEN; echo hunter2hunter2; false\" }")
        )
        let verification = try place.verify(commit, environment: ["MY_TOKEN": "hunter2hunter2"])
        #expect(verification.outputs["unit.log"].map { String(decoding: $0, as: UTF8.self) } == "got=\n***\n")
        #expect(verification.verdict.checks[0].excerpt == "got=\n***")
    }

    @Test func `output is bounded`() throws {
        let commit = try place.commit(
            file("  - { name: unit, command: \"seq 1 100000; echo the end; false\" }"))
        let verification = try place.verify(commit, limits: .init(head: 1000, tail: 1000))
        let output = try #require(verification.outputs["unit.log"])
        #expect(output.count < 2200)
        #expect(String(decoding: output, as: UTF8.self).hasSuffix("the end\n"))
        let excerpt = try #require(verification.verdict.checks[0].excerpt)
        #expect(excerpt.split(separator: "\n").count == 60)
    }

    @Test func `a report is read where the runner writes it, and an old one is not taken for it`() throws {
        let commit = try place.commit(
            file(
                """
                  - name: unit
                    kind: test
                    junit: out/*.xml
                    command: |
                      mkdir -p out
                      ls out
                      n=$(ls out | wc -l)
                      echo '<testsuite><testcase name="a"/><testcase name="b"><failure message="no"/></testcase></testsuite>' > out/new$n.xml
                      echo '<testsuite><testcase name="c"/></testsuite>' > "$AUTOWRK_JUNIT"
                """
            ).merging([".gitignore": "out/new*\n", "out/tracked.xml": "<a><testcase name='old'/></a>"]) { $1 }
        )
        for _ in 1...2 {
            let result = try place.verify(commit) { $0.usesKnown = false }.verdict.checks[0]
            #expect(result.counts == TestCounts(passed: 2, failed: 1))
        }
    }

    @Test func `a report that is part of the tree stays, wherever it is`() throws {
        let tracked = ["tests/fixtures/TEST-a.xml", "vendor/b/TEST-b.xml"]
        let commit = try place.commit(
            file(
                """
                  - name: unit
                    kind: test
                    junit: "**/TEST-*.xml"
                    command: |
                      cat \(tracked.joined(separator: " "))
                      mkdir -p build; echo '<testcase name="c"/>' > build/TEST-c.xml
                """
            ).merging(tracked.map { ($0, "<a><testcase name='old'/></a>") }) { $1 })
        let result = try place.verify(commit).verdict.checks[0]
        #expect(result.status == .passed)
        #expect(result.counts == TestCounts(passed: 1))
    }

    @Test func `what many checks say has room in an event`() throws {
        let commit = try place.commit(
            file(
                (1...150).map {
                    "  - { name: unit\($0), command: \"yes $(seq -s - 90) | head -n 200; false\" }\n"
                }.joined()))
        let verification = try place.verify(commit) { $0.failsFast = false }
        #expect(verification.performed.count == 150)
        #expect(verification.performed.allSatisfy { ($0.excerpt ?? "").count > 5000 })
        #expect(try place.recorded(commit)?.checks.count == 150)
    }

    @Test func `checks of one folder build in one place, and those of another in another`() throws {
        let build =
            "mkdir -p $AUTOWRK_BUILD; test ! -e $AUTOWRK_BUILD/a; echo $AUTOWRK_ORIGIN >$AUTOWRK_BUILD/a"
        let commit = try place.commit(
            file(
                """
                  - { name: top, kind: build, command: '\(build)' }
                  - { name: web, kind: build, command: '\(build)', working-directory: web }
                  - { name: part, kind: build, command: '\(build)', working-directory: web/part }
                  - { name: unit, kind: test, command: 'cat $AUTOWRK_BUILD/a', working-directory: web }
                """
            ).merging(["web/part/a": ""]) { $1 })
        let verification = try place.verify(commit)
        #expect(verification.verdict.isPassed)
        #expect(
            verification.outputs["unit.log"].map { String(decoding: $0, as: UTF8.self) } == place.path
                + "/web\n")
    }

    @Test func `checks whose names differ by signs only have an output each`() throws {
        let names = ["unit tests", "unit-tests", "unit/tests", ".."]
        let commit = try place.commit(
            file(
                names.map { "  - { name: '\($0)', command: 'echo \($0)' }\n" }.joined()
                    + "  - { name: unit-tests-2, command: echo two }\n  - { name: mute, command: 'true' }\n"))
        let verification = try place.verify(commit)
        let checks = try #require(try place.recorded(commit)?.checks)
        #expect(
            checks.map(\.output) == [
                "unit-tests.log", "unit-tests-2.log", "unit-tests-3.log", "-...log", "unit-tests-2-2.log",
                nil,
            ])
        for check in checks.prefix(4) {
            let output = try #require(check.output.flatMap { verification.outputs[$0] })
            #expect(String(decoding: output, as: UTF8.self) == check.name + "\n")
        }
    }

    @Test func `only some checks can be asked for`() throws {
        let commit = try place.commit(
            file("  - { name: one, command: \"true\" }\n  - { name: two, command: \"false\" }"))
        let one = try place.verify(commit) { $0.names = ["one"] }
        #expect(one.verdict.checks.map(\.name) == ["one"])
        #expect(one.isPassed && !one.isWhole)
        #expect(try place.recorded(commit)?.headline == "incomplete: without two")
        #expect(try place.recorded(commit)?.isPassed == false)
        _ = try place.verify(commit) { $0.names = ["two"] }
        #expect(try place.recorded(commit)?.headline == "failed: two")
        #expect(throws: VerificationError.self) { try self.place.verify(commit) { $0.names = ["three"] } }
    }
}

/// What holds for checks that were only detected.
@Suite struct DetectedCheckTests {
    let place: VerificationPlace

    init() throws { place = try VerificationPlace() }

    @Test func `a detected build that can't be performed here does not stand in the way of the tests`() throws
    {
        let commit = try place.commit([
            "a.sln": "", "package.json": #"{"scripts":{"test":"echo 'ok 1'"}}"#,
        ])
        let script = "if [ \"$1\" = --version ]; then echo v1.2.3; else echo ok 1; fi"
        let environment = try place.machine(["node": script, "npm": script])
        let verification = try place.verify(commit, environment: environment)
        let checks = verification.verdict.checks
        #expect(checks.map(\.name) == ["dotnet build", "dotnet test", "test"])
        #expect(checks.map(\.status) == [.missing, .missing, .skipped])
        #expect(checks.map(\.isCritical) == [false, true, true])
        let all = try place.verify(commit, environment: environment) {
            ($0.failsFast, $0.usesKnown) = (false, false)
        }
        #expect(all.verdict.checks[2].counts == TestCounts(passed: 1))
        #expect(all.verdict.headline == "failed: dotnet test")
    }

    @Test func `what is prepared is prepared once, and its failure is told`() throws {
        let package = #"{"scripts":{"test":"x","build":"y"},"dependencies":{"a":"1"}}"#
        let commit = try place.commit(["package.json": package, "package-lock.json": "{}"])
        let npm = """
            case "$1" in
            --version) echo 9 ;;
            ci) echo installing; test ! -e "$HOME/offline" ;;
            *) echo "ok 1" ;;
            esac
            """
        let environment = try place.machine(["node": "echo v1.2.3", "npm": npm])
        #expect(try place.verify(commit, environment: environment).verdict.isPassed)
        #expect(place.seen.filter { $0 == "preparing npm ci" }.count == 1)
        try place.sandbox.write("home/offline", "")
        let other = try place.commit(["package-lock.json": "{ }"])
        let verdict = try place.verify(other, environment: environment) { $0.failsFast = false }.verdict
        #expect(verdict.checks.map(\.reason) == ["'npm ci' has failed", "'npm ci' has failed"])
        #expect(verdict.checks.map(\.status) == [.missing, .missing])
        #expect(verdict.checks[0].excerpt == "installing\n")
    }

    /// Puts a program of `sh` where commands find it.
    private func install(_ name: String, _ script: String) throws {
        let folder = place.sandbox.path("tools")
        try Files.createDirectories(folder)
        try Files.writeAtomically(
            Array("#!/bin/sh\n\(script)\n".utf8), to: "\(folder)/\(name)", durable: false,
            permissions: 0o777)
    }

    private var tools: [String: String] { ["PATH": "\(place.sandbox.path("tools")):/usr/bin:/bin"] }

    @Test func `a build whose own script is wrong stands in the way`() throws {
        let commit = try place.commit(["package.json": #"{"scripts":{"build":"tscc -p .","test":"x"}}"#])
        try install("node", "echo v1.2.3")
        try install(
            "npm",
            """
            case "$*" in
            *build) echo 'sh: 1: tscc: not found' >&2; exit 127 ;;
            *) echo ok 1 ;;
            esac
            """)
        let verdict = try place.verify(commit, environment: tools).verdict
        #expect(verdict.checks.map(\.status) == [.missing, .skipped])
        #expect(verdict.checks[0].isBlocking)
        #expect(verdict.headline == "failed: build")
    }

    @Test func `tools of Python may be programs or modules`() throws {
        let commit = try place.commit([
            "ruff.toml": "", "mypy.ini": "[mypy]\n", "setup.py": "", "tox.ini": "[testenv]\n",
        ])
        try install(
            "python3",
            """
            case "$*" in
            --version) echo Python 3.12.1 ;;
            *) echo "No module named $2" >&2; exit 1 ;;
            esac
            """)
        let lacking = try place.verify(commit, environment: tools).verdict.checks
        #expect(lacking.map(\.name) == ["ruff", "mypy", "tox"])
        #expect(
            lacking.map(\.reason) == ["No module named ruff", "No module named mypy", "No module named tox"])
        for name in ["ruff", "mypy", "tox"] { try install(name, "echo 1.0") }
        let there = try place.verify(commit, environment: tools).verdict.checks
        #expect(there.map(\.status) == [.passed, .passed, .passed])
    }

    @Test func `each table prepares a folder for itself`() throws {
        let commit = try place.commit([
            "composer.json": #"{"require-dev":{"phpunit/phpunit":"^9"}}"#, "composer.lock": "{}",
            "package.json": #"{"scripts":{"test":"x"},"dependencies":{"a":"1"}}"#, "package-lock.json": "{}",
        ])
        try install("php", "echo PHP 8.2.0")
        try install("composer", "echo composer $1")
        try install("phpunit", "echo 'OK (1 test, 1 assertion)'")
        try install("node", "echo v1.2.3")
        try install("npm", "if [ \"$1\" = ci ]; then exit 0; fi; echo ok 1")
        let verdict = try place.verify(commit, environment: tools).verdict
        #expect(verdict.counts == TestCounts(passed: 2))
        let prepared = place.seen.filter { $0.hasPrefix("preparing") }
        #expect(Set(prepared) == ["preparing checkout", "preparing npm ci", "preparing composer install"])
    }

    @Test func `a virtual environment may be in the check's folder or above it`() throws {
        let commit = try place.commit([
            "api/setup.py": "", "api/tox.ini": "[testenv]\n", ".gitignore": ".venv\n",
        ])
        func install(_ version: String, in folder: String) throws {
            let program = "#!/bin/sh\nif [ \"$1\" = --version ]; then echo Python \(version); fi\n"
            try Files.createDirectories("\(folder)/.venv/bin")
            try Files.writeAtomically(
                Array(program.utf8), to: "\(folder)/.venv/bin/python3", durable: false, permissions: 0o777)
        }
        try install("3.90.1", in: place.path)
        #expect(try place.verify(commit).verdict.checks.map(\.toolchain) == [["python": "3.90.1"]])
        try install("3.90.2", in: place.path + "/api")
        #expect(try place.verify(commit).verdict.checks.map(\.toolchain) == [["python": "3.90.2"]])
    }

    @Test func `tests of Node's own runner are tried without what could not be installed`() throws {
        let package = #"{"scripts":{"pretest":"lint","test":"node --test"},"devDependencies":{"a":"1"}}"#
        let commit = try place.commit(["package.json": package])
        let check = try #require(try place.plan(commit).checks.first)
        #expect(check.command == "npm test --silent --ignore-scripts")
        #expect(check.preparation?.isNeeded == false)
    }
}
