import Domain
import Platform
import Testing

@testable import Verification

@Suite struct CheckReadingTests {
    @Test(
        arguments: [
            (500, "longer than 500 ms"), (90_000, "longer than 1 m 30 s"),
            (1_800_000, "longer than 30 m 00 s"),
        ] as [(Int64, String)])
    func `a limit of time is told as long as it was`(_ milliseconds: Int64, _ reason: String) {
        var check = CheckDefinition(name: "unit", kind: .test, command: "")
        check.timeLimit = milliseconds
        let blank = CheckResult(name: "unit", kind: .test, command: "", key: "", status: .skipped)
        let result = CheckReading(check: check).result(
            blank, ChildOutcome(ending: .timedOut), OutputWatcher([]), nil)
        #expect(result.status == .timedOut)
        #expect(result.reason == reason)
    }
}
