import JSON
import TestSupport
import Testing

/// `fork`: a run that branches off from another one.
@Suite struct RunForkTests {
    let place: RunPlace

    init() throws {
        place = try RunPlace([
            "work": """
            inputs:
              word: { default: one }
            steps:
              - id: make
                uses: branch.create
                with: { name: fix/it }
              - id: first
                run: echo "$WORD" >> words; cat words
                env: { WORD: "${{ inputs.word }}" }
              - id: second
                run: echo "$WORD" >> words; cat words
                env: { WORD: "${{ inputs.word }}" }
            """
        ])
    }

    @Test func `a fork shares the beginning and goes its own way`() throws {
        let run = try place.start("work")
        let before = try place.document(run)
        let outcome = try place.autowrk("fork", run, "--at", "first", "-i", "word=two")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let fork = String(outcome.stdout.dropLast())
        let document = try place.document(fork)
        #expect(document["fork"] == ["run": .string(run), "step": "first"])
        #expect(document["inputs"] == ["word": "two"])
        #expect(try place.autowrk("show", fork, "--step", "second", "--output").stdout == "one\ntwo\n")
        #expect(try place.document(run) == before)
        let branches = try place.sandbox.git(
            "for-each-ref", "--format=%(refname:short)", "refs/heads", in: place.path)
        #expect(branches == "fix/it\nfix/it-\(fork.prefix(6))\nmain")
        #expect(try place.autowrk("show", fork).stdout.contains("\n  fork of  run \(run) at step first\n"))
    }

    @Test func `a fork can be left to the background`() throws {
        let run = try place.start("work")
        let outcome = try place.autowrk("fork", run, "--at", "make", "--detach", "--json")
        #expect(outcome.status == 0)
        let fork = try #require(try JSON(parsing: String(outcome.stdout.dropLast()))["id"]?.stringValue)
        #expect(try place.autowrk("watch", fork).status == 0)
    }

    @Test func `a fork needs a step that has ended`() throws {
        let run = try place.start("work")
        for (arguments, message) in [
            (["fork", run], "error: 'fork' needs '--at'\n"),
            (["fork", run, "--at", "thrid"], "error: run '\(run.prefix(4))' has no step 'thrid'\n"),
            (
                ["fork", run, "--at", "first", "-i", "nosuch=1"],
                "error: the workflow has no input 'nosuch'\n"
            ),
        ] {
            let outcome = try place.sandbox.autowrk(arguments, in: place.path)
            #expect(outcome.status == 2)
            #expect(outcome.stderr.hasPrefix(message), "\(outcome.stderr)")
            #expect(outcome.stdout == "")
        }
    }
}
