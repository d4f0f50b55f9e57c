import Testing
import Workflow

@Suite struct DefinitionExportTests {
    private func export(_ text: String, _ others: [(String, String)]) throws -> String {
        let others = others.map { (name: $0.0, text: Array($0.1.utf8)) }
        return String(
            decoding: try DefinitionExport.text(of: Array(text.utf8), including: others), as: UTF8.self)
    }

    private func definition(_ text: String) throws -> Definition {
        let (definition, diagnostics) = Definition.read(
            Array(text.utf8), name: "main", catalogue: Catalogue(workflows: []))
        #expect(diagnostics.isEmpty, "\(diagnostics)")
        return try #require(definition)
    }

    @Test func `other workflows stand below a key of their own, with their comments`() throws {
        let text = try export(
            "# Main\nsteps:\n  - workflow: build # first\n  - workflow: test",
            [
                (
                    "build",
                    "%YAML 1.2\n--- # The build\n\nsteps:\n  - run: |\n      make\n\n        all\n...\n"
                ),
                ("test", "\u{FEFF}name: tests\nsteps: [{run: make test}]\n"),
            ])
        #expect(
            text == """
                # Main
                steps:
                  - workflow: build # first
                  - workflow: test
                workflows:
                  "build":

                    steps:
                      - run: |
                          make

                            all
                  "test":
                    name: tests
                    steps: [{run: make test}]

                """)
        let whole = try definition(text)
        let build = try #require(whole.nested["build"])
        #expect(build.name == "build")
        #expect(whole.nested["test"]?.name == "tests")
        guard case .run(let script) = build.steps[0].kind else {
            Issue.record("no command")
            return
        }
        #expect(script.script.source == "make\n\n  all\n")
    }

    @Test func `what a file holds already stays, and others are added to it`() throws {
        let main =
            "workflows:\n    # ours\n    a:\n        steps: [{run: a}]\nsteps:\n    - workflow: a\n    - workflow: b\n"
        let text = try export(main, [("a", "steps: [{run: other}]\n"), ("b", "steps:\n- run: b\n")])
        #expect(
            text
                == "workflows:\n    # ours\n    \"b\":\n      steps:\n      - run: b\n    a:\n        steps: [{run: a}]\nsteps:\n    - workflow: a\n    - workflow: b\n"
        )
        #expect(try definition(text).nested.keys.sorted() == ["a", "b"])
        #expect(try export(main, [("a", "anything")]) == main)
    }

    @Test func `lines keep their ends, and a whole file may be indented`() throws {
        let text = try export(
            "  steps:\r\n  - workflow: a\r\n", [("a", "steps:\r\n- run: >-\r\n    x\r\n\r\n    y\r\n")])
        guard case .run(let script)? = try definition(text).nested["a"]?.steps.first?.kind else {
            Issue.record("no command")
            return
        }
        #expect(script.script.source == "x\ny")
    }

    @Test(
        arguments: [
            ("{steps: []}", "steps: []\n", "the workflow is not written as a block of keys"),
            (
                "steps: []\nworkflows: {b: {}}\n", "steps: []\n",
                "'workflows' can't be added to where it stands"
            ),
            ("steps: []\n", "- a\n", "the workflow 'a' is not written as a block of keys"),
            (
                "steps: []\n", "a: [\n",
                "the workflow 'a' is no YAML: line 2, column 1: a value is expected, not the end of the text"
            ),
            ("steps: []\n", "workflows: {}\n", "the workflow 'a' holds workflows of its own"),
            ("steps: []\n---\na: 1\n", "steps: []\n", "the workflow is not written as a block of keys"),
        ])
    func `what can't be put together is refused`(main: String, other: String, message: String) {
        do {
            let text = try export(main, [("a", other)])
            Issue.record("exported \(text)")
        } catch {
            #expect((error as? DefinitionExport.Failure)?.message == message)
        }
    }

    @Test func `a name that is none of a file is refused`() {
        #expect(throws: DefinitionExport.Failure.self) {
            try export("steps: []\n", [("a\": b", "steps: []\n")])
        }
    }

    @Test func `a workflow within a file can be had as a file of its own`() throws {
        let text = """
            steps: [{workflow: a}]
            workflows:
              a:
                inputs: {version: {default: 1.10}}
                steps:
                  - run: |  # what for
                      echo "${{ inputs.version }}" \\
                        'x'
                  - workflow: b
              b: {name: second, steps: [{workflow: a}]}
            """
        let whole = try definition(text)
        let first = try DefinitionExport.text(ofNested: "a", in: Array(text.utf8))
        var alone = try definition(String(decoding: first, as: UTF8.self))
        #expect(alone.nested.keys.sorted() == ["a", "b"])
        alone.nested = [:]
        for index in alone.steps.indices {
            alone.steps[index].line = whole.nested["a"]?.steps[index].line ?? 0
        }
        #expect(alone == whole.nested["a"])
        let second = try DefinitionExport.text(ofNested: "b", in: Array(text.utf8))
        #expect(try definition(String(decoding: second, as: UTF8.self)).name == "second")
        #expect(throws: DefinitionExport.Failure.self) {
            try DefinitionExport.text(ofNested: "c", in: Array(text.utf8))
        }
    }
}
