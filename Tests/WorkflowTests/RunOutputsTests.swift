import JSON
import Platform
import Testing
import Workflow

/// What a run gives, and the group that it belongs to.
@Suite struct RunOutputsTests {
    @Test func `a run gives what its steps have given`() throws {
        let outputs = [
            NamedTemplate(name: "branch", template: template("${{ steps.a.outputs.branch }}")),
            NamedTemplate(name: "count", template: template("${{ steps.a.outputs.count }}")),
            NamedTemplate(name: "list", template: template("${{ steps.a.outputs.list }}")),
            NamedTemplate(name: "text", template: template("${{ inputs.name }}: ${{ steps.b.conclusion }}")),
            NamedTemplate(name: "none", template: template("${{ steps.c.outputs.x }}")),
        ]
        var run = Rehearsal(
            .sequence(.script("a"), .script("b")), inputs: ["name": "Ada"], outputs: outputs)
        try run.complete("a", StepResult(outputs: ["branch": "x", "count": 3, "list": [1, "two"]]))
        try run.complete("b")
        #expect(
            run.state.outputs == [
                "branch": "x", "count": 3, "list": [1, "two"], "text": "Ada: success", "none": .null,
            ])
    }

    @Test func `outputs that have no value are a failure`() throws {
        let bad = NamedTemplate(name: "x", template: template("${{ fromJSON(steps.a.outputs.x) }}"))
        var run = Rehearsal([.script("a")], outputs: [bad])
        let log = try run.complete("a", StepResult(outputs: ["x": "{"]))
        #expect(log.count == 2)
        #expect(log.last?.hasPrefix("failed at a: cannot make the outputs: ") == true)
        #expect(run.status == .failed)
    }

    @Test func `a group is named when the run starts`() throws {
        let now = Timestamp(milliseconds: 1_767_323_045_000)
        let start = RunStart(workflow: "work", definition: "d0", base: "c0", inputs: ["to": "live"])
        func group(_ text: String?) throws -> String? {
            var definition = Definition(name: "work", steps: [.script("a")])
            definition.concurrency = text.map { ConcurrencyDefinition(group: template($0)) }
            return try Interpreter(definition).group(of: start, run: RunID(bits: 1), at: now)
        }
        #expect(try group(nil) == nil)
        #expect(try group("deploy-${{ inputs.to }}") == "deploy-live")
        #expect(try group("${{ run.id }}") == "000000000001")
        // Without a name there is no group to wait for.
        #expect(try group("${{ inputs.nothing }}") == nil)
        #expect(throws: ExpressionError.self) { try group("${{ fromJSON('{') }}") }
    }
}
