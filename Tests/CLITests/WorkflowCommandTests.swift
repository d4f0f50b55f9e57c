import JSON
import Platform
import TestSupport
import Testing

@Suite struct WorkflowCommandTests {
    let sandbox: Sandbox
    let repository: String

    init() throws {
        sandbox = try Sandbox()
        repository = try sandbox.repository()
        try sandbox.commit(
            "workflows",
            files: [
                ".autowrk/workflows/ship.yml":
                    "description: ships it\ninputs: {version: {required: true}}\nsteps:\n  - workflow: build # first\n  - run: make ship\n",
                ".autowrk/workflows/build.yaml": "on: push\nsteps:\n  - run: make\n",
            ], in: repository)
    }

    private func workflow(_ arguments: String..., input: String = "") throws -> CommandOutcome {
        try sandbox.autowrk(["workflow"] + arguments, in: repository, input: input)
    }

    @Test func `a faulty file is shown with the place, and the status says so`() throws {
        try sandbox.write("repository/bad.yml", "steps:\n  - rnu: make\n    workflow: biuld\n")
        let outcome = try workflow("check", "bad.yml", "ship")
        #expect(
            outcome.stdout == """
                bad.yml:2:5: error: unknown key 'rnu' in a step [unknown-key]
                  |
                2 |   - rnu: make
                  |     ^~~
                  = hint: did you mean 'run'?

                bad.yml:3:15: error: there is no workflow 'biuld' [unknown-workflow]
                  |
                3 |     workflow: biuld
                  |               ^~~~~
                  = hint: did you mean 'build'?


                """)
        #expect(outcome.stderr == "" && outcome.status == 2)
    }

    @Test func `a warning is told and passes`() throws {
        let outcome = try workflow("check", "-", input: "steps:\n- run: x\n  if: false\n")
        #expect(outcome.stdout.hasPrefix("<stdin>:3:7: warning: the step 'step-1' is never performed"))
        #expect(outcome.status == 0)
    }

    @Test func `json has all that is wrong in one document`() throws {
        let outcome = try workflow("check", "-", "--json", input: "steps: []\nname: \"\\e[31m\"\nx: 1\n")
        #expect(
            outcome.stdout == """
                {"diagnostics":[{"column":8,"end_column":10,"end_line":1,"file":"<stdin>","hints":[],"line":1,\
                "message":"'steps' must have an element at least","rule":"invalid-value","severity":"error"},\
                {"column":1,"end_column":2,"end_line":3,"file":"<stdin>","hints":["there are 'name', \
                'description', 'on', 'inputs', 'outputs', 'env', 'concurrency', 'steps', 'workflows'"],"line":3,\
                "message":"unknown key 'x' in a workflow","rule":"unknown-key","severity":"error"}],"schema":1}

                """)
        #expect(outcome.status == 2)
        #expect(try workflow("check", "ship", "--json").stdout == "{\"diagnostics\":[],\"schema\":1}\n")
    }

    @Test func `without a word all workflows of the repository are checked, as they lie there`() throws {
        #expect(try workflow("check") == workflow("check", "ship", "build"))
        try sandbox.write("repository/.autowrk/workflows/new.yml", "steps:\n\t- run: x\n")
        let outcome = try sandbox.autowrk("workflow", "check", in: "repository/.autowrk")
        #expect(
            outcome.stdout.hasPrefix(
                "\(repository)/.autowrk/workflows/new.yml:2:1: error: a tab can't be used for indentation"))
        #expect(outcome.status == 2)
    }

    @Test func `what steers a terminal does not reach it`() throws {
        let outcome = try workflow("check", "-", input: "steps: [{run: x}]\n\"\\e[31m\": 1\n")
        #expect(outcome.stdout.hasPrefix("<stdin>:2:1: error: unknown key '\u{FFFD}[31m'"))
    }

    @Test func `workflows are listed with where they come from`() throws {
        try sandbox.write("repository/.autowrk/workflows/build.yaml", "steps:\n  - run: make all\n")
        try sandbox.write("repository/.autowrk/workflows/draft.yml", "steps: x\n")
        #expect(
            try workflow("list").stdout == """
                build        (.autowrk/workflows/build.yaml, changed since it was committed)
                change       run a command and commit what it changes on a new branch (built in)
                draft        faulty: 'git autowrk workflow check draft' (.autowrk/workflows/draft.yml, not committed)
                issue-to-pr  take an issue to a verified pull request (built in)
                ship         ships it (.autowrk/workflows/ship.yml)

                """)
        let document = try JSON(parsing: workflow("list", "--json").stdout)
        #expect(document["schema"] == 1)
        #expect(document["workflows"]?.arrayValue?.map { $0["valid"] } == [true, true, false, true, true])
        #expect(document["workflows"]?.arrayValue?[1]["origin"] == ["kind": "built-in"])
    }

    @Test func `what is only committed is found in the commit`() throws {
        try Files.remove("\(repository)/.autowrk/workflows/ship.yml")
        let commit = try sandbox.git("rev-parse", "HEAD", in: repository)
        let blob = try sandbox.git("rev-parse", "HEAD:.autowrk/workflows/ship.yml", in: repository)
        let document = try JSON(parsing: workflow("show", "ship", "--json").stdout)
        #expect(
            document["origin"] == [
                "kind": "commit", "commit": .string(commit), "path": ".autowrk/workflows/ship.yml",
                "blob": .string(blob),
            ])
    }

    @Test func `a workflow is shown with what it takes and does`() throws {
        #expect(
            try workflow("show", "ship").stdout == """
                ship: ships it
                from: .autowrk/workflows/ship.yml

                inputs:
                  version  string, required

                steps:
                  step-1  workflow: build
                  step-2  run: make ship

                """)
        let outcome = try workflow("show", "shp")
        #expect(outcome.stderr == "error: there is no workflow 'shp'\nhint: did you mean 'ship'?\n")
        #expect(outcome.status == 2)
    }

    @Test func `an exported file stands alone`() throws {
        let outcome = try workflow("export", "ship", "-o", "whole.yml")
        #expect(outcome.stdout == "" && outcome.status == 0)
        let text = try sandbox.read("repository/whole.yml")
        #expect(text.hasSuffix("workflows:\n  \"build\":\n    on: push\n    steps:\n      - run: make\n"))
        #expect(text.contains("  - workflow: build # first\n"))
        #expect(try workflow("export", "ship").stdout == text)
        try sandbox.write("elsewhere/whole.yml", text)
        #expect(try sandbox.autowrk("workflow", "check", "whole.yml", in: "elsewhere").status == 0)
    }

    @Test func `what is built in is right, and can be had to change it`() throws {
        #expect(try workflow("check", "change").stdout == "")
        let text = try workflow("export", "change").stdout
        try sandbox.write("elsewhere/mine.yml", text)
        let outcome = try sandbox.autowrk("workflow", "check", "mine.yml", in: "elsewhere")
        #expect(outcome.stdout == "" && outcome.stderr == "" && outcome.status == 0)
    }

    @Test func `without a repository there is what is built in`() throws {
        try sandbox.write("elsewhere/a.yml", "steps: [{workflow: unknown}]\n")
        #expect(
            try sandbox.autowrk("workflow", "list", in: "elsewhere").stdout.hasPrefix(
                "change       run a command")
        )
        #expect(try sandbox.autowrk("workflow", "check", "a.yml", in: "elsewhere").status == 0)
        #expect(try sandbox.autowrk("workflow", "check", in: "elsewhere").status == 0)
    }

    @Test func `the schema is one document that knows the actions`() throws {
        let schema = try JSON(parsing: workflow("schema").stdout)
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(
            schema["$defs"]?["step"]?["properties"]?["uses"]?["enum"]?.arrayValue?.contains("commit") == true)
    }
}
