import JSON
import Platform
import TestSupport
import Testing
import Workflow
import YAML

@Suite struct DefinitionReadTests {
    private func read(_ text: String) throws -> Definition {
        let (definition, diagnostics) = Definition.read(Array(text.utf8), name: "file", catalogue: .example)
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        return try #require(definition)
    }

    private func step(_ text: String) throws -> StepDefinition {
        try #require(try read("inputs: {x: }\nsteps:\n  - \(text)\n").steps.first)
    }

    private func template(_ text: String) throws -> Template { try Template(parsing: text) }

    @Test func `a file becomes a definition`() throws {
        let definition = try read(
            """
            description: makes it
            on:
              issue: {labels: [bug]}
              manual:
            inputs:
              kind: {type: choice, options: [bug, task], required: true}
              version: {default: 1.10}
              level: {type: number, default: 2}
              any:
            outputs: {commit: "${{ steps.build.outputs.commit }}"}
            env: {CI: true, SIZE: 1.50}
            concurrency: {group: "${{ inputs.kind }}", cancel-in-progress: true}
            steps:
              - id: build
                name: build it
                if: ${{ inputs.kind == 'bug' }}
                run: make
              - uses: note
                with: {text: a}
              - needs: [build]
                workflow: other
            """)
        #expect(definition.name == "file")
        #expect(definition.summary == "makes it")
        #expect(definition.triggers == ["issue": ["labels": ["bug"]], "manual": .null])
        #expect(
            definition.inputs == [
                InputDefinition(name: "kind", kind: .choice(["bug", "task"]), isRequired: true),
                InputDefinition(name: "version", defaultValue: "1.10"),
                InputDefinition(name: "level", kind: .number, defaultValue: 2), InputDefinition(name: "any"),
            ])
        #expect(
            try definition.environment == [
                NamedTemplate(name: "CI", template: template("true")),
                NamedTemplate(name: "SIZE", template: template("1.50")),
            ])
        #expect(
            try definition.concurrency
                == ConcurrencyDefinition(group: template("${{ inputs.kind }}"), cancelsInProgress: true))
        #expect(definition.steps.map(\.id) == ["build", "step-2", "step-3"])
        #expect(definition.steps.map(\.needs) == [[], ["build"], ["build"]])
        #expect(definition.steps.map(\.line) == [14, 18, 20])
        #expect(try definition.steps[0].condition == Expression(parsing: "inputs.kind == 'bug'"))
    }

    @Test func `triggers are one, several or with filters`() throws {
        #expect(try read("on: push\nsteps: [{run: x}]").triggers == ["push": .null])
        #expect(try read("on: [issue, push]\nsteps: [{run: x}]").triggers == ["issue": .null, "push": .null])
        #expect(try read("steps: [{run: x}]").triggers.isEmpty)
    }

    @Test func `a step does one of four things`() throws {
        #expect(
            try step("{run: make, shell: bash, working-directory: sub}").kind
                == .run(
                    ScriptDefinition(
                        script: template("make"), shell: "bash", workingDirectory: template("sub"))))
        let values = try step(
            "{workflow: unspecified, with: {list: [1, true, null, {a: \"${{ inputs.x }}\"}]}}")
        #expect(
            try values.kind
                == .workflow(
                    template("unspecified"),
                    with: [
                        NamedArgument(
                            name: "list",
                            value: .array([
                                .literal(1), .literal(true), .literal(.null),
                                .object([
                                    NamedArgument(name: "a", value: .template(template("${{ inputs.x }}")))
                                ]),
                            ]))
                    ]))
        #expect(
            try step("{uses: note, with: {text: x}}").kind
                == .uses("note", with: [NamedArgument(name: "text", value: .template(template("x")))]))
    }

    @Test func `a step waits for people, events and times`() throws {
        func wait(_ text: String) throws -> WaitDefinition? {
            guard case .wait(let wait) = try step("wait: \(text)").kind else { return nil }
            return wait
        }
        #expect(try wait("approval") == WaitDefinition(.approval(by: [])))
        #expect(try wait("{approval: anyone}") == WaitDefinition(.approval(by: [])))
        #expect(try wait("{approval: anna}") == WaitDefinition(.approval(by: [template("anna")])))
        #expect(
            try wait("{approval: [anna, bob], timeout: 3d, on-timeout: continue}")
                == WaitDefinition(
                    .approval(by: [template("anna"), template("bob")]), timeout: template("3d"),
                    onTimeout: .proceed))
        #expect(try wait("{event: a_b}") == WaitDefinition(.event(type: "a_b", stream: nil, condition: nil)))
        #expect(
            try wait("{event: {type: a, stream: run/x, if: event.data.ok}}")
                == WaitDefinition(
                    .event(
                        type: "a", stream: template("run/x"), condition: Expression(parsing: "event.data.ok"))
                ))
        #expect(try wait("{for: 2h}") == WaitDefinition(.duration(template("2h"))))
        #expect(try wait("{until: 2030-01-01}") == WaitDefinition(.date(template("2030-01-01"))))
    }

    @Test func `a step says what becomes of its failure`() throws {
        #expect(try step("{run: x, retry: 3}").retry == RetryPolicy(attempts: 3))
        #expect(
            try step(
                "{run: x, retry: {attempts: 5, delay: 10s, backoff: 1.5, max-delay: 1m, jitter: 0, on: exit}}"
            ).retry
                == RetryPolicy(
                    attempts: 5, delay: 10_000, backoff: 1.5, maximumDelay: 60_000, jitter: 0, kinds: [.exit])
        )
        #expect(try step("{run: x}").retry == RetryPolicy())
        #expect(try step("{run: x, on-failure: pause}").onFailure == .pause)
        #expect(
            try step("{run: x, on-failure: {retry-from: step-1, times: 2, then: abort}}").onFailure
                == .retryFrom(step: "step-1", atMost: 2, otherwise: .abort))
        #expect(
            try step("{run: x, on-failure: {retry-from: step-1, on: [exit, timeout]}}").onFailure
                == .retryFrom(step: "step-1", atMost: 1, on: [.exit, .timeout], otherwise: .fail))
        #expect(try step("{run: x, undo: none}").undo == .nothing)
        #expect(try step("{run: x, undo: y}").undo == .run(ScriptDefinition(script: template("y"))))
        #expect(
            try step("{run: x, undo: {run: y, shell: sh}}").undo
                == .run(ScriptDefinition(script: template("y"), shell: "sh")))
        #expect(
            try step("{run: x, undo: {uses: note, with: {text: y}}}").undo
                == .uses("note", with: [NamedArgument(name: "text", value: .template(template("y")))]))
        let whole = try step(
            "{run: x, idempotent: false, timeout-minutes: 2, continue-on-error: true, env: {A: b}}")
        #expect(whole.isIdempotent == false)
        #expect(try whole.timeoutMinutes == template("2"))
        #expect(try whole.continuesOnError == template("true"))
        #expect(try whole.environment == [NamedTemplate(name: "A", template: template("b"))])
    }

    @Test(
        arguments: [
            ("", "1:1 the file is empty"), ("# only this\n", "1:1 the file is empty"),
            ("---\n", "1:1 the file is empty"),
            ("- a\n", "1:1 a workflow's file must be a mapping, not a list"),
            ("steps\n", "1:1 a workflow's file must be a mapping, not a text"),
            ("steps: [{run: x}]\n--- 1\n", "2:5 a second document: a workflow's file has one"),
        ])
    func `a file that holds no workflow says so`(text: String, message: String) {
        let (definition, diagnostics) = Definition.read(Array(text.utf8), name: "x", catalogue: .example)
        #expect(definition == nil)
        #expect(diagnostics.map { "\($0.start.line):\($0.start.column) \($0.message)" } == [message])
    }

    @Test func `workflows in a file know each other and what the file may use`() throws {
        let definition = try read(
            """
            steps: [{workflow: a}]
            workflows:
              a: {name: first, steps: [{workflow: b, with: {x: 1}}, {uses: note, with: {text: y}}]}
              b: {inputs: {x: {required: true}}, steps: [{run: "echo ${{ inputs.x }}"}]}
            """)
        #expect(definition.nested.mapValues(\.name) == ["a": "first", "b": "b"])
    }

    @Test func `a file with thousands of faults is read at once, and the first 500 are told`() throws {
        let steps = String(repeating: "- needs: x\n", count: 10_000)
        let (definition, diagnostics) = Definition.read(
            Array("steps:\n\(steps)".utf8), name: "x", catalogue: .example)
        #expect(definition == nil)
        #expect(diagnostics.count <= 500)
        let expressions = "steps:\n- run: " + String(repeating: "${{a}}", count: 10_000)
        #expect(Definition.read(Array(expressions.utf8), name: "x", catalogue: .example).1.count == 500)
    }

    @Test func `texts with random changes never break the reader`() throws {
        var random = SeededGenerator(seed: 7)
        let texts = try Rule.all.flatMap { rule in
            try ["ok", "err"].map { try Files.read("\(DefinitionRuleTests.folder)/\(rule.name)/\($0).yml") }
        }
        for text in texts {
            for _ in 0..<40 {
                var bytes = text
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    let other = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes.remove(at: index)
                    case 1: bytes[index] = bytes[other]
                    case 2:
                        bytes.insert(
                            contentsOf: bytes[min(index, other)..<max(index, other)].prefix(12), at: index)
                    default: bytes.swapAt(index, other)
                    }
                }
                let (definition, diagnostics) = Definition.read(bytes, name: "x", catalogue: .example)
                #expect((definition == nil) == diagnostics.contains { $0.severity == .error })
                let writer = DiagnosticText(path: "x", text: bytes)
                for diagnostic in diagnostics {
                    #expect(diagnostic.start <= diagnostic.end, "\(diagnostic)")
                    #expect(writer.text(of: diagnostic).contains("\n"))
                }
            }
        }
    }
}
