import JSON
import TestSupport
import Testing

/// The key of the provider, wherever it has got to, is neither kept, shown nor sent.
@Suite struct ModelAgentSecretTests {
    @Test
    func
        `a key in the issue, in a file, in a check's output and in what the model says is nowhere afterwards`()
        throws
    {
        let key = ScriptedModel.key
        let place = try ModelAgentPlace([
            .says([.text("The key is \(key)."), .call("read_file", ["path": "notes"])]),
            .says([.call("search", ["text": "sk-ant"]), .call("search", ["text": .string(key)])]),
            .calls("run_check"),
            .calls("edit_file", ModelAgentPlace.fix),
            .calls("ask_person", ["question": .string("Is \(key) right?")]),
            .calls("run_check"),
            .calls("finish", ["summary": .string("Mended with \(key).")]),
        ])
        try place.sandbox.commit(
            "a key",
            files: [
                "notes": "key = \(key)\n",
                ".autowrk/verify.yml":
                    "checks:\n  - {name: tests, kind: test, command: 'cat notes; sh test.sh'}\n",
            ], in: place.path)
        try place.sandbox.write("issue.md", IssuePlace.issue + "\n\nMy key is `\(key)`, see notes.\n")
        let refused = try place.run()
        #expect(refused.status == 2)
        #expect(refused.stderr.contains("holds the secret 'ANTHROPIC_API_KEY'"), "\(refused.stderr)")
        try place.sandbox.write("issue.md", IssuePlace.issue + "\n\nSee notes.\n")
        var printed = refused.stderr
        let outcome = try place.run()
        #expect(outcome.status == 4, "\(outcome.stderr)")
        let run = try place.id(of: outcome)
        let approved = try place.autowrk("approve", run, "-m", "Yes, \(key)")
        #expect(approved.status == 0, "\(approved.stderr)")
        for outcome in [
            outcome, approved, try place.autowrk("log", run), try place.autowrk("show", run),
            try place.autowrk("show", run, "--json"), try place.autowrk("export"),
            try place.autowrk("provider", "usage", "--json"), try place.autowrk("pr", "show", "fix/issue-7"),
        ] {
            printed += outcome.stdout + outcome.stderr
        }
        #expect(!printed.contains(key))
        #expect(place.model.answered == Array(1...7))
        for request in place.model.server.requests {
            #expect(!request.text.contains(key), "request \(request.number)")
            #expect(request.fields["x-api-key"] == key)
            #expect(!request.fields.contains { $0.key != "x-api-key" && $0.value.contains(key) })
        }
        // What the user has committed, with the key in it, is the user's.
        let found = try place.sandbox.script(
            """
            git rev-list --objects --all --not main | cut -d' ' -f1 | sort -u | git cat-file --batch |
                grep -a -c -F '\(key)' || true
            """, in: place.path)
        #expect(found == "0\n")
        // A scratch checkout has the user's files.
        let files = try place.sandbox.run(
            [
                "grep", "-r", "-l", "-a", "-F", "--exclude-dir=scratch", key, place.path + "/.git",
                place.sandbox.home,
            ])
        #expect(files.stdout == "", "\(files.stdout)")
    }
}
