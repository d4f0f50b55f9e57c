import Engine
import Git
import JSON
import TestSupport
import Testing
import Workflow

@Suite struct ScriptStepTests {
    /// Performs a workflow in a new repository, to where it ends.
    private func perform(
        _ text: String, in place: EngineSandbox, _ change: (inout EngineConfiguration) -> Void = { _ in }
    ) async throws -> RunState {
        let engine = try place.engine(change)
        let run = try await engine.start(RunRequest(try workflow(text), base: try place.base()))
        return try await engine.follow(run)
    }

    @Test func `a command's files are the next command's files and the commit's`() async throws {
        let place = try EngineSandbox()
        let state = try await perform(
            """
            steps:
              - uses: branch.create
                with: {name: fix/1}
              - run: |
                  echo changed > README
                  mkdir new && echo added > new/file && chmod +x new/file
              - run: test -x new/file && grep changed README
              - id: commit
                uses: commit
                with: {message: "fix: all"}
            """, in: place)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try place.sandbox.git("show", "fix/1:new/file", in: "repository") == "added")
        #expect(try place.sandbox.git("log", "--format=%s", "fix/1", in: "repository") == "fix: all\nfirst")
        #expect(try place.sandbox.read("repository/README") == "hello\n")
        #expect(try place.sandbox.git("status", "--porcelain", in: "repository").isEmpty)
    }

    @Test func `outputs pass through the file of either name, with their types`() async throws {
        let place = try EngineSandbox()
        let state = try await perform(
            """
            steps:
              - id: make
                run: |
                  echo "text=a=b 'c' \\"d\\"" >> "$AUTOWRK_OUTPUT"
                  printf 'lines<<END\\none\\ntwo\\nEND\\n' >> "$GITHUB_OUTPUT"
                  echo 'list:=[1, "x"]' >> "$AUTOWRK_OUTPUT"
              - run: test "$TEXT" = "a=b 'c' \\"d\\"" && test "$COUNT" = 1
                env:
                  TEXT: ${{ steps.make.outputs.text }}
                  COUNT: ${{ steps.make.outputs.list[0] }}
            """, in: place)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(
            state.steps["make"]?.result.outputs
                == ["text": "a=b 'c' \"d\"", "lines": "one\ntwo", "list": [1, "x"]])
    }

    @Test func `a repository that a command leaves is not part of the files, and the output says so`()
        async throws
    {
        let place = try EngineSandbox()
        let state = try await perform(
            "steps: [{id: make, run: 'git init -q inner; echo 1 > inner/file; echo 1 > outer'}]", in: place)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try place.listing("refs/autowrk/points/\(state.id)").count == 2)
        let output = try place.git("cat-file", "--batch-all-objects", "--batch")
        #expect(
            output.contains("autowrk: 'inner' is a repository of its own and not part of the run's files"))
    }

    @Test func `a failing command says how it ended and what it said last`() async throws {
        let place = try EngineSandbox()
        let state = try await perform(
            "steps: [{id: bad, run: 'echo first; echo last >&2; exit 3'}]", in: place)
        #expect(state.status == .failed)
        let failure = state.steps["bad"]?.failure
        #expect(failure == StepFailure(.exit, "exit status 3", exitStatus: 3, output: "first\nlast"))
    }

    @Test func `a command that is not there is called missing`() async throws {
        let place = try EngineSandbox()
        let state = try await perform("steps: [{id: bad, run: no-such-command --now}]", in: place)
        #expect(state.steps["bad"]?.failure?.kind == .missing)
        let shell = try await perform("steps: [{id: bad, run: ls, shell: 'no-such-shell {0}'}]", in: place)
        #expect(shell.steps["bad"]?.failure?.kind == .missing)
    }

    @Test func `a command that ignores SIGTERM and one that daemonises end with their step`() async throws {
        let place = try EngineSandbox()
        let state = try await perform(
            """
            steps:
              - id: stubborn
                run: trap '' TERM; (trap '' TERM; sleep 600) & sleep 600
                timeout-minutes: 0.002
                continue-on-error: true
              - id: daemon
                run: setsid sh -c 'echo $$ > "$HOME/daemon"; sleep 600' </dev/null & while ! test -s "$HOME/daemon"; do :; done
            """, in: place)
        #expect(state.steps["stubborn"]?.failure?.kind == .timeout)
        #expect(state.status == .completed)
        let daemon = try place.sandbox.read("home/daemon").filter(\.isNumber)
        let process = try place.sandbox.run(["ps", "-o", "stat=", "-p", daemon])
        #expect(process.stdout.isEmpty || process.stdout.hasPrefix("Z"))
    }

    @Test func `undo commands are performed in reverse order on a rollback`() async throws {
        let place = try EngineSandbox()
        let log = place.sandbox.path("log")
        let state = try await perform(
            """
            steps:
              - {id: one, run: "echo one >> \(log)", undo: "echo undo one >> \(log)"}
              - {id: two, run: "echo two >> \(log)", undo: "exit 1"}
              - {id: three, run: "echo three >> \(log)", undo: none}
              - {id: four, run: "exit 1", on-failure: abort}
            """, in: place)
        #expect(state.status == .rolledBack)
        #expect(try place.sandbox.read("log") == "one\ntwo\nthree\nundo one\n")
        #expect(state.steps["two"]?.compensation == .failed(reason: "exit status 1"))
        #expect(state.steps["three"]?.compensation == .nothing)
    }

    @Test func `a secret reaches the command and nobody else`() async throws {
        let place = try EngineSandbox()
        let state = try await perform(
            """
            steps:
              - id: use
                run: |
                  test "${#KEY}" = 12 || exit 1
                  test -z "$DEPLOY_TOKEN" || exit 2
                  echo "key: $KEY"; echo "out=$KEY" >> "$AUTOWRK_OUTPUT"
                env: {KEY: "${{ secrets.DEPLOY_TOKEN }}"}
              - uses: message
                with: {text: "it is ${{ secrets.DEPLOY_TOKEN }}"}
            """, in: place
        ) { $0.environment["DEPLOY_TOKEN"] = "hunter22 \"x\"" }
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(state.steps["use"]?.result.outputs == ["out": "***"])
        let objects = try place.sandbox.git(
            "cat-file", "--batch-all-objects", "--batch", "--buffer", in: "repository")
        #expect(!objects.contains("hunter22"))
        #expect(objects.contains("key: ***"))
    }
}
