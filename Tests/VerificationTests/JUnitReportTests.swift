import Domain
import Testing

@testable import Verification

@Suite struct JUnitReportTests {
    private func report(_ text: String) throws -> JUnitReport {
        var report = JUnitReport()
        try report.read(Array("<testsuite>\(text)</testsuite>".utf8))
        return report
    }

    @Test func `a failure of very many lines is told by its first ones`() throws {
        let lines = (1...200_000).map { "line \($0)\n" }.joined()
        let failures = try report(
            "<testcase name='a'><failure message='no'>\(lines)</failure></testcase>"
        ).failures
        #expect(failures == ["a\n  no\n" + (1...11).map { "  line \($0)" }.joined(separator: "\n")])
    }

    @Test func `the same line counts once, and each is cut`() throws {
        let long = String(repeating: "x", count: 1000)
        let failures = try report(
            "<testcase name='a'><error message='\(long)'>\(long)\n \nb</error></testcase>"
        ).failures
        #expect(failures == ["a\n  \(long.prefix(300))\n  b"])
    }

    @Test func `of many failures some are told, and all are counted`() throws {
        let failure =
            "<testcase name='a'><failure message='no'>\(String(repeating: "x\n", count: 1000))</failure></testcase>"
        let report = try report(String(repeating: failure, count: 1000))
        #expect(report.counts == TestCounts(passed: 0, failed: 1000))
        #expect(report.failures.count == 10)
    }
}
