import Platform
import Testing
import Workflow

@Suite struct RunStatisticsTests {
    private func run(
        _ number: UInt64, _ status: RunStatus, took milliseconds: Int64, attempts: Int = 1
    ) throws -> RunSummary {
        let fields = [
            "fix", status.rawValue, "person/ada@example.org", "1000", "\(1000 + milliseconds)", "", "r", "",
            "", "", "", "",
        ]
        let text = fields.joined(separator: "\t") + "\nbuild\tcompleted\t\(milliseconds)\t\(attempts)"
        return try #require(RunSummary(RunID(bits: number), text: text))
    }

    @Test func `a workflow's runs are counted and their durations ranked`() throws {
        var statistics = RunStatistics()
        for number in 1...20 { statistics.add(try run(UInt64(number), .completed, took: Int64(number) * 10)) }
        statistics.add(try run(21, .failed, took: 7, attempts: 3))
        statistics.add(try run(22, .waiting, took: 7))
        let workflow = try #require(statistics.byWorkflow.first)
        #expect(workflow.runs == 22)
        #expect(workflow.successRate == 20.0 / 21)
        #expect(workflow.retries == 2)
        #expect(RunStatistics.percentile(50, of: workflow.durations) == 100)
        #expect(RunStatistics.percentile(95, of: workflow.durations) == 190)
        #expect(workflow.steps.map(\.id) == ["build"])
        #expect(workflow.steps[0].runs == 22)
    }

    @Test func `there is no percentile of nothing`() {
        #expect(RunStatistics.percentile(50, of: []) == nil)
    }
}
