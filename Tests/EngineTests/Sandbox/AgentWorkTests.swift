import Engine
import Git
import JSON
import Platform
import TestSupport
import Testing
import Workflow

/// Commands of a run behind an agent that is shut in.
@Suite(.enabled(if: SandboxPlace.obstacle == nil, "no sandbox: \(SandboxPlace.obstacle ?? "")"))
struct AgentWorkTests {
    private let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    /// An agent that writes one file.
    private static let agent = Action(
        signature: ActionSignature(name: "test.agent", summary: "writes a file", inputs: [], outputs: []),
        perform: { (call) throws(StepFailure) in
            let before = try await call.tree()
            let after = try await call.git { repository in
                let file = try repository.writeBlob(Array("by an agent\n".utf8))
                return try repository.updateTree(
                    before, changes: [.upsert(path: "new", id: file, mode: .file)])
            }
            return StepOutcome(result: StepResult(isAgentWork: true), trees: (before, after))
        },
        recovery: .repeats, compensation: .nothing)

    private static let actions = ActionTable.builtIn.adding([agent])

    private func perform(
        _ text: String, workflows: [String: String] = [:], scope: SandboxScope = .agents
    ) async throws -> RunState {
        let engine = try place.engine(workflows: workflows) {
            $0.actions = Self.actions
            $0.sandbox = SandboxSettings(scope, rules: SandboxPlace.rules)
        }
        let (definition, diagnostics) = Definition.read(
            Array(text.utf8), name: "test", catalogue: Catalogue(actions: Self.actions.signatures))
        let workflow = RunnableWorkflow(
            try #require(definition, "\(diagnostics)"), text: Array(text.utf8))
        let run = try await engine.start(RunRequest(workflow, base: try place.base()))
        return try await engine.follow(run)
    }

    private func outside(_ name: String) -> String { place.sandbox.path(name) }

    @Test func `what runs behind an agent is shut in as the agent's commands are`() async throws {
        let state = try await perform(
            """
            steps:
              - run: echo x >\(outside("before"))
              - uses: test.agent
              - id: after
                run: |
                  cat new; echo x >\(outside("after")) || true
                  echo y >>README
              - run: grep y README; echo x >\(outside("later")) || true
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(Files.exists(outside("before")))
        #expect(!Files.exists(outside("after")) && !Files.exists(outside("later")))
    }

    @Test func `what takes a step back is shut in where the agent had been at work by then`() async throws {
        let state = try await perform(
            """
            steps:
              - run: "true"
                undo: echo x >\(outside("first"))
              - uses: test.agent
              - run: "true"
                undo: echo x >\(outside("second"))
              - run: "false"
                on-failure: abort
            """)
        #expect(state.status == .rolledBack)
        #expect(Files.exists(outside("first")) && !Files.exists(outside("second")))
    }

    @Test func `nobody is shut in where no sandbox is wanted`() async throws {
        let state = try await perform(
            "steps: [{uses: test.agent}, {run: echo x >\(outside("after"))}]", scope: .none)
        #expect(state.status == .completed && Files.exists(outside("after")))
    }

    @Test func `the work of an agent is known to the runs below and above its own`() async throws {
        try place.git("branch", "work")
        try place.push(["new": "by an agent\n"], to: "work")
        let child = "steps: [{uses: checkout, with: {ref: work}}, {run: echo x >\(outside("child"))}]"
        let state = try await perform(
            """
            steps:
              - run: echo x >\(outside("before"))
              - uses: test.agent
              - id: below
                workflow: child
                continue-on-error: true
            """, workflows: ["child": child])
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(Files.exists(outside("before")) && !Files.exists(outside("child")))
    }

    @Test func `a checkout that commands in sandboxes have used is not handed to others`() async throws {
        let state = try await perform(
            """
            steps:
              - run: echo build/ >.gitignore
              - id: open
                run: mkdir build; echo open >build/left; pwd
              - uses: test.agent
              - id: shut
                run: "[ ! -e build/left ]; mkdir build; echo evil >build/left; pwd"
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        let other = try await perform(
            """
            steps:
              - run: echo build/ >.gitignore
              - run: "! grep evil build/left"
              - uses: test.agent
              - run: "grep evil build/left"
            """)
        #expect(other.status == .completed, "\(other.reason ?? "")")
    }
}
