import Domain
import Git
import TestSupport
import Testing

@testable import Verification

@Suite struct VerdictNoteTests {
    private let verdict = Verdict(
        tree: "abc",
        checks: [
            CheckResult(
                name: "unit", kind: .test, command: "x", key: "k", status: .passed, milliseconds: 3200,
                counts: TestCounts(passed: 42))
        ])

    @Test func `what else a note says is kept`() {
        let text = "Verification: passed, 42 passed\n- unit: 42 passed (3.2 s)\n"
        #expect(VerdictNote.merged("", verdict) == text)
        #expect(VerdictNote.merged(text, verdict) == text)
        #expect(VerdictNote.merged("by hand\n", verdict) == text + "\nby hand\n")
        #expect(
            VerdictNote.merged(
                "first\n\n\n\nVerification: failed: unit\n- unit: failed\nby hand\n\n\nlast", verdict)
                == "first\n\n\n\n" + text + "by hand\n\n\nlast")
    }

    @Test(arguments: [
        "Verification: by hand, on a phone\n", "Verification: passed, I think\n\n- one\n",
        "Verification: I passed it on\n- to Ada\n", "a\nVerification: passed\n- unit: passed\n",
        "\n\na\n\n\n\nb",
    ])
    func `what a person has written is not taken for a verdict`(_ note: String) {
        #expect(VerdictNote.merged(note, verdict) == verdict.note + "\n" + note)
        #expect(VerdictNote.merged(verdict.note + "\n" + note, verdict) == verdict.note + "\n" + note)
    }

    @Test func `Git shows it`() throws {
        let place = try VerificationPlace()
        let commit = try place.commit(["a": "b"])
        let author = Signature(name: "A", email: "a@example.org", seconds: 1, offsetMinutes: 0)
        let repository = try place.repository()
        for _ in 1...2 { try VerdictNote.write(verdict, on: commit, author: author, in: repository) }
        let log = try place.sandbox.git(["log", "-1", "--notes=autowrk", "--format=%N"], in: "repo")
        #expect(log.contains("- unit: 42 passed (3.2 s)"))
        #expect(
            try place.sandbox.git(["rev-list", "--count", "refs/notes/autowrk"], in: "repo").hasPrefix("1"))
    }
}
