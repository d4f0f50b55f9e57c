import Domain
import Engine
import JSON
import Journal
import TestSupport
import Testing
import Workflow

@Suite struct PullRequestCreateTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    private static let text = """
        steps:
          - {uses: branch.create, with: {name: fix/issue-7}}
          - run: echo changed > README
          - {uses: commit, with: {message: "mend the greeting"}}
          - {id: pr, uses: pr.create, with: {head: fix/issue-7, issue: "7"}}
        """

    private func pullRequests() throws -> [PullRequestSummary] {
        var journal = try place.journal()
        var found: [PullRequestSummary] = []
        try PullRequestIndex.forEach(in: &journal) { summary in
            found.append(summary)
            return true
        }
        return found
    }

    @Test func `a run opens a pull request for its branch`() async throws {
        let state = try await place.perform(Self.text)
        #expect(state.status == .completed)
        let summary = try #require(try pullRequests().first)
        let result = try #require(state.steps["pr"]?.result)
        #expect(result.outputs["pr"] == .string(summary.id.description))
        #expect(
            result.summary
                == "Created PR \(summary.id.description.prefix(4)), `fix/issue-7` into `main`")
        var journal = try place.journal()
        let opened = try #require(try PullRequestStore.state(of: summary.id, in: &journal))
        #expect((opened.title, opened.issue) == ("mend the greeting", "7"))
        #expect(opened.run == state.id.description)
        let description = try PullRequestStore.description(of: opened, in: journal)
        #expect(description?.hasSuffix("\nFixes #7\n") == true)
    }

    @Test func `its facts are one decision with the end of the step`() async throws {
        _ = try await place.perform(Self.text)
        let journal = try place.git(
            "log", "--format=%B", "--glob=refs/autowrk/journal/*", "--grep=pr_opened", "--max-count=1")
        #expect(journal.contains("\"type\":\"step_completed\""))
        #expect(journal.contains("\"type\":\"run_completed\""))
    }

    @Test func `one that is open already is as good`() async throws {
        _ = try await place.perform(
            Self.text + "\n  - {id: again, uses: pr.create, with: {head: fix/issue-7}}")
        #expect(try pullRequests().count == 1)
    }

    @Test func `a rollback closes it`() async throws {
        let state = try await place.perform(Self.text)
        try await place.ask(.rollback(.hard), of: state.id)
        #expect(try pullRequests().map(\.status) == [.closed])
        #expect(try place.tip(of: "fix/issue-7") == nil)
    }

    @Test(arguments: [
        ("{head: nothing}", "there is no branch 'nothing'"),
        ("{head: main}", "branch 'main' can't be merged into itself"),
        ("{head: fix/issue-7, base: gone}", "there is no branch 'gone'"),
        ("{head: \"a b\"}", "the given reference name 'refs/heads/a b' is not valid"),
    ])
    func `what can't be merged fails the step`(inputs: String, message: String) async throws {
        let state = try await place.perform(
            Self.text.split(separator: "\n").dropLast().joined(separator: "\n")
                + "\n  - {id: pr, uses: pr.create, with: \(inputs)}")
        #expect(state.steps["pr"]?.failure?.message == message)
        #expect(try pullRequests().isEmpty)
    }
}
