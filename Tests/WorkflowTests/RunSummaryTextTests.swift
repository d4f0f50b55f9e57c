import Testing
import Workflow

@Suite struct RunSummaryTextTests {
    @Test func `a summary comes back from its text, wherever the run stands`() throws {
        for standing in try RunStanding.all() {
            let summary = standing.run.state.summary
            #expect(RunSummary(summary.id, text: summary.text) == summary, "\(standing.name)")
        }
    }

    @Test func `what parts fields and lines becomes a space`() throws {
        var summary = try #require(try RunStanding.all().first).run.state.summary
        summary.reason = "first\tsecond\nthird ✓"
        let read = try #require(RunSummary(summary.id, text: summary.text))
        #expect(read.reason == "first second third ✓")
        #expect(read.steps == summary.steps)
    }

    @Test(arguments: [
        "", "a\tb", "fix\tnowhere\t\t1\t\t\t\t\t\t\t\t", "fix\tfailed\t\tlately\t\t\t\t\t\t\t\t",
    ])
    func `another text is none`(text: String) {
        #expect(RunSummary(RunID(bits: 1), text: text) == nil)
    }
}
