import Domain
import JSON
import Testing

/// What results say of themselves, and how they are recorded.
@Suite struct CheckResultTests {
    private func result(
        _ status: CheckResult.Status, kind: CheckKind = .test, counts: TestCounts? = nil, exit: Int? = nil,
        reason: String? = nil, milliseconds: Int64 = 3210
    ) -> CheckResult {
        CheckResult(
            name: "unit", kind: kind, command: "make", key: "k", toolchain: ["python": "3.11.7"],
            status: status, exitStatus: exit, milliseconds: milliseconds, counts: counts, reason: reason)
    }

    @Test func `a line says how it went`() {
        #expect(result(.passed, counts: .init(passed: 42)).line == "unit: 42 passed (3.2 s)")
        #expect(
            result(.failed, counts: .init(passed: 42, failed: 1, skipped: 2), exit: 1).line
                == "unit: 42 passed, 1 failed, 2 skipped (3.2 s)")
        #expect(result(.passed, milliseconds: 85).line == "unit: passed (85 ms)")
        #expect(
            result(.failed, exit: 2, milliseconds: 125_000).line == "unit: failed, exit status 2 (2 m 05 s)")
        // All tests have passed, and something else was wrong.
        #expect(
            result(.failed, counts: .init(passed: 3), exit: 1).line == "unit: failed, exit status 1 (3.2 s)")
        #expect(
            result(.timedOut, reason: "longer than 3 s").line
                == "unit: took too long: longer than 3 s (3.2 s)")
        #expect(result(.skipped, reason: "stopped", milliseconds: 0).line == "unit: skipped: stopped")
    }

    @Test func `a verdict passes when something speaks for it and nothing critical against it`() {
        var lint = result(.failed, kind: .lint)
        lint.isCritical = false
        var empty = result(.skipped)
        empty.foundNoTests = true
        let (build, unit) = (result(.passed, kind: .build), result(.passed, counts: .init(passed: 1)))
        func verdict(_ checks: CheckResult...) -> Verdict { Verdict(tree: "t", checks: checks) }
        #expect(!verdict().isPassed)
        #expect(verdict(lint, build, unit).isPassed)
        #expect(!verdict(lint).isPassed)
        #expect(verdict(build, empty).isPassed && verdict(build, empty).needsReview)
        #expect(!verdict(empty).isPassed)
        for status in [CheckResult.Status.failed, .timedOut, .missing] {
            #expect(!verdict(unit, result(status)).isPassed)
        }
        #expect(verdict(build, unit, unit).counts == TestCounts(passed: 2))
        #expect(verdict(build).headline == "passed, without tests")
        #expect(verdict(unit, result(.failed)).headline == "failed: unit")
    }

    @Test func `a verdict without a critical check of the plan has not passed`() throws {
        let unit = result(.passed, counts: .init(passed: 1))
        var verdict = Verdict(tree: "t", checks: [unit], plan: ["unit", "build"])
        #expect(verdict.unfinished == ["build"])
        #expect(verdict.isUnopposed && !verdict.isPassed)
        #expect(verdict.headline == "incomplete: without build")
        var build = result(.skipped, kind: .build, reason: "stopped")
        build.name = "build"
        verdict.checks.append(build)
        #expect(verdict.unfinished == ["build"])
        build.foundNoTests = true
        verdict.checks[1] = build
        #expect(verdict.isPassed)
        build.status = .failed
        verdict.checks[1] = build
        #expect(verdict.unfinished == [])
        #expect(verdict.headline == "failed: build")
        let data = try #require(try JSON(parsing: #"{"checks":[],"plan":["unit"]}"#).objectValue)
        #expect(Verdict(tree: "t", data).unfinished == ["unit"])
    }

    @Test func `a result is what it was after it was recorded`() throws {
        var full = result(.skipped, counts: .init(passed: 1, failed: 2, skipped: 3), exit: 5, reason: "why")
        (full.standIn, full.foundNoTests, full.excerpt, full.isCritical) = ("tree", true, "lines", false)
        full.output = "unit.log"
        for result in [full, result(.passed), result(.timedOut)] {
            let read = try JSON(parsing: result.json.canonical)
            #expect(CheckResult(read) == result)
        }
    }

    @Test(arguments: ["{}", "[]", #"{"name":"a","kind":"b","key":"c","status":"passed"}"#])
    func `what is no result is not taken for one`(_ text: String) throws {
        #expect(CheckResult(try JSON(parsing: text)) == nil)
    }

    @Test func `what was recorded once can be read`() throws {
        let text =
            #"{"checks":[{"command":"make test","counts":{"failed":1,"passed":41,"skipped":0},"critical":true,"excerpt":"no","exit":2,"key":"9ae1","kind":"test","later":1,"milliseconds":3200,"name":"unit","status":"failed","toolchain":{"make":"4.3"}}]}"#
        let data = try #require(try JSON(parsing: text).objectValue)
        let check = try #require(Verdict(tree: "t", data).checks.first)
        #expect(check.line == "unit: 41 passed, 1 failed (3.2 s)")
        #expect(check.toolchain == ["make": "4.3"])
        #expect(check.isBlocking && check.isSettled)
    }
}
