import Engine
import Git
import JSON
import TestSupport
import Testing
import Workflow

@Suite struct BranchCreateTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    private func create(_ name: String, from: String? = nil) async throws -> StepState {
        let from = from.map { ", from: '\($0)'" } ?? ""
        let state = try await place.perform(
            "steps: [{id: make, uses: branch.create, with: {name: '\(name)'\(from)}}]")
        return try #require(state.steps["make"])
    }

    @Test func `a branch is made at the run's base, and nothing is checked out`() async throws {
        let before = try place.sandbox.snapshot(of: "repository")
        let step = try await create("fix/issue-42")
        let base = try place.base().hex
        #expect(try place.tip(of: "fix/issue-42") == base)
        #expect(step.result.outputs == ["branch": "fix/issue-42", "commit": .string(base)])
        #expect(step.result.effects == [.branchCreated(reference: "refs/heads/fix/issue-42", commit: base)])
        #expect(try place.git("symbolic-ref", "HEAD") == "refs/heads/main")
        let after = try place.sandbox.snapshot(of: "repository")
        for path in ["README", ".git/index", ".git/HEAD", ".git/logs/HEAD", ".git/logs/refs/heads/main"] {
            #expect(after[path] == before[path])
        }
    }

    @Test func `a branch is made at the revision that is named`() async throws {
        let first = try place.base().hex
        try place.sandbox.commit("second", files: ["README": "2\n"], in: "repository")
        let step = try await create("fix", from: "main~1")
        #expect(try place.tip(of: "fix") == first)
        #expect(step.result.outputs["commit"] == .string(first))
    }

    @Test func `a full name is taken for what it is`() async throws {
        let step = try await create("refs/heads/fix")
        #expect(try place.tip(of: "fix") != nil)
        #expect(step.result.outputs["branch"] == "fix")
    }

    @Test func `a branch that is there already is left alone`() async throws {
        try place.git("branch", "fix")
        let step = try await create("fix")
        #expect(step.status == .failed)
        #expect(
            step.failure
                == StepFailure(
                    .conflict, "branch 'fix' exists already", output: "rename or delete it, and try again"))
        #expect(step.result.effects.isEmpty)
    }

    @Test func `a name that is a folder of branches is refused`() async throws {
        try place.git("branch", "fix/1")
        let step = try await create("fix")
        #expect(step.failure?.kind == .conflict)
        #expect(step.failure?.message == "branch 'fix/1' is in the way of 'fix'")
        #expect(try place.tip(of: "fix/1") != nil)
    }

    @Test func `a folder that is a branch is named`() async throws {
        try place.git("branch", "fix")
        let step = try await create("fix/issue-12")
        #expect(step.failure?.kind == .conflict)
        #expect(step.failure?.message == "branch 'fix' is in the way of 'fix/issue-12'")
    }

    @Test func `of a branch that is there it is told whose it is`() async throws {
        let first = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: fix}}
              - {run: echo changed > README}
              - {uses: commit, with: {message: mend}}
            """)
        var step = try await create("fix")
        #expect(step.failure?.message == "branch 'fix' exists already, made by run \(first.id)")
        let pull = try await place.perform("steps: [{id: pr, uses: pr.create, with: {head: fix}}]")
        let name = try #require(pull.steps["pr"]?.result.outputs["pr"]?.stringValue).prefix(4)
        step = try await create("fix")
        #expect(step.failure?.message == "branch 'fix' exists already, with the open PR \(name)")
    }

    @Test func `the branch of a worktree that has no commit yet is refused`() async throws {
        try place.git("checkout", "--quiet", "--orphan", "fix")
        let state = try await place.engine().follow(
            place.engine().start(
                RunRequest(
                    try workflow("steps: [{id: make, uses: branch.create, with: {name: fix}}]"),
                    base: place.commit("main"))))
        #expect(state.steps["make"]?.failure?.kind == .conflict)
        #expect(state.steps["make"]?.failure?.message.contains("is checked out in") == true)
    }

    @Test(arguments: [
        "a..b", "a b", "-x", "HEAD", "x.lock", "a~1", "/x", "x/", "x//y", "refs/heads/", "@{x}",
    ])
    func `a name that Git does not allow is an input that makes no sense`(name: String) async throws {
        let step = try await create(name)
        #expect(step.failure?.kind == .input, "\(step)")
        #expect(try place.git("for-each-ref", "--format=%(refname)", "refs/heads") == "refs/heads/main")
    }

    @Test func `a revision that is not there is named`() async throws {
        let step = try await create("fix", from: "no-such-branch")
        #expect(step.failure?.kind == .input, "\(step)")
        #expect(step.failure?.message.contains("no-such-branch") == true)
    }

    @Test func `an empty name is missing`() async throws {
        let state = try await place.perform(
            """
            inputs: {name: {type: string}}
            steps: [{id: make, uses: branch.create, with: {name: "${{ inputs.name }}"}}]
            """)
        #expect(
            state.steps["make"]?.failure == StepFailure(.input, "input 'name' of step 'make' is empty"))
    }

    @Test func `wherever its process is killed, the branch is made once`() async throws {
        try await expectSameEndFromEveryMoment(
            "steps: [{id: make, uses: branch.create, with: {name: fix}}]", in: place)
    }

    @Test func `a branch that somebody else makes meanwhile is not taken for the run's`() async throws {
        let run = try await place.start("steps: [{id: make, uses: branch.create, with: {name: fix}}]")
        try place.git("branch", "fix")
        let state = try await place.resume(run)
        #expect(state.steps["make"]?.failure?.kind == .conflict)
        #expect(state.steps["make"]?.failure?.message == "branch 'fix' exists already")
    }

    @Test func `where no log tells who has made the branch, a person is asked`() async throws {
        try place.git("config", "core.logAllRefUpdates", "false")
        let run = try await place.start("steps: [{id: make, uses: branch.create, with: {name: fix}}]")
        try place.git("branch", "fix")
        let state = try await place.resume(run)
        #expect(state.status == .waiting)
        #expect(state.steps["make"]?.status == .unknown)
    }

    @Test func `a branch on which somebody has worked before the run was resumed is the run's all the same`()
        async throws
    {
        let moments = Moments(of: place)
        let text =
            "steps: [{id: make, uses: branch.create, with: {name: fix}}, {uses: message, with: {text: x}}]"
        let first = try await place.perform(text) { $0.observe = moments.observer }
        try moments.restore(0, withEffects: true)
        let tip = try place.push(["README": "person\n"], to: "fix")
        let state = try await place.resume(first.id)
        #expect(state.steps["make"]?.result == first.steps["make"]?.result)
        #expect(state.status == .completed)
        #expect(try place.tip(of: "fix") == tip)
    }

    @Test func `a run that goes back finds the branch that it has made`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {id: make, uses: branch.create, with: {name: fix}}
              - {id: change, run: "echo x >> README"}
              - {id: commit, uses: commit, with: {message: change}}
              - {id: test, run: "test $(wc -l < README) = 3", on-failure: {retry-from: make, times: 1}}
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try place.file("README", at: "fix") == "hello\nx\nx")
        #expect(try place.git("rev-list", "--count", "main..fix") == "2")
    }

    @Test func `two steps can't make the same branch`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {id: one, uses: branch.create, with: {name: fix}}
              - {id: two, uses: branch.create, with: {name: fix}}
            """)
        #expect(state.steps["two"]?.failure?.kind == .conflict)
        #expect(state.steps["two"]?.failure?.message == "branch 'fix' exists already")
    }
}
