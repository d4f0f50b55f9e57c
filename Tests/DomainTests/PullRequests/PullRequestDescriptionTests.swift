import Domain
import Testing

@Suite struct PullRequestDescriptionTests {
    private let verdict = Verdict(
        tree: "t",
        checks: [
            CheckResult(
                name: "ruff", kind: .lint, command: "ruff", key: "k", status: .passed, milliseconds: 120),
            CheckResult(
                name: "pytest", kind: .test, command: "pytest", key: "k", status: .passed, milliseconds: 1234,
                counts: TestCounts(passed: 42, skipped: 2)),
            CheckResult(
                name: "mypy", kind: .types, command: "mypy", key: "k", isCritical: false, status: .failed,
                exitStatus: 1, milliseconds: 3000),
            CheckResult(
                name: "docs", kind: .custom, command: "x", key: "k", status: .skipped,
                reason: "nothing it depends on has changed"),
        ])

    @Test func `a description has changes, verification and the issue`() {
        let text = PullRequestDescription.text(
            subjects: ["Fix it", "Test\u{1B} it\n"],
            files: [.init("src/a.py"), .init("te`st.py", "new")], verdict: verdict, issue: "42")
        #expect(
            text == """
                ## Changes

                - Fix it
                - Test  it\u{20}

                2 files: `src/a.py`, `te'st.py` (new)

                ## Verification

                - ✓ ruff: passed (120 ms)
                - ✓ pytest: 42 passed, 2 skipped (1.2 s)
                - ⚠ mypy: failed, exit status 1 (3.0 s), not critical
                - – docs: skipped: nothing it depends on has changed

                Fixes #42

                """)
    }

    @Test func `what nobody has verified is not claimed`() {
        let text = PullRequestDescription.text(subjects: ["x"], files: [], verdict: nil, issue: "abc")
        #expect(text.contains("\nNot verified: no check has looked at these files.\n"))
        #expect(text.contains("No file is different."))
        #expect(!text.contains("Fixes"))
        let empty = Verdict(tree: "t", checks: [])
        #expect(
            PullRequestDescription.text(subjects: ["x"], files: [], verdict: empty, issue: nil)
                .contains("Not verified"))
    }

    @Test func `where no tests were run, a person has to look`() {
        var untested = verdict
        untested.checks.remove(at: 1)
        #expect(
            PullRequestDescription.lines(for: untested).last
                == "⚠ no tests were run: a person has to look at it")
    }

    @Test func `what was not performed is told`() {
        var partial = verdict
        partial.plan = ["ruff", "pytest", "make\ncheck"]
        #expect(PullRequestDescription.lines(for: partial).last == "– make check: not performed")
    }

    @Test func `failures are told with their counts`() {
        let check = CheckResult(
            name: "go test", kind: .test, command: "go", key: "k", status: .failed, exitStatus: 1,
            milliseconds: 10, counts: TestCounts(passed: 3, failed: 1))
        let timedOut = CheckResult(name: "slow", kind: .test, command: "s", key: "k", status: .timedOut)
        let missing = CheckResult(name: "gone", kind: .test, command: "g", key: "k", status: .missing)
        let lines = PullRequestDescription.lines(
            for: Verdict(tree: "t", checks: [check, timedOut, missing]))
        #expect(
            lines.prefix(3) == [
                "✗ go test: 3 passed, 1 failed (10 ms)", "✗ slow: took too long",
                "✗ gone: can't be performed",
            ])
    }

    @Test func `many commits and files are cut short`() {
        let text = PullRequestDescription.text(
            subjects: (1...25).map { "commit \($0)" }, files: (1...12).map { .init("f\($0)") }, verdict: nil,
            issue: nil)
        #expect(text.contains("- commit 20\n- … and 5 more commits\n"))
        #expect(text.contains("12 files: `f1`, "))
        #expect(text.contains("`f10`, …\n"))
    }

    @Test func `a later verdict takes the place of the earlier one and of nothing else`() {
        let before = PullRequestDescription.text(
            subjects: ["x"], files: [.init("a")], verdict: nil, issue: "7")
        let after = PullRequestDescription.text(
            subjects: ["x"], files: [.init("a")], verdict: verdict, issue: "7")
        #expect(PullRequestDescription.text(before, verifiedBy: verdict) == after)
        #expect(PullRequestDescription.text(after, verifiedBy: verdict) == after)
        #expect(PullRequestDescription.text(after, verifiedBy: nil) == before)
        let plain = PullRequestDescription.text(
            subjects: ["x"], files: [.init("a")], verdict: nil, issue: nil)
        #expect(
            PullRequestDescription.text(plain, verifiedBy: verdict)
                == PullRequestDescription.text(
                    subjects: ["x"], files: [.init("a")], verdict: verdict, issue: nil))
        #expect(PullRequestDescription.text("mine\n", verifiedBy: verdict) == "mine\n")
        for own in [
            "## Verification\n\n- I have tried it\n- on two machines\n", "## Verification\n\n## Next\n",
            "## Verification\n\n  by hand\n\nFixes #7\n",
        ] {
            #expect(PullRequestDescription.text(own, verifiedBy: verdict) == own)
            #expect(!PullRequestDescription.tellsVerdict(own))
        }
        let mixed = "## Verification\n\n- ✓ a: passed\n- by hand, too\n"
        let second = PullRequestDescription.text(mixed, verifiedBy: verdict)
        #expect(second.hasSuffix("changed\n\n- by hand, too\n") && !second.contains("✓ a: passed"))
        #expect(PullRequestDescription.text(second, verifiedBy: verdict) == second)
        let more = after + "\nA word of mine.\n"
        #expect(PullRequestDescription.text(more, verifiedBy: nil) == before + "\nA word of mine.\n")
    }
}
