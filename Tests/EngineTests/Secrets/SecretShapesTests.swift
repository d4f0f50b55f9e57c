import Domain
import Engine
import JSON
import Templates
import TestSupport
import Testing
import Workflow

/// Keys that nobody has named as a secret, known by what they look like.
struct SecretShapesTests {
    /// In parts, so that no scanner of repositories finds it here.
    private static let key = "gh" + "p_" + "Zk3vQ8rT1yW6uB9nM4xC7jL2pD5hG0sFaE8i"
    private let scan: SecretScan

    init() throws { scan = try SecretScan(yaml: Templates.secrets) }

    @Test func `a mask hides values and shapes, and needs none for a shape alone`() {
        let mask = SecretMask(["known-value"], shapes: scan)
        #expect(mask.apply(to: "known-value and \(Self.key)") == "*** and ***")
        let value: JSON = ["a": .string(Self.key), "b": 7]
        let masked: JSON = ["a": "***", "b": 7]
        #expect(mask.apply(to: value) == masked)
        #expect(!mask.isNeeded(for: Self.key))
        #expect(SecretMask([], shapes: scan).apply(to: "x \(Self.key)") == "x ***")
    }

    @Test func `what a command prints is masked however it comes, and shown as it comes`() throws {
        let sandbox = try Sandbox()
        for values in [[], ["known-value"]] {
            let output = try StepOutput(
                path: sandbox.path("log"), mask: SecretMask(values, shapes: scan))
            for piece in ["working ", "on it\nto", "ken=", String(Self.key.prefix(9))] {
                output.consumer(Array(piece.utf8))
            }
            #expect(output.lastLines(5) == ["working on it"])
            output.consumer(Array((Self.key.dropFirst(9) + "\nnext").utf8))
            output.settle()
            output.add(remark: "done")
            #expect(try output.finish().omittedBytes == 0)
            #expect(try sandbox.read("log") == "working on it\ntoken=***\nnextautowrk: done\n")
        }
    }

    @Test func `of a key that a command prints, hands on and fails with nothing is recorded`() async throws {
        let place = try EngineSandbox()
        let state = try await place.perform(
            """
            steps:
              - id: make
                run: |
                  echo "token $KEY" && echo "$KEY" >&2
                  echo "text=$KEY" >> "$AUTOWRK_OUTPUT"
                env: {KEY: "${{ format('{0}{1}', 'gh', 'p_\(Self.key.dropFirst(4))') }}"}
              - id: bad
                run: printf 'k=gh%s\\n' 'p_\(Self.key.dropFirst(4))'; exit 1
                continue-on-error: true
              - uses: message
                with: {text: "it is ${{ format('{0}{1}', 'gh', 'p_\(Self.key.dropFirst(4))') }}"}
            """
        ) { [scan] in $0.secretShapes = { scan } }
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(state.steps["make"]?.result.outputs == ["text": "***"])
        #expect(state.steps["bad"]?.failure?.output == "k=***")
        let objects = try place.git("cat-file", "--batch-all-objects", "--batch", "--unordered")
        #expect(!objects.contains(Self.key))
        let files = try place.sandbox.snapshot(of: "repository/.git/autowrk").values
        #expect(!files.contains { String(decoding: $0, as: UTF8.self).contains(Self.key) })
    }
}
