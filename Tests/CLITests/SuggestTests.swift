import JSON
import TestSupport
import Testing

/// `suggest` with a model: what is shown, what is run, what is remembered.
@Suite struct SuggestTests {
    static let touch = SuggestPlace.answer([
        [("echo made > made.txt", "rm made.txt", "here"), ("cat one", "none", "copy")]
    ])

    @Test func `without a terminal the steps are shown with what is said of each, and nothing is run`() throws
    {
        let place = try SuggestPlace(answers: [Self.touch])
        let outcome = try place.suggest("make a file")
        #expect(outcome.status == 0)
        #expect(
            outcome.stdout == """
                1. way 1  by acme/one
                   It does.
                   + 1. step number 1  in your working directory
                        $ echo made > made.txt
                        Does it.
                        undo: rm made.txt
                   + 2. step number 2  in a scratch checkout
                        $ cat one
                        Does it.
                   2 of 2 steps can be called here

                """)
        #expect(outcome.stderr.contains("acme/one, 12 + 34 tokens"))
        #expect(outcome.stderr.contains("to run it: git autowrk suggest --made "))
        #expect(!place.exists("made.txt"))
        #expect(try place.events() == ["suggestion_made"])
        let asked = try place.asked()
        #expect(asked["task"] == "make a file")
        #expect(asked["machine"]?["repository"]?["files_at_top"] == ["one", "three", "two"])
        #expect(asked["machine"]?["repository"]?["current_branch"] == "main")
        let body = try JSON(parsing: try #require(place.server.requests.last).text)
        #expect(body["response_format"]?["json_schema"]?["strict"] == true)
    }

    @Test func `with yes it is run as a run, with its effect, its output, its history and its way back`()
        throws
    {
        let place = try SuggestPlace(answers: [Self.touch])
        let outcome = try place.suggest("make a file", "--yes")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n")
        let run = try #require(lines.first { $0.wholeMatch(of: #/[0-9a-z]{12}/#) != nil }.map(String.init))
        #expect(outcome.stdout.hasSuffix("\(run)\n\nstep number 2\n1\n"))
        #expect(outcome.stderr.contains("+ step-number-1  0 ms\n"))
        #expect(place.exists("made.txt"))
        #expect(try place.events() == ["suggestion_made", "suggestion_accepted"])
        let shown = try place.sandbox.autowrk("show", run, "--json", in: place.path)
        let document = try JSON(parsing: String(shown.stdout.dropLast()))
        #expect(document["status"] == "completed")
        #expect(try place.git("status", "--short") == "?? made.txt")
        #expect(try place.sandbox.autowrk("rollback", run, "--hard", in: place.path).status == 0)
        #expect(!place.exists("made.txt"))
    }

    @Test func `json is a document, and with yes that of the run`() throws {
        let place = try SuggestPlace(answers: [Self.touch])
        let outcome = try place.suggest("make a file", "--json")
        #expect(outcome.status == 0)
        let document = try JSON(parsing: String(outcome.stdout.dropLast()))
        #expect(document["schema"] == 1)
        #expect(document["task"] == "make a file")
        let alternative = try #require(document["alternatives"]?.arrayValue?.first)
        #expect(alternative["decision"] == "allow")
        #expect(alternative["can_run"] == true)
        #expect(alternative["rank"]?["valid"] == 2)
        #expect(alternative["steps"]?.arrayValue?.first?["verdict"]?["decision"] == "allow")
        #expect(alternative["workflow"]?.stringValue?.contains("echo made > made.txt") == true)
        let id = try #require(document["id"]?.stringValue)
        let run = try place.suggest("--made", id, "--yes", "--json")
        #expect(run.status == 0)
        #expect(try JSON(parsing: String(run.stdout.dropLast()))["status"] == "completed")
        #expect(place.exists("made.txt"))
        #expect(place.server.requests.count == 1)
    }

    @Test func `a dry run shows it and records nothing but that a model was asked`() throws {
        let place = try SuggestPlace(answers: [Self.touch])
        let outcome = try place.suggest("make a file", "--dry-run")
        #expect(outcome.status == 0)
        #expect(outcome.stdout.contains("$ echo made > made.txt"))
        #expect(!outcome.stderr.contains("--made"))
        #expect(try place.events() == [])
        #expect(!place.exists("made.txt"))
        #expect(try place.suggest("x", "--dry-run", "--yes").status == 2)
        #expect(try place.suggest("x", "--dry-run", "--edit").status == 2)
    }

    @Test func `what is refused is never run, in whichever place it stands`() throws {
        let bad = SuggestPlace.answer([[("rm -rf /", "", "here")], [("true", "rm -rf ~", "here")]])
        let place = try SuggestPlace(answers: [bad])
        for number in ["1", "2"] {
            let outcome = try place.suggest("clean up", "--yes", "-n", number)
            #expect(outcome.status == 2)
            #expect(outcome.stderr.contains("alternative \(number) is refused and can't be performed"))
        }
        let shown = try place.suggest("clean up")
        #expect(shown.status == 0)
        #expect(shown.stdout.contains("refused: 'rm -rf /'"))
        #expect(!(try place.events().contains("suggestion_accepted")))
    }

    @Test func `what is to be asked about needs somebody to ask`() throws {
        let place = try SuggestPlace(answers: [
            SuggestPlace.answer([[("git push --force origin main", "", "here")]])
        ])
        let outcome = try place.suggest("push it", "--yes")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains("error: alternative 1 "))
        #expect(!(try place.events().contains("suggestion_accepted")))
    }

    @Test func `the best goes first: what can be called here before what can't`() throws {
        let place = try SuggestPlace(answers: [
            SuggestPlace.answer([[("nosuchprogram x", "", "copy")], [("ls", "none", "copy")]])
        ])
        let outcome = try place.suggest("list")
        #expect(outcome.stdout.hasPrefix("1. way 2"))
        #expect(outcome.stdout.contains("not found here: 'nosuchprogram'"))
        #expect(try place.suggest("list", "-n", "3").status == 2)
    }

    @Test func `an edit is checked, run and remembered, and told to the model the next time`() throws {
        let place = try SuggestPlace(answers: [Self.touch])
        try place.sandbox.writePrograms(["edit": "sed -i 's/made.txt/better.txt/' \"$1\""], in: "bin")
        let editor = ["GIT_EDITOR": place.sandbox.path("bin/edit") + " "]
        let outcome = try place.suggest("make a file", "--edit", "--yes", environment: editor)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        #expect(place.exists("better.txt"))
        #expect(!place.exists("made.txt"))
        #expect(try place.events() == ["suggestion_made", "suggestion_changed", "suggestion_accepted"])
        _ = try place.suggest("make another file")
        let earlier = try #require(try place.asked()["earlier"]?.arrayValue?.first)
        #expect(earlier["task"] == "make a file")
        #expect(earlier["performed"] == ["echo made > better.txt", "cat one"])
        #expect(earlier["suggested_before_the_user_changed_it"] == ["echo made > made.txt", "cat one"])
        // Git shows what was changed.
        let commits = try place.git("log", "--format=%H", "--glob=refs/autowrk/journal").split(
            separator: "\n")
        let edit = try #require(
            try commits.first { commit in
                try place.git("ls-tree", "--name-only", "-r", String(commit)).contains("EDITED.yml")
            })
        let names = try place.git("ls-tree", "--name-only", "-r", String(edit)).split(separator: "\n")
        let files = Set(names.compactMap { $0.split(separator: "/").last.map(String.init) })
        #expect(files == ["EDITED.yml", "SUGGESTED.yml"])
    }

    @Test func `an edit without a word to run it waits for that word`() throws {
        let place = try SuggestPlace(answers: [Self.touch])
        try place.sandbox.writePrograms(["edit": "sed -i 's/made.txt/better.txt/' \"$1\""], in: "bin")
        let editor = ["GIT_EDITOR": place.sandbox.path("bin/edit")]
        let outcome = try place.suggest("make a file", "--edit", environment: editor)
        #expect(outcome.status == 0)
        let id = try #require(outcome.stderr.firstMatch(of: #/--made ([0-9a-z]{8}) --yes/#)?.1)
        #expect(try place.suggest("--made", String(id), "--yes").status == 0)
        #expect(place.exists("better.txt"))
    }

    @Test func `an edit that is wrong is refused with its place, and one that empties the file ends it`()
        throws
    {
        let place = try SuggestPlace(answers: [Self.touch])
        try place.sandbox.writePrograms(
            [
                "break": "sed -i 's/    run:/    runs:/' \"$1\"", "empty": ": > \"$1\"", "fail": "exit 3",
                "delete": "rm \"$1\"", "worse": "sed -i 's/echo made.*/rm -rf \\//' \"$1\"",
            ], in: "bin")
        func edit(_ name: String) throws -> CommandOutcome {
            try place.suggest(
                "make a file", "--edit", "--yes",
                environment: ["GIT_EDITOR": place.sandbox.path("bin/\(name)")])
        }
        let broken = try edit("break")
        #expect(broken.status == 2)
        #expect(broken.stderr.contains("error: unknown key 'runs' in a step [unknown-key]"))
        #expect(broken.stderr.contains("^~~~"))
        #expect(try edit("empty").status == 1)
        let deleted = try edit("delete")
        #expect(deleted.status == 1)
        #expect(deleted.stderr.hasSuffix("nothing is left of it: it stays as it was\n"))
        let failed = try edit("fail")
        #expect(failed.status == 1)
        #expect(failed.stderr.contains("has failed: nothing is performed"))
        let worse = try edit("worse")
        #expect(worse.status == 2)
        #expect(worse.stderr.contains("is refused and can't be performed"))
        #expect(!(try place.events().contains("suggestion_accepted")))
        #expect(!place.exists("made.txt"))
    }

    @Test(arguments: ["I am sorry, I can't.", "{\"alternatives\": 7}", "", "fail"])
    func `an answer that is none leads to what is at hand, with the reason`(answer: String) throws {
        let place = try SuggestPlace(answers: [answer])
        let outcome = try place.suggest("undo the last commit")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(
            outcome.stdout.hasPrefix(
                "1. undo the last commit and keep its changes  recipe undo-last-commit\n"))
        #expect(outcome.stderr.contains(": recipes and workflows are looked through\n"))
    }

    @Test func `providers are compared by the best of each`() throws {
        let place = try SuggestPlace(answers: [Self.touch, "nonsense", Self.touch])
        for (key, value) in [("url", place.server.url), ("model", "two"), ("format", "openai-chat")] {
            _ = try place.git("config", "autowrk.provider.other.\(key)", value)
        }
        _ = try place.git("config", "autowrk.fallback", "other")
        let outcome = try place.suggest("make a file", "--compare", "--json")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let document = try JSON(parsing: String(outcome.stdout.dropLast()))
        #expect(document["alternatives"]?.arrayValue?.count == 1)
        let answers = document["answers"]?.arrayValue ?? []
        #expect(answers.map { $0["asked"] } == ["acme", "other"])
        #expect(answers.filter { $0["fault"] == .null }.count == 1)
        let text = try place.suggest("make a file", "--compare")
        #expect(text.stdout.contains("\n1. acme"))
        #expect(text.stdout.contains("\n2. other"))
    }

    @Test func `a secret in the task is not recorded`() throws {
        let place = try SuggestPlace(answers: [Self.touch])
        let outcome = try place.suggest(
            "log in with hunter2hunter2", environment: ["MY_API_KEY": "hunter2hunter2"])
        #expect(outcome.status == 2)
        let key = "AKIA" + "Q3EGRTWZ7YJ5XN2B"
        for arguments in [
            ["log in with \(key)"], ["find the commit that introduced a text", "-i", "text=\(key)"],
        ] {
            let outcome = try place.sandbox.autowrk(["suggest"] + arguments, in: place.path)
            #expect(outcome.status == 2)
            #expect(outcome.stderr.contains("holds what looks like a key ("))
        }
        #expect(place.server.requests.isEmpty)
        #expect(try place.events() == [])
    }

    @Test func `what would open an editor fails at once, and does not wait for ever`() throws {
        let place = try SuggestPlace(answers: [SuggestPlace.answer([[("git commit --amend", "", "here")]])])
        let outcome = try place.suggest("amend", "--yes", environment: ["GIT_EDITOR": "sleep 1000"])
        #expect(outcome.status == 1)
        #expect(outcome.stderr.contains("editor 'false'"))
    }

    @Test func `a value that nothing takes is said to be so`() throws {
        let place = try SuggestPlace()
        let outcome = try place.suggest("squash commits", "-i", "cuont=3", "--dry-run")
        #expect(outcome.stderr.contains("warning: nothing that was found takes a value for 'cuont'\n"))
    }
}
