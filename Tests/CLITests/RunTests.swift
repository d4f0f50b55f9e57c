import JSON
import TestSupport
import Testing

/// `run`: what is printed where, and what the caller is told.
@Suite struct RunTests {
    let place: RunPlace

    init() throws {
        place = try RunPlace([
            "hello": """
            steps:
              - id: build
                run: echo built > built.txt; echo 'count:=3' >> "$AUTOWRK_OUTPUT"
              - id: say
                uses: message
                with: { text: "${{ steps.build.outputs.count }} files" }
            """,
            "broken": """
            steps:
              - id: fine
                run: "true"
              - id: test
                run: echo one; echo two >&2; exit 3
              - id: never
                run: "true"
            """,
            "asks": """
            steps:
              - id: ask
                wait: { approval: anyone }
            """,
            "typed": """
            inputs:
              text: { required: true }
              count: { type: number, default: 1 }
            outputs:
              text: ${{ inputs.text }}
              next: ${{ inputs.count }}
            steps:
              - id: write
                run: printf %s "$TEXT" > text; cat text
                env: { TEXT: "${{ inputs.text }}" }
            """,
            "faulty": "steps:\n  - id: a\n    runs: echo\n",
        ])
    }

    @Test func `a run prints its id, tells how it goes, and ends with 0`() throws {
        let outcome = try place.autowrk("run", "hello")
        #expect(outcome.status == 0)
        let run = String(outcome.stdout.dropLast())
        #expect(run.wholeMatch(of: #/[0-9a-z]{12}/#) != nil)
        #expect(
            outcome.stderr == """
                + build  0 ms
                + say  0 ms
                    3 files
                + run \(run.prefix(4)): completed after 0 ms

                """)
        #expect(try place.status(run) == "completed")
        #expect(try place.steps(run) == ["build": "completed", "say": "completed"])
    }

    @Test func `a run that fails ends with 1, and what its command printed last is shown`() throws {
        let outcome = try place.autowrk("run", "broken")
        #expect(outcome.status == 1)
        let name = outcome.stdout.prefix(4)
        #expect(
            outcome.stderr == """
                + fine  0 ms
                x test  failed: exit status 3
                    | one
                    | two
                x run \(name): failed after 0 ms: test: exit status 3
                    git autowrk retry \(name)

                """)
    }

    @Test func `a run that waits ends with 4, and the command that answers is shown`() throws {
        let outcome = try place.autowrk("run", "asks")
        #expect(outcome.status == 4)
        let name = outcome.stdout.prefix(4)
        #expect(
            outcome.stderr == """
                * ask  waits for an approval
                    git autowrk approve \(name)
                * run \(name): waiting: ask waits for an approval
                    git autowrk approve \(name)
                    git autowrk reject \(name)

                """)
    }

    @Test func `json is the document that show prints`() throws {
        let outcome = try place.autowrk("run", "hello", "--json")
        #expect(outcome.status == 0)
        let document = try JSON(parsing: String(outcome.stdout.dropLast()))
        #expect(document["schema"] == 1)
        #expect(document["status"] == "completed")
        let run = try #require(document["id"]?.stringValue)
        #expect(try place.autowrk("show", run, "--json").stdout == outcome.stdout)
        #expect(document["steps"]?.arrayValue?[0]["outputs"]?["count"] == 3)
        #expect(document["answers"] == [])
    }

    @Test(arguments: ["plain", "a=b", "line\nfeed\n\n", #"it's "quoted" $HOME `date` \"#, "", "ünï 日本"])
    func `an input arrives as it was given`(text: String) throws {
        let outcome = try place.autowrk("run", "typed", "-i", "text=\(text)", "--input", "count=2", "--json")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let document = try JSON(parsing: String(outcome.stdout.dropLast()))
        #expect(document["inputs"] == ["text": .string(text), "count": 2])
        #expect(document["outputs"]?["text"] == .string(text))
        let run = try #require(document["id"]?.stringValue)
        #expect(try place.autowrk("show", run, "--step", "write", "--output").stdout == text)
    }

    @Test(
        arguments: [
            (["typed"], "error: input 'text' is missing\n"),
            (["typed", "-i", "text=a", "-i", "count=x"], "error: input 'count' is not a number: 'x'\n"),
            (["hello", "-i", "a=1"], "error: the workflow has no input 'a'\n"),
            (["hello", "-i", "a"], "error: option '--input' takes <name>=<value>, not 'a'\n"),
            (["typed", "-i", "text=1", "-i", "text=2"], "error: input 'text' is there twice\n"),
            (["nosuch"], "error: there is no workflow 'nosuch'\n"),
            (["helo"], "error: there is no workflow 'helo'\nhint: did you mean 'hello'?\n"),
            (["no/such.yml"], "error: cannot open 'no/such.yml': no such file or directory\n"),
            (["hello", "--base", "nosuch"], "error: 'nosuch' is not a commit of this repository\n"),
            ([], "error: 'run' needs <workflow>\n"),
        ] as [([String], String)])
    func `what makes no sense is refused with 2, and nothing is recorded`(
        arguments: [String], message: String
    ) throws {
        let outcome = try place.sandbox.autowrk(["run"] + arguments, in: place.path)
        #expect(outcome.status == 2)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.hasPrefix(message), "\(outcome.stderr)")
        #expect(try place.clone.export() == "")
    }

    @Test func `a workflow with faults is shown where they are`() throws {
        let outcome = try place.autowrk("run", "faulty")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains(":3:5: error: unknown key 'runs' in a step [unknown-key]\n"))
        #expect(outcome.stderr.contains("\n3 |     runs: echo\n  |     ^~~~\n"))
        #expect(outcome.stderr.contains("\nerror: cannot use workflow 'faulty'\n"))
        #expect(try place.clone.export() == "")
    }

    @Test func `a run performs what is committed`() throws {
        try place.sandbox.write(
            "\(place.path)/.autowrk/workflows/new.yml", "steps:\n  - id: a\n    run: 'true'\n")
        let refused = try place.autowrk("run", "new")
        #expect(refused.status == 2)
        #expect(
            refused.stderr == """
                error: workflow 'new' is not committed, and a run performs what is committed
                hint: commit '.autowrk/workflows/new.yml', or name the file: git autowrk run .autowrk/workflows/new.yml

                """)
        #expect(try place.autowrk("run", ".autowrk/workflows/new.yml").status == 0)
        try place.sandbox.write(
            "\(place.path)/.autowrk/workflows/broken.yml", "steps:\n  - id: a\n    run: 'true'\n")
        let outcome = try place.autowrk("run", "broken")
        #expect(outcome.status == 1)
        #expect(
            outcome.stderr.hasPrefix(
                "warning: '.autowrk/workflows/broken.yml' differs from what is committed, which is what the run performs\n"
            ))
    }

    @Test func `the base is the commit that is asked for`() throws {
        let first = try place.sandbox.git("rev-parse", "HEAD", in: place.path)
        try place.sandbox.commit("second", files: ["later": "x\n"], in: place.path)
        let outcome = try place.autowrk("run", "hello", "--base", "HEAD~1", "--json")
        let document = try JSON(parsing: String(outcome.stdout.dropLast()))
        #expect(document["base"] == .string(first))
    }

    @Test func `without a commit there is nothing to work on`() throws {
        let empty = try place.sandbox.repository("empty")
        try place.sandbox.write("empty/w.yml", "steps:\n  - id: a\n    run: 'true'\n")
        let outcome = try place.sandbox.autowrk("run", "w.yml", in: empty)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: cannot start a run: there is no commit yet\n"))
    }

    @Test func `secrets named in the configuration are not shown`() throws {
        try place.commit(["leak": "steps:\n  - id: a\n    run: echo \"it is $QUITE\"; exit 1\n"])
        try place.sandbox.git("config", "autowrk.secret", "QUITE", in: place.path)
        let environment = RunPlace.now.merging(["QUITE": "confidential"]) { $1 }
        let outcome = try place.autowrk("run", "leak", environment: environment)
        #expect(!outcome.stderr.contains("confidential"))
        #expect(try !place.clone.export().contains("confidential"))
    }

    @Test(arguments: ["0", "many", "-1", "2000"])
    func `a number of commands that is none is refused`(text: String) throws {
        try place.sandbox.git("config", "autowrk.jobs", text, in: place.path)
        let outcome = try place.autowrk("run", "hello")
        #expect(outcome.status == 2)
        #expect(
            outcome.stderr == "error: 'autowrk.jobs' must be a whole number from 1 to 1024, not '\(text)'\n")
    }

    @Test func `a run that is detached goes on without its starter`() throws {
        let outcome = try place.autowrk("run", "hello", "--detach")
        #expect(outcome.status == 0)
        #expect(outcome.stderr == "")
        let run = String(outcome.stdout.dropLast())
        let watched = try place.autowrk("watch", run)
        #expect(watched.status == 0)
        #expect(try place.status(run) == "completed")
        #expect(watched.stderr.hasSuffix("+ run \(run.prefix(4)): completed after 0 ms\n"))
    }

    @Test func `a first step that may not be repeated is performed by the process in the background`() throws
    {
        try place.commit([
            "once": "steps:\n  - id: a\n    run: echo x\n    idempotent: false\n"
        ])
        let run = try place.start("once", "--detach")
        #expect(try place.autowrk("watch", run).status == 0)
        #expect(try place.steps(run) == ["a": "completed"])
    }
}
