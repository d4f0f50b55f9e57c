import Engine
import Git
import JSON
import TestSupport
import Testing
import Workflow

@Suite struct CommitTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    /// A branch, a change of README to these lines, a pause, and the commit.
    private static func changing(to lines: String) -> String {
        """
        steps:
          - {id: make, uses: branch.create, with: {name: fix}}
          - {id: change, run: "printf '\(lines)' > README"}
          - {id: gate, wait: approval}
          - {id: commit, uses: commit, with: {message: "fix: it"}}
        """
    }

    private func approve(_ run: RunID) async throws -> RunState {
        try await place.ask(
            .vote(step: nil, Vote(approves: true), by: "person/ada@example.org"), of: run)
    }

    @Test func `the run's files become a commit of the user on the run's branch`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: fix}}
              - run: echo changed > README
              - id: commit
                uses: commit
                with: {message: "fix: it\\n\\nCloses #42"}
              - {id: use, uses: message, with: {text: "${{ steps.commit.outputs.commit }}"}}
            """)
        #expect(state.status == .completed)
        let tip = try #require(try place.tip(of: "fix"))
        #expect(
            state.steps["commit"]?.result.outputs
                == [
                    "commit": .string(tip), "tree": .string(try place.git("rev-parse", "fix^{tree}")),
                    "branch": "fix", "changed": true,
                ])
        #expect(state.steps["use"]?.result.effects == [.said(tip)])
        #expect(
            try place.git("log", "-1", "--format=%an <%ae> %at%n%B", "fix")
                == "Ada <ada@example.org> 1795234442\nfix: it\n\nCloses #42\n")
        #expect(try place.git("diff", "--name-only", "main", "fix") == "README")
        #expect(try place.git("status", "--porcelain") == "")
        #expect(
            try place.git("reflog", "-1", "--format=%gs", "fix") == "autowrk: run \(state.id) step commit")
    }

    @Test func `commits that are kept stand on the branch one by one`() async throws {
        let first = try place.git("commit-tree", "-p", "main", "-m", "first", "main^{tree}")
        try place.sandbox.write("blob", "changed\n")
        let blob = try place.git("hash-object", "-w", place.sandbox.path("blob"))
        let tree = try place.sandbox.git(
            "mktree", in: place.repository, input: "100644 blob \(blob)\tREADME\n")
        let second = try place.git("commit-tree", "-p", first, "-m", "second", tree)
        for (left, subjects) in [("changed", "second\nfirst"), ("more", "fix: it\nsecond\nfirst")] {
            let state = try await place.perform(
                """
                steps:
                  - {uses: branch.create, with: {name: "fix-\(left)"}}
                  - run: echo \(left) > README
                  - id: commit
                    uses: commit
                    with: {message: "fix: it", commits: '["\(first)", "\(second)"]'}
                """)
            #expect(state.status == .completed)
            #expect(try place.git("log", "--format=%s", "main..fix-\(left)") == subjects)
            #expect(try place.git("log", "-1", "--format=%cn", "fix-\(left)") == "Ada")
            #expect(try place.git("show", "fix-\(left):README") == left)
        }
    }

    @Test func `where nothing has changed no commit is made`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: fix}}
              - {id: commit, uses: commit, with: {message: nothing}}
            """)
        let base = try place.base().hex
        #expect(try place.tip(of: "fix") == base)
        let step = try #require(state.steps["commit"])
        #expect(step.result.outputs["commit"] == .string(base))
        #expect(step.result.outputs["tree"] == .string(try place.git("rev-parse", "main^{tree}")))
        #expect(step.result.outputs["changed"] == false)
        #expect(step.result.effects.isEmpty)
    }

    @Test func `what a person has added meanwhile stays below the run's commit`() async throws {
        let run = try await place.perform(Self.changing(to: "changed\\n")).id
        let theirs = try place.push(["OTHER": "person\n"], to: "fix")
        let state = try await approve(run)
        #expect(state.status == .completed)
        #expect(try place.git("rev-parse", "fix~1") == theirs)
        #expect(try place.file("OTHER", at: "fix") == "person")
        #expect(try place.file("README", at: "fix") == "changed")
        #expect(
            state.steps["commit"]?.result.effects == [
                .branchMoved(
                    reference: "refs/heads/fix", from: theirs, to: try #require(try place.tip(of: "fix")))
            ])
    }

    @Test func `what a person has added is there for the steps that follow`() async throws {
        let run = try await place.perform(
            Self.changing(to: "changed\\n") + "\n  - run: grep person OTHER && grep changed README"
        ).id
        try place.push(["OTHER": "person\n"], to: "fix")
        #expect(try await approve(run).status == .completed)
    }

    @Test func `where a person has done the same the run has nothing to add`() async throws {
        let run = try await place.perform(Self.changing(to: "changed\\n")).id
        let theirs = try place.push(["README": "changed\n", "OTHER": "person\n"], to: "fix")
        let state = try await approve(run)
        #expect(state.steps["commit"]?.result.outputs["changed"] == false)
        #expect(try place.tip(of: "fix") == theirs)
    }

    @Test func `changes that don't go together are a conflict, and the branch stays`() async throws {
        let run = try await place.perform(Self.changing(to: "changed\\n")).id
        let theirs = try place.push(["README": "person\n"], to: "fix")
        let state = try await approve(run)
        #expect(
            state.steps["commit"]?.failure
                == StepFailure(.conflict, "changes on branch 'fix' don't go with the run's: README"))
        #expect(state.status == .failed)
        #expect(try place.tip(of: "fix") == theirs)
    }

    @Test func `a branch that was taken somewhere else is a conflict`() async throws {
        let run = try await place.perform(Self.changing(to: "changed\\n")).id
        let other = try place.git("commit-tree", "-m", "unrelated", "main^{tree}")
        try place.git("branch", "--force", "fix", other)
        let state = try await approve(run)
        #expect(
            state.steps["commit"]?.failure
                == StepFailure(.conflict, "branch 'fix' was moved to '\(other)' meanwhile"))
        #expect(try place.tip(of: "fix") == other)
    }

    @Test func `a branch that was deleted stays so`() async throws {
        let run = try await place.perform(Self.changing(to: "changed\\n")).id
        try place.git("branch", "-D", "fix")
        let state = try await approve(run)
        #expect(state.steps["commit"]?.failure == StepFailure(.conflict, "branch 'fix' is gone"))
        #expect(try place.tip(of: "fix") == nil)
    }

    @Test func `a branch that is checked out in the user's folder is refused`() async throws {
        let run = try await place.perform(Self.changing(to: "changed\\n")).id
        try place.git("switch", "--quiet", "fix")
        let state = try await approve(run)
        #expect(
            state.steps["commit"]?.failure
                == StepFailure(.conflict, "branch 'fix' is checked out in '\(place.repository)'"))
        #expect(try place.git("status", "--porcelain") == "")
        #expect(try place.sandbox.read("repository/README") == "hello\n")
    }

    @Test func `a branch that is checked out in a linked worktree is refused`() async throws {
        let run = try await place.perform(Self.changing(to: "changed\\n")).id
        let tree = place.sandbox.path("tree")
        try place.git("worktree", "add", "--quiet", tree, "fix")
        let state = try await approve(run)
        #expect(
            state.steps["commit"]?.failure
                == StepFailure(.conflict, "branch 'fix' is checked out in '\(tree)'"))
    }

    @Test func `a branch in the middle of a rebase is refused`() async throws {
        let run = try await place.perform(Self.changing(to: "changed\\n")).id
        try place.push(["README": "person\n"], to: "fix")
        try place.sandbox.commit("on main", files: ["README": "main\n"], in: "repository")
        try place.git("switch", "--quiet", "fix")
        #expect(try place.sandbox.gitOutcome("rebase", "main", in: "repository").status != 0)
        let state = try await approve(run)
        #expect(state.steps["commit"]?.failure?.kind == .conflict)
        #expect(try place.git("status", "--porcelain") == "UU README")
    }

    @Test func `a branch that the run has not made is refused`() async throws {
        try place.git("branch", "release")
        let state = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: fix}}
              - run: echo x > README
              - {id: commit, uses: commit, with: {message: x, branch: release}}
            """)
        #expect(
            state.steps["commit"]?.failure
                == StepFailure(.input, "branch 'release' was not made by this run"))
    }

    @Test func `without a branch there is nothing to commit on`() async throws {
        let state = try await place.perform("steps: [{id: commit, uses: commit, with: {message: x}}]")
        #expect(
            state.steps["commit"]?.failure
                == StepFailure(
                    .input, "there is no branch to commit on: a step with 'branch.create' has to come first"))
    }

    @Test func `one of several branches has to be named`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: a}}
              - {uses: branch.create, with: {name: b}}
              - run: echo x > README
              - {id: b, uses: commit, with: {message: x, branch: b}}
              - {id: any, uses: commit, with: {message: x}, continue-on-error: true}
              - {id: a, uses: commit, with: {message: x, branch: refs/heads/a}}
            """)
        #expect(
            state.steps["any"]?.failure
                == StepFailure(.input, "the run has 2 branches: 'branch' has to name one"))
        #expect(try place.file("README", at: "b") == "x")
        #expect(try place.file("README", at: "a") == "x")
        #expect(try place.git("rev-list", "--count", "main..a") == "1")
    }

    @Test func `on a branch that begins elsewhere only the run's changes are added`() async throws {
        try place.git("switch", "--quiet", "--create", "release")
        try place.sandbox.commit("release", files: ["VERSION": "1\n"], in: "repository")
        try place.git("switch", "--quiet", "main")
        try place.sandbox.commit("second", files: ["NEWS": "2\n"], in: "repository")
        let state = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: backport, from: release}}
              - run: echo x > README
              - {uses: commit, with: {message: one}}
              - run: test "$(cat VERSION)" = 1 && ! test -e NEWS && echo y > README
              - {uses: commit, with: {message: two}}
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try place.git("diff", "--name-only", "release", "backport") == "README")
        #expect(try place.file("README", at: "backport") == "y")
    }

    @Test func `after a checkout of where the branch begins lines may be changed that differ there`()
        async throws
    {
        try place.git("switch", "--quiet", "--create", "release")
        try place.sandbox.commit("release", files: ["README": "release\n"], in: "repository")
        try place.git("switch", "--quiet", "main")
        let state = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: backport, from: release}}
              - {uses: checkout, with: {ref: release}}
              - run: echo x >> README && sed -i s/release/changed/ README
              - {uses: commit, with: {message: one}}
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try place.file("README", at: "backport") == "changed\nx")
    }

    @Test func `an empty message is an input that makes no sense`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: fix}}
              - {id: commit, uses: commit, with: {message: "${{ inputs.none }}"}}
            inputs: {none: {}}
            """)
        #expect(state.steps["commit"]?.failure?.kind == .input)
    }

    @Test func `wherever its process is killed, each commit is made once`() async throws {
        try await expectSameEndFromEveryMoment(
            """
            steps:
              - {id: make, uses: branch.create, with: {name: fix}}
              - {id: one, run: echo 1 > README}
              - {id: first, uses: commit, with: {message: first}}
              - {id: two, run: echo 2 > README}
              - {id: second, uses: commit, with: {message: second}}
              - {id: third, uses: commit, with: {message: nothing}}
            """, in: place)
    }

    @Test func `a commit on which somebody has gone on before the run was resumed is not made again`()
        async throws
    {
        let moments = Moments(of: place)
        let first = try await place.perform(
            """
            steps:
              - {uses: branch.create, with: {name: fix}}
              - run: echo 1 > README
              - {id: commit, uses: commit, with: {message: first}}
            """
        ) { $0.observe = moments.observer }
        // start, branch.create, run: the commit is under way
        try moments.restore(2, withEffects: true)
        let tip = try place.push(["OTHER": "person\n"], to: "fix")
        let state = try await place.resume(first.id)
        #expect(state.status == .completed)
        #expect(state.steps["commit"]?.result == first.steps["commit"]?.result)
        #expect(try place.tip(of: "fix") == tip)
    }
}
