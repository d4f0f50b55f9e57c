import JSON
import Suggestions
import TestSupport
import Testing
import Workflow

/// Alternatives as workflows: what is written reads as the same, whatever is in it.
@Suite struct WorkflowTextTests {
    static let hostile = [
        "ls", "echo ${{ secrets.KEY }}", "echo '${{'", "${{", "echo \"}}\" ${{ '}}' }}", "a: b", "- x",
        "# no",
        "true", "null", "~", "none", "1e3", "0x1F", "|", ">", "%TAG", "@a", "`date`", "&a *b !c", "{a: b}",
        "[a]",
        "'", "\"", "''\"\"", "\\", "\\n", "two\nlines", "ends\n", "ends twice\n\n", "\nbegins", " space",
        "\ttab",
        "a\n  b\n\tc\n", "a\n\nb", "a\n \nb", "a\r\nb\r", "a\u{1}b\u{7F}c\u{85}d", "\u{FEFF}bom",
        "a\u{2028}b\u{2029}c", "\u{202E}rtl", "é ü 漢字 🦊", "trailing ", "trailing \nspace", "---", "--- a",
        "...",
        "a\n---\nb", "key: |\n  text", "? q", "! x", "a #b", "cat <<E\n# not a comment\n  in\nE",
        String(repeating: "long ", count: 400), "x\u{FFFE}y", "\u{E0041}tag", "on", "Yes", "no",
        "a\n   more\n less", "   \n  x", "x\n   ",
    ]

    private func definition(_ text: String) throws -> Definition {
        let (definition, diagnostics) = Definition.read(
            Array(text.utf8), name: "file", catalogue: Catalogue())
        #expect(diagnostics.isEmpty, "\(diagnostics)\n\(text)")
        return try #require(definition, "\(text)")
    }

    private func check(_ alternative: Alternative, _ task: String, here: String?) throws {
        let text = WorkflowText.text(of: alternative, for: task, here: here)
        let definition = try definition(text)
        #expect(definition.name == "suggestion")
        #expect(definition.summary == alternative.title)
        #expect(definition.steps.count == alternative.steps.count)
        for (written, step) in zip(definition.steps, alternative.steps) {
            #expect(try written.name?.evaluate(in: EvaluationContext()) == .string(step.name))
            guard case .run(let script) = written.kind else {
                Issue.record("no command: \(text)")
                continue
            }
            #expect(try script.script.evaluate(in: EvaluationContext()) == .string(step.command), "\(text)")
            let directory = try script.workingDirectory?.evaluate(in: EvaluationContext())
            #expect(directory == (step.place == .here ? here : nil).map { .string($0) })
            #expect(written.isIdempotent == (directory == nil ? nil : false))
            switch (written.undo, step.undo) {
            case (nil, .unknown), (.nothing, .nothing): break
            case (.run(let undo), .command(let command)):
                #expect(try undo.script.evaluate(in: EvaluationContext()) == .string(command))
            default: Issue.record("\(String(describing: written.undo)) for \(step.undo)")
            }
        }
        let read = EditedWorkflow.alternative(of: definition, from: alternative)
        #expect(read.alternative.steps.map(\.command) == alternative.steps.map(\.command))
        #expect(read.alternative.steps.map(\.undo) == alternative.steps.map(\.undo))
        #expect(read.unjudged.isEmpty)
    }

    @Test(arguments: hostile)
    func `any text can be a command, a name, an explanation and a task`(text: String) throws {
        let steps = [
            SuggestedStep(
                name: text, explanation: text, command: text, undo: .command(text + "!"), place: .here),
            SuggestedStep(name: text, explanation: text, command: text, undo: .nothing, place: .copy),
        ]
        let alternative = Alternative(title: text, reason: text, steps: steps, origin: .model("m"))
        try check(alternative, text, here: "/home/a b/${{ x }}/#1: y")
        try check(alternative, text, here: nil)
    }

    @Test func `texts by chance read as they were written`() throws {
        var generator = SeededGenerator(seed: 11)
        let alphabet = Array(" \n\t:#-'\"\\${}[]&*!|>%@`,?~ab\r\u{85}é")
        for _ in 0..<400 {
            let length = Int.random(in: 1...24, using: &generator)
            let text = String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
            let step = SuggestedStep(name: text, explanation: text, command: text, undo: .unknown)
            try check(
                Alternative(title: text, reason: text, steps: [step], origin: .model("m")), text, here: "/w")
        }
    }

    @Test func `a file says what it is for, and steps are called by what they do`() {
        let alternative = Alternative(
            title: "count the lines", reason: "As asked.",
            steps: [
                SuggestedStep(
                    name: "Count them!", explanation: "'-l' counts lines.", command: "wc -l *.txt",
                    undo: .nothing),
                SuggestedStep(name: "Count them!", command: "wc -c a\nwc -c b", place: .here),
                SuggestedStep(name: "42", command: "x: y", undo: .command("rm c")),
            ], origin: .model("m"))
        #expect(
            WorkflowText.text(of: alternative, for: "how many lines\nare there?", here: "/w") == """
                # Suggested for: how many lines are there?
                # As asked.
                # What a step's 'run' says is given to a shell; what its 'undo' says takes it back.
                # A step with 'working-directory' works there, any other in a scratch checkout.
                name: suggestion
                description: count the lines

                steps:
                  # '-l' counts lines.
                  - id: count-them
                    name: "Count them!"
                    run: |-
                      wc -l *.txt
                    undo: none

                  - id: step-2_
                    name: "Count them!"
                    run: |-
                      wc -c a
                      wc -c b
                    working-directory: "/w"
                    idempotent: false

                  - id: step-3_
                    name: "42"
                    run: |-
                      x: y
                    undo:
                      run: |-
                        rm c

                """)
    }

    @Test func `what an edit adds is asked about where no rule can judge it`() throws {
        let text = """
            inputs: { name: {} }
            steps:
              - run: echo ${{ inputs.name }}
              - run: print(1)
                shell: python
              - wait: approval
              - workflow: other
            """
        let original = Alternative(
            title: "t", reason: "", steps: [SuggestedStep(name: "a", command: "b")], origin: .model("m"))
        let catalogue = Catalogue(workflows: [Catalogue.Workflow(name: "other")])
        let (definition, _) = Definition.read(Array(text.utf8), name: "x", catalogue: catalogue)
        let (alternative, unjudged) = EditedWorkflow.alternative(
            of: try #require(definition), from: original)
        #expect(alternative.steps.map(\.command) == ["echo ${{ inputs.name }}", "print(1)", ":", ":"])
        #expect(unjudged.mapValues(\.rule) == [0: "expression", 1: "other-shell", 3: "action"])
    }
}
