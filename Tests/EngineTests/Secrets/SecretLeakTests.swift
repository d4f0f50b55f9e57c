import Engine
import JSON
import Journal
import TestSupport
import Testing
import Workflow

/// Whatever is done with a secret, no object of the repository holds it afterwards.
@Suite struct SecretLeakTests {
    private static let token = "s3cr3t-v@lue/42"
    private static let pin = "83645192"
    private let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    private func withSecrets(_ configuration: inout EngineConfiguration) {
        configuration.environment["X_TOKEN"] = Self.token
        configuration.environment["X_PIN"] = Self.pin
    }

    private func perform(
        _ text: String, inputs: [String: JSON] = [:], workflows: [String: String] = [:]
    ) async throws -> RunState {
        try await place.perform(text, inputs: inputs, workflows: workflows, withSecrets)
    }

    /// Each object's content, also of those that nothing leads to, and the files beside them.
    private func expectNothingLeft() throws {
        let objects = try place.git("cat-file", "--batch-all-objects", "--batch", "--unordered")
        let files = try place.sandbox.snapshot(of: "repository/.git/autowrk").values
            .map { String(decoding: $0, as: UTF8.self) }
        for secret in [Self.token, Self.pin] {
            #expect(!objects.contains(secret), "an object holds the secret")
            #expect(!files.contains { $0.contains(secret) }, "a file in .git/autowrk holds the secret")
        }
    }

    private static let child = """
        inputs: {token: {type: string}}
        steps: [{id: one, run: "true"}]
        """

    @Test(arguments: [
        "workflow: child\n    with: {token: '${{ secrets.X_TOKEN }}'}",
        "workflow: child\n    with: {token: 'Bearer ${{ secrets.X_TOKEN }}'}",
        "uses: workflow\n    with: {name: child, inputs: \"${{ fromJSON(format('{{\\\"token\\\": {0}}}', toJSON(secrets.X_TOKEN))) }}\"}",
    ])
    func `a step can't hand a secret to another workflow as an input`(step: String) async throws {
        let state = try await perform("steps:\n  - id: call\n    \(step)\n", workflows: ["child": Self.child])
        #expect(state.status == .failed)
        let failure = try #require(state.steps["call"]?.failure)
        #expect(failure.kind == .input)
        #expect(failure.message.hasPrefix("input 'token' holds the secret 'X_TOKEN'"), "\(failure.message)")
        try expectNothingLeft()
    }

    @Test func `a run is not started with a secret as an input`() async throws {
        let before = try place.git("for-each-ref")
        let refusal = await refusal(of: {
            _ = try await perform(Self.child, inputs: ["token": .string("x \(Self.token)")])
        })
        #expect(refusal == "input 'token' holds the secret 'X_TOKEN', and inputs are recorded")
        #expect(try place.git("for-each-ref") == before)
        try expectNothingLeft()
    }

    @Test func `a run is not started with a secret in what is recorded with it`() async throws {
        let stream = try #require(StreamName("issue/7"))
        let type = try #require(EventType("issue_opened"))
        let text = Attachment(name: "ISSUE.md", content: .bytes(Array("# x\n\nwith \(Self.token)\n".utf8)))
        let drafts = [
            EventDraft(stream: stream, type: type, actor: "person/ada", data: ["title": .string(Self.token)]),
            EventDraft(stream: stream, type: type, actor: "person/ada", attachments: [text]),
        ]
        for draft in drafts {
            let refusal = await refusal(of: {
                let engine = try place.engine(withSecrets)
                var request = RunRequest(try workflow(Self.child), base: try place.base())
                request.events = [draft]
                _ = try await engine.start(request)
            })
            #expect(refusal == "what 'issue/7' is to say holds the secret 'X_TOKEN', and it is recorded")
        }
        let refused = await refusal(of: {
            let engine = try place.engine(withSecrets)
            var request = RunRequest(try workflow(Self.child), base: try place.base())
            request.attachments = [text]
            _ = try await engine.start(request)
        })
        #expect(refused == "file 'ISSUE.md' holds the secret 'X_TOKEN', and it is recorded")
        try expectNothingLeft()
    }

    @Test func `a number that is a secret is no input either`() async throws {
        let text = """
            inputs: {pin: {type: number}}
            steps: [{run: 'echo ${{ secrets.X_PIN }}'}]
            """
        let refusal = await refusal(of: { _ = try await perform(text, inputs: ["pin": .integer(83_645_192)]) }
        )
        #expect(refusal == "input 'pin' holds the secret 'X_PIN', and inputs are recorded")
        try expectNothingLeft()
    }

    @Test func `a fork takes no secret as an input`() async throws {
        let state = try await perform(Self.child)
        let engine = try place.engine(withSecrets)
        let refusal = await refusal(of: {
            _ = try await engine.fork(state.id, at: "one", inputs: ["token": .string(Self.token)])
        })
        #expect(refusal == "input 'token' holds the secret 'X_TOKEN', and inputs are recorded")
        try expectNothingLeft()
    }

    @Test func `a workflow with a secret in its text is not started`() async throws {
        let refusal = await refusal(of: {
            _ = try await perform("name: bad\nsteps: [{run: \"curl -H 'Auth: \(Self.token)'\"}]")
        })
        #expect(refusal == "workflow 'bad' holds the secret 'X_TOKEN', and its text is recorded")
        try expectNothingLeft()
    }

    @Test func `outputs of any type, what is printed and what is said are masked`() async throws {
        let state = try await perform(
            """
            steps:
              - id: make
                env: {TOKEN: "${{ secrets.X_TOKEN }}", PIN: "${{ secrets.X_PIN }}"}
                run: |
                  echo "token $TOKEN pin $PIN" && echo "$TOKEN" >&2
                  echo "text=$TOKEN" >> "$AUTOWRK_OUTPUT"
                  echo "number:=$PIN" >> "$AUTOWRK_OUTPUT"
                  echo "list:=[{\\"$TOKEN\\": [$PIN, -$PIN.5]}]" >> "$AUTOWRK_OUTPUT"
                  echo "$PIN=name" >> "$AUTOWRK_OUTPUT"
              - run: echo '${{ secrets.X_TOKEN }}' > /dev/null
              - uses: message
                with: {text: "it is ${{ secrets.X_TOKEN }}"}
              - uses: note
                with: {text: "it is ${{ secrets.X_TOKEN }}"}
              - uses: point
                with: {name: "it is ${{ secrets.X_TOKEN }}"}
              - id: bad
                run: echo "${{ secrets.X_TOKEN }}"; exit 1
                continue-on-error: true
              - id: branch
                uses: branch.create
                with: {name: "fix/${{ secrets.X_PIN }}"}
            """)
        #expect(state.steps["make"]?.status == .completed)
        #expect(state.steps["make"]?.result.outputs["number"] == "***")
        #expect(state.steps["bad"]?.failure?.output == "***")
        #expect(state.steps["branch"]?.status == .failed)
        try expectNothingLeft()
    }

    @Test(arguments: [
        (#"printf %s "$TOKEN" > left"#, "left"), (#"echo "a $TOKEN" >> README"#, "README"),
        (#"mkdir a && echo "$TOKEN" | base64 > a/b"#, "a/b"), (#"ln -s "$PIN" link"#, "link"),
        (#"touch "$PIN""#, "***"),
        // Across the border of what is read at once.
        (#"(head -c 1048570 /dev/zero; printf %s "$TOKEN") > big"#, "big"),
    ])
    func `a file with a secret fails its step and is not stored`(script: String, file: String) async throws {
        let state = try await perform(
            """
            steps:
              - id: leave
                env: {TOKEN: "${{ secrets.X_TOKEN }}", PIN: "${{ secrets.X_PIN }}"}
                run: |
                  echo done
                  \(script)
            """)
        #expect(state.status == .failed)
        let failure = try #require(state.steps["leave"]?.failure)
        #expect(failure.kind == .input)
        #expect(failure.message.hasPrefix("file '\(file)' holds the secret 'X_"), "\(failure.message)")
        #expect(state.steps["leave"]?.result.outputBytes == 5)
        #expect(state.tree == nil)
        try expectNothingLeft()
    }

    @Test func `a file with a secret may stay where Git ignores it`() async throws {
        let state = try await perform(
            """
            steps:
              - env: {TOKEN: "${{ secrets.X_TOKEN }}"}
                run: echo .env > .gitignore && echo "$TOKEN" > .env
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        try expectNothingLeft()
    }

    @Test func `what a command commits itself is not recorded with a secret`() async throws {
        let state = try await perform(
            """
            steps:
              - id: leave
                env: {TOKEN: "${{ secrets.X_TOKEN }}"}
                run: echo "$TOKEN" > left && git add left && git -c user.name=a -c user.email=b commit -qm c
            """)
        #expect(state.steps["leave"]?.failure?.message.hasPrefix("file 'left' holds the secret 'X_") == true)
        #expect(state.tree == nil)
    }

    @Test func `a file that had the secret before may be changed`() async throws {
        try place.sandbox.commit("known", files: ["known": "\(Self.token)\n"], in: "repository")
        let state = try await perform("steps: [{run: echo more >> known}]")
        #expect(state.status == .completed, "\(state.reason ?? "")")
    }

    @Test func `what a person answers is masked`() async throws {
        let state = try await perform("steps: [{id: ask, wait: approval}]")
        try await place.engine(withSecrets).request(
            .vote(step: nil, Vote(approves: false, comment: "not with \(Self.token)"), by: "person/ada"),
            of: state.id)
        try expectNothingLeft()
    }

    @Test func `a script with a secret in its text is nobody else's to read`() async throws {
        let state = try await perform(
            """
            steps:
              - run: |
                  : '${{ secrets.X_TOKEN }}'
                  stat -c %a "$(dirname "$0")" "$(dirname "$(dirname "$0")")"
                id: look
              - run: test "$(stat -c %a "$(dirname "$AUTOWRK_OUTPUT")")" = 700
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        try expectNothingLeft()
    }
}
