import JSON
import TestSupport
import Testing

/// Local pull requests from their opening to their end, as people see them.
@Suite struct PrTests {
    @Test func `a pull request is opened, listed and shown`() throws {
        let place = try PrPlace()
        let id = try place.create("--issue", "#42")
        #expect(id.count == 12)
        let name = String(id.prefix(4))
        let list = try place.pr("list")
        #expect(list.status == 0)
        #expect(list.stdout == "*  \(name)  open  fix/it > main    0 s ago  Fix it\n")
        #expect(
            try place.pr("show", name).stdout == """
                * pull request \(name)  Fix it  open
                  branch    fix/it at \(try place.git("rev-parse", "fix/it").prefix(12))
                  into      main
                  opened    2026-11-21 03:25:00, 0 s ago, by person/committer@example.com
                  issue     #42
                  merge     possible, 1 commit ahead, 0 behind

                    ## Changes

                    - Fix it

                    1 file: `README`

                    ## Verification

                    Not verified: no check has looked at these files.

                    Fixes #42

                  next
                    git autowrk pr diff \(name)
                    git autowrk pr merge \(name)

                """)
        // By its whole name, its branch, and without a word on its branch.
        for words in [[id], ["fix/it"], [name.uppercased()]] {
            #expect(try place.sandbox.autowrk(["pr", "show"] + words, in: place.path).status == 0)
        }
        #expect(try place.pr("show").status == 2)
        try place.shell("git checkout --quiet fix/it")
        #expect(try place.pr("show").stdout.hasPrefix("* pull request \(name) "))
    }

    @Test func `title, description, base and draft can be given`() throws {
        let place = try PrPlace("\(PrPlace.ahead)\ngit branch next; git checkout --quiet fix/it")
        let outcome = try place.pr(
            "create", "--base", "next", "--title", "Another", "--body", "-", "--draft", "--json",
            input: "Mine\n")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let document = try JSON(parsing: String(outcome.stdout.dropLast()))
        #expect(document["schema"] == 1)
        for (key, value) in [
            "title": "Another", "base": "next", "head": "fix/it", "draft": true, "status": "open",
            "description": "Mine\n",
        ] as [String: JSON] { #expect(document[key] == value) }
        #expect(try place.pr("list").stdout.contains("  draft  fix/it > next "))
        #expect(try place.pr("merge").stderr.contains("error: cannot change pull request"))
        #expect(try place.pr("ready").status == 0)
        #expect(try place.pr("ready").status == 1)
        #expect(try place.document()["draft"] == false)
    }

    @Test func `the title comes from the commit, the issue or the branch`() throws {
        let place = try PrPlace()
        try place.shell("git checkout --quiet fix/it; git commit --quiet --allow-empty -m more")
        let id = try place.create()
        #expect(try place.document(id)["title"] == "It")
        #expect(try place.pr("close", id).status == 0)
        let issue = #"{"number":7,"title":"It is broken","labels":[]}"#
        #expect(
            try place.clone.autowrk(
                "journal", "append", "--stream", "issue/7", "--type", "issue_opened", "--data", issue
            ).status == 0)
        let second = try place.document(place.create("--issue", "#7"))
        #expect(second["title"] == "It is broken")
        #expect(second["issue"] == "7")
    }

    @Test(arguments: ["a b;c", "0", "#", "7a", "../7"])
    func `what is no issue is not taken for one`(_ word: String) throws {
        let place = try PrPlace()
        let outcome = try place.pr("create", "--head", "fix/it", "--issue", word)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: '\(word)' names no issue\nhint: "))
    }

    @Test(arguments: [
        ("git config autowrk.base next; git branch next; git branch master", "next"),
        ("git branch --quiet -m main trunk; git config init.defaultBranch trunk; git branch master", "trunk"),
        ("git branch --quiet -m main master", "master"),
        (
            """
            git init --quiet --bare ../remote.git; git remote add origin ../remote.git
            git branch next; git push --quiet origin main next
            git remote set-head origin next
            """, "next"
        ),
    ])
    func `the base is the default branch`(script: String, base: String) throws {
        let place = try PrPlace("\(PrPlace.ahead)\n\(script)")
        #expect(try place.document(place.create())["base"]?.stringValue == base)
    }

    @Test func `a second one for the same branches is refused and names the first`() throws {
        let place = try PrPlace()
        let id = try place.create()
        let second = try place.pr("create", "--head", "fix/it")
        #expect(second.status == 1)
        #expect(second.stderr.contains("'fix/it' has an open pull request into 'main' already: \(id)"))
        #expect(try place.pr("close", id).status == 0)
        try place.create()
        let reopened = try place.pr("reopen", id)
        #expect(reopened.status == 1)
        #expect(reopened.stderr.contains("has an open pull request into"))
    }

    @Test func `title, description and base can be changed`() throws {
        let place = try PrPlace("\(PrPlace.ahead)\ngit branch next; git branch fixed fix/it")
        let id = try place.create()
        #expect(try place.pr("edit", id, "--title", "Another", "--body", "-", input: "Mine\n").status == 0)
        #expect(try place.pr("edit", id, "--base", "next").status == 0)
        let document = try place.document(id)
        #expect(document["title"] == "Another")
        #expect(document["description"] == "Mine\n")
        #expect(document["base"] == "next")
        try place.create()
        for (words, message) in [
            (["--base", "main"], "has an open pull request into 'main' already"),
            (["--base", "nowhere"], "there is no branch 'nowhere'"),
            (["--base", "fixed"], "there is nothing to merge"),
            (["--base", "fix/it"], "can't be merged into itself"), ([], "needs one of"),
            (["--title", " "], "a title needs words"),
        ] {
            let outcome = try place.sandbox.autowrk(["pr", "edit", id] + words, in: place.path)
            #expect(outcome.status != 0)
            #expect(outcome.stderr.contains(message))
        }
        #expect(try place.document(id)["base"] == "next")
    }

    @Test func `lists are by state and as long as asked for`() throws {
        let place = try PrPlace()
        for _ in 1...3 {
            let id = try place.create()
            #expect(try place.pr("close", id).status == 0)
        }
        try place.create()
        func count(_ arguments: String...) throws -> Int {
            let outcome = try place.sandbox.autowrk(["pr", "list"] + arguments, in: place.path)
            #expect(outcome.status == 0)
            return outcome.stdout.split(separator: "\n").count
        }
        #expect(try count() == 1)
        #expect(try count("--state", "closed") == 3)
        #expect(try count("--state", "merged") == 0)
        #expect(try count("--state", "all") == 4)
        #expect(try count("--state", "all", "-n", "2") == 2)
        #expect(try place.pr("list", "--state", "all", "-n", "2").stderr.contains("there are more"))
        #expect(try place.pr("list", "-n", "0").status == 2)
        #expect(try place.pr("list", "--state", "clsed").stderr.contains("did you mean 'closed'?"))
        let json = try place.pr("list", "--state", "all", "--json")
        let document = try JSON(parsing: String(json.stdout.dropLast()))
        #expect(document["schema"] == 1)
        #expect(document["more"] == false)
        let entries = try #require(document["pull_requests"]?.arrayValue)
        #expect(entries.map { $0["status"]?.stringValue } == ["open", "closed", "closed", "closed"])
        // Names are as short as they may be, and unique.
        #expect(Set(entries.compactMap { $0["name"]?.stringValue }).count == 4)
    }

    @Test func `comments follow their lines`() throws {
        let place = try PrPlace(
            """
            seq 1 20 > lines; git add lines; git commit --quiet -m lines
            git checkout --quiet -b fix/it; sed -i 's/^10$/ten/' lines; git commit --quiet -am ten
            """)
        try place.create()
        #expect(try place.pr("comment", "-m", "why?", "--file", "lines", "--line", "10").status == 0)
        #expect(try place.pr("comment", "-m", "and this?", "--file", "lines", "--line", "15").status == 0)
        #expect(try place.pr("comment", "-m", "as a whole").status == 0)
        try place.shell("sed -i '1i zero' lines; sed -i 's/^15$/fifteen/' lines; git commit --quiet -am more")
        var comments = try #require(try place.document()["comments"]?.arrayValue)
        #expect(comments.map { $0["outdated"]?.boolValue } == [false, true, false])
        #expect(comments[0]["now"] == ["path": "lines", "line": 11])
        #expect(comments[0]["line"] == 10)
        let text = try place.pr("show").stdout
        #expect(text.contains("  lines:11\n      | why?\n"))
        #expect(text.contains("  lines:15, outdated\n      | and this?\n"))
        try place.shell("git mv lines renamed; git commit --quiet -m rename")
        comments = try #require(try place.document()["comments"]?.arrayValue)
        #expect(comments[0]["now"] == ["path": "renamed", "line": 11])

        #expect(try place.pr("comment", "-m", "x", "--file", "renamed", "--line", "99").status == 2)
        #expect(try place.pr("comment", "-m", "x", "--file", "lines").status == 2)
        #expect(try place.pr("comment", "-m", "x", "--file", "../../etc/passwd").status == 2)
        #expect(try place.pr("comment", "-m", "x", "--line", "1").status == 2)
        #expect(try place.pr("comment", "-m", "  ").status == 1)
        #expect(try place.pr("comment").status == 2)
    }

    @Test func `what others say can't steer the terminal`() throws {
        let place = try PrPlace()
        let evil = "\u{1B}[2J\u{9B}2J\u{202E}\r"
        try place.create("--title", "x\(evil)")
        #expect(try place.pr("comment", "fix/it", "-m", "hm\(evil)\nmore").status == 0)
        #expect(try place.pr("review", "fix/it", "--reject", "-m", "no\(evil)").status == 0)
        for command in [["list"], ["show", "fix/it"], ["close", "fix/it"]] {
            let outcome = try place.sandbox.autowrk(["pr"] + command, in: place.path)
            let printed = (outcome.stdout + outcome.stderr).unicodeScalars
            #expect(
                printed.allSatisfy {
                    $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && $0 != "\u{202E}"
                })
        }
    }

    @Test func `a rejection stands until the files change or the reviewer does`() throws {
        let place = try PrPlace()
        try place.create()
        #expect(try place.pr("review", "fix/it", "--reject").status == 2)
        #expect(try place.pr("review", "fix/it", "--approve", "--reject").status == 2)
        #expect(try place.pr("review", "fix/it").status == 2)
        #expect(try place.pr("review", "fix/it", "--reject", "-m", "no").status == 0)
        let refused = try place.pr("merge", "fix/it", "--no-verify")
        #expect(refused.status == 1)
        #expect(refused.stderr.contains("it is rejected by person/committer@example.com"))
        #expect(
            try place.pr("show", "fix/it").stdout.contains("  rejected  by person/committer@example.com\n"))
        try place.shell(
            "git checkout --quiet fix/it; echo better > README; git commit --quiet -am better; git checkout --quiet main"
        )
        #expect(try place.pr("show", "fix/it").stdout.contains(", outdated: the files have changed since\n"))
        #expect(try place.pr("review", "fix/it", "--approve").status == 0)
        #expect(try place.pr("list").stdout.contains("  +1  "))
        #expect(try place.pr("merge", "fix/it", "--no-verify").status == 0)
    }

    @Test func `a diff is a patch, or what Git shows on a terminal`() throws {
        let place = try PrPlace("\(PrPlace.ahead)\necho o > o; git add o; git commit --quiet -m o")
        try place.create()
        let base = try place.git("merge-base", "main", "fix/it")
        let patch = try place.pr("diff", "fix/it").stdout
        #expect(patch.hasPrefix("diff --git a/README b/README\n"))
        #expect(!patch.contains("b/o"))
        try place.shell("git checkout --quiet --detach \(base)")
        #expect(try place.sandbox.gitOutcome(["apply", "-"], in: place.path, input: patch).status == 0)
        #expect(try place.sandbox.read("\(place.path)/README") == "fixed\n")
        try place.shell("git reset --quiet --hard")
        #expect(try place.pr("diff", "fix/it", "--name-only").stdout == "README\n")
        #expect(try place.pr("diff", "fix/it", "--stat").stdout.contains("1 file changed"))
        let terminal = try place.clone.shell(
            "TERM=xterm GIT_PAGER=cat script -qec 'git-autowrk pr diff fix/it' /dev/null")
        #expect(terminal.stdout.contains("\u{1B}["))
        #expect(terminal.stdout.contains("fixed"))
        #expect(try place.pr("merge", "fix/it", "--no-verify").status == 0)
        #expect(try place.pr("diff", "fix/it").stdout == patch)
    }

    @Test func `a verdict on the files is shown in the description`() throws {
        let place = try PrPlace()
        try place.create()
        #expect(try place.document()["verification"] == .null)
        try place.clone.recordVerdict("passed", on: place.git("rev-parse", "fix/it^{tree}"))
        let text = try place.pr("show", "fix/it").stdout
        #expect(text.contains("    - ✓ tests: 42 passed (1.2 s)\n"))
        #expect(!text.contains("Not verified"))
        let verification = try place.document()["verification"]
        #expect(verification?["passed"] == true)
        #expect(verification?["checks"]?.arrayValue?.first?["counts"]?["passed"] == 42)
    }

    @Test func `pull requests travel with sync`() throws {
        let place = try PrPlace()
        let remote = try place.sandbox.bareRepository()
        try place.shell("git remote add origin '\(remote)'; git push --quiet origin main fix/it")
        let id = try place.create()
        #expect(try place.pr("comment", id, "-m", "hello").status == 0)
        #expect(try place.clone.autowrk("sync").status == 0)
        let other = Clone(try place.sandbox.clone(from: remote, to: "other"), in: place.sandbox)
        #expect(try other.autowrk("init").status == 0)
        let shown = try other.autowrk("pr", "show", id)
        #expect(shown.status == 0, "\(shown.stderr)")
        #expect(shown.stdout.contains("hello"))
        #expect(shown.stdout.contains("merge     possible, 1 commit ahead, 0 behind"))
        #expect(try other.autowrk("pr", "review", id, "--approve", "-m", "good").status == 0)
        #expect(try other.autowrk("sync").status == 0)
        #expect(try place.clone.autowrk("sync").status == 0)
        #expect(try place.pr("show", id).stdout.contains("| good\n"))
    }

    @Test func `what can't be written can be looked at`() throws {
        let place = try PrPlace("\(PrPlace.ahead)\necho ours > other; git add .; git commit --quiet -m other")
        let name = String(try place.create().prefix(4))
        let outcome = try place.clone.isolated(
            """
            mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" &&
            git-autowrk pr list && git-autowrk pr show \(name) && git-autowrk pr diff \(name)
            """)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.contains("merge     possible"))
    }

    @Test func `titles have one line, and branches may be named in full`() throws {
        let place = try PrPlace()
        let id = try place.create("--title", " one\n\ntwo  three\n", "--base", "refs/heads/main")
        let document = try place.document(id)
        #expect(document["title"] == "one two three")
        #expect(document["base"] == "main")
    }

    @Test(arguments: [
        ["create", "--head", "nowhere"], ["create", "--head", "main"], ["create", "--base", "nowhere"],
        ["create", "--title", " "], ["create", "--body", "nowhere", "--head", "fix/it"],
        ["show", "zzzz"], ["merge", "zzzz"], ["comment", "-m", "x", "zzzz"],
        ["merge", "fix/it", "--method", "octopus"], ["show", ""], ["show", "*"], ["show", "%"],
    ])
    func `wrong use is told and changes nothing`(words: [String]) throws {
        let place = try PrPlace("\(PrPlace.ahead)\ngit branch empty")
        let before = try place.clone.state()
        let outcome = try place.sandbox.autowrk(["pr"] + words, in: place.path)
        #expect([1, 2].contains(outcome.status))
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.hasPrefix("error: "))
        #expect(try place.clone.state() == before)
    }

    @Test(arguments: [
        ["create", "--head", "fix/it", "--title", "use tok-0123456789"],
        ["create", "--head", "fix/it", "--body", "-"],
        ["comment", "-m", "tok-0123456789", "open"], ["review", "--reject", "-m", "tok-0123456789", "open"],
        ["edit", "--title", "tok-0123456789", "open"],
    ])
    func `words with a secret in them are not recorded`(words: [String]) throws {
        let place = try PrPlace(PrPlace.ahead + "\ngit branch open fix/it")
        #expect(try place.pr("create", "--head", "open").status == 0)
        let outcome = try place.sandbox.autowrk(
            ["pr"] + words, in: place.path, input: "see tok-0123456789\n",
            environment: ["API_TOKEN": "tok-0123456789"])
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains(" holds the secret 'API_TOKEN', and it would be recorded\n"))
        #expect(outcome.stderr.contains("hint: if 'API_TOKEN' is no secret: "))
        #expect(try !place.clone.export().contains("tok-0123456789"))
    }
}
