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

    private static let opening = "steps: [{id: pr, uses: pr.create, with: {head: fix/issue-7}}]"

    @Test func `runs that open one for a branch at the same time open one`() async throws {
        try place.sandbox.commit("mend", files: ["README": "mended\n"], in: "repository")
        try place.git("branch", "fix/issue-7")
        try place.git("reset", "--quiet", "--hard", "HEAD~1")
        let states = try await withThrowingTaskGroup(of: RunState.self) { group in
            for _ in 0..<6 { group.addTask { try await place.perform(Self.opening) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(states.allSatisfy { $0.status == .completed })
        let names = Set(states.map { $0.steps["pr"]?.result.outputs["pr"]?.stringValue })
        #expect(try Set(pullRequests().map(\.id.description)) == names)
        #expect(names.count == 1)
        #expect(states.filter { $0.steps["pr"]?.result.outputs["new"] == true }.count == 1)
    }

    @Test func `what an attempt before has opened is the run's own`() async throws {
        try place.sandbox.commit("mend", files: ["README": "mended\n"], in: "repository")
        try place.git("branch", "fix/issue-7")
        try place.git("reset", "--quiet", "--hard", "HEAD~1")
        // As by a process that was killed before it could record the step's end.
        let run = try await place.start(Self.opening)
        var request = PullRequestRequest(id: PullRequestID(bits: 1), head: "fix/issue-7", base: "main")
        request.run = run.description
        let changes = PullRequests(
            identity: Identity(name: "Ada", email: "ada@example.org"), actor: "person/ada@example.org",
            environment: place.sandbox.environment)
        var journal = try place.journal()
        _ = try changes.create(request, in: &journal)
        let state = try await place.resume(run)
        #expect(state.steps["pr"]?.result.outputs["new"] == true)
        try await place.ask(.rollback(.hard), of: run)
        #expect(try pullRequests().map(\.status) == [.closed])
    }

    @Test func `a rollback of a fork leaves the one of the other run open`() async throws {
        let state = try await place.perform(Self.text)
        let engine = try place.engine()
        let fork = try await engine.follow(engine.fork(state.id, at: "pr"))
        let rolledBack = try await place.ask(.rollback(.hard), of: fork.id)
        #expect(rolledBack.status == .rolledBack)
        #expect(rolledBack.steps["pr"]?.compensation == .nothing)
        #expect(try pullRequests().map(\.status) == [.open])
    }

    @Test(arguments: [true, false])
    func `one that was merged can't be taken back, and that is told`(isRecorded: Bool) async throws {
        let state = try await place.perform(Self.text)
        let id = try #require(try pullRequests().first?.id)
        try place.git("merge", "--quiet", "--no-ff", "-m", "merge", "fix/issue-7")
        if isRecorded {
            var journal = try place.journal()
            let changes = PullRequests(
                identity: Identity(name: "Ada", email: "ada@example.org"), actor: "person/ada@example.org",
                environment: place.sandbox.environment)
            #expect(try changes.follow(id, in: &journal).status == .merged)
        }
        let rolledBack = try await place.ask(.rollback(.hard), of: state.id)
        let tip = try place.git("rev-parse", "main").prefix(10)
        #expect(
            rolledBack.steps["pr"]?.compensation == .impossible(reason: "it was merged as '\(tip)'"))
    }

    @Test func `one that somebody has closed is left alone`() async throws {
        let state = try await place.perform(Self.text)
        let id = try #require(try pullRequests().first?.id)
        var journal = try place.journal()
        let changes = PullRequests(
            identity: Identity(name: "Ada", email: "ada@example.org"), actor: "person/ada@example.org",
            environment: place.sandbox.environment)
        _ = try changes.perform(.close, on: id, in: &journal)
        let rolledBack = try await place.ask(.rollback(.hard), of: state.id)
        #expect(rolledBack.steps["pr"]?.compensation == .nothing)
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
