import JSON
import TestSupport
import Testing

/// The commands that ask something of a run and go on with it.
@Suite struct RunSteeringTests {
    let place: RunPlace

    init() throws {
        place = try RunPlace([
            "asks": """
            steps:
              - id: ask
                wait: { approval: anyone }
              - id: after
                run: "true"
            """,
            "asks-bob": """
            steps:
              - id: ask
                wait: { approval: [bob] }
            """,
            "asks-twice": """
            steps:
              - id: left
                needs: []
                wait: { approval: anyone }
              - id: right
                needs: []
                wait: { approval: anyone }
            """,
            "mended": """
            steps:
              - id: try
                run: test -e "$(git rev-parse --git-common-dir)/mended"
              - id: after
                run: "true"
            """,
            "pauses": """
            steps:
              - id: bad
                run: "false"
                on-failure: pause
              - id: after
                run: "true"
            """,
            "branch": """
            steps:
              - id: make
                uses: branch.create
                with: { name: fix/it }
              - id: work
                run: echo new > new.txt
                undo: none
              - id: save
                uses: commit
                with: { message: new file, branch: fix/it }
              - id: ask
                wait: { approval: anyone }
            """,
            "says": """
            steps:
              - id: say
                uses: message
                with: { text: hello }
              - id: stay
                run: "true"
                undo: { run: exit 1 }
              - id: ask
                wait: { approval: anyone }
            """,
        ])
    }

    // MARK: Approvals

    @Test func `an approval completes the run`() throws {
        let run = try place.start("asks", status: 4)
        let outcome = try place.autowrk("approve", String(run.prefix(5)), "-m", "looks good")
        #expect(outcome.status == 0)
        #expect(outcome.stdout == "")
        #expect(
            outcome.stderr == """
                . ask  approved: looks good
                + ask  0 ms
                + after  0 ms
                + run \(run.prefix(4)): completed after 0 ms

                """)
        let ask = try #require(try place.document(run)["steps"]?.arrayValue?.first)
        #expect(ask["outputs"]?["comment"] == "looks good")
        #expect(ask["votes"]?.arrayValue?[0]["actor"] == "person/committer@example.com")
        let again = try place.autowrk("approve", run)
        #expect(again.status == 1)
        #expect(again.stderr.hasPrefix("error: the run can't take a vote: it is completed\n"))
    }

    @Test func `a rejection that fails the run has done what was asked`() throws {
        let run = try place.start("asks", status: 4)
        let outcome = try place.autowrk("reject", "-m", "not yet", "--json")
        #expect(outcome.status == 0)
        #expect(try JSON(parsing: String(outcome.stdout.dropLast()))["status"] == "failed")
        #expect(outcome.stderr.contains("x ask  failed: 'committer@example.com' has rejected it: not yet\n"))
        #expect(try place.steps(run) == ["ask": "failed", "after": "skipped"])
    }

    @Test func `who is not asked can't decide`() throws {
        let run = try place.start("asks-bob", status: 4)
        let outcome = try place.autowrk("approve", run)
        #expect(outcome.status == 1)
        #expect(
            outcome.stderr == """
                error: step 'ask' can't be decided by 'person/committer@example.com'
                hint: it asks bob

                """)
        #expect(try place.autowrk("approve").stderr.hasPrefix("error: no run waits for your approval\n"))
        let bob = RunPlace.now.merging(["AUTOWRK_ACTOR": "person/bob@example.com"]) { $1 }
        #expect(try place.autowrk("approve", environment: bob).status == 0)
    }

    @Test func `where several steps ask, one is named`() throws {
        let run = try place.start("asks-twice", status: 4)
        let outcome = try place.autowrk("approve", run)
        #expect(outcome.status == 1)
        #expect(
            outcome.stderr.hasPrefix(
                "error: more than one step waits for an approval\nhint: name one with --step: left, right\n"))
        let typo = try place.autowrk("approve", run, "--step", "rihgt")
        #expect(typo.status == 2)
        #expect(
            typo.stderr
                == "error: run '\(run.prefix(4))' has no step 'rihgt'\nhint: did you mean 'right'?\n")
        #expect(try place.autowrk("approve", run, "--step", "right").status == 4)
        #expect(try place.autowrk("approve", run).status == 0)
    }

    // MARK: Which run

    @Test func `without a name it is the only run that fits, else they are listed`() throws {
        #expect(try place.autowrk("approve").status == 2)
        let first = try place.start("asks", status: 4)
        let second = try place.start("asks", status: 4)
        let outcome = try place.autowrk("approve")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: more than one run waits for your approval: name one\n"))
        for run in [first, second] {
            #expect(outcome.stderr.contains("hint: \(run.prefix(4))  asks  ask waits for an approval\n"))
        }
        #expect(try place.autowrk("approve", first).status == 0)
        #expect(try place.autowrk("approve").status == 0)
        #expect(try place.status(second) == "completed")
    }

    @Test(arguments: ["resume", "retry", "skip", "approve", "reject", "cancel", "abort", "show", "log"])
    func `a run that is not there is told of`(command: String) throws {
        let outcome = try place.autowrk(command, "zzzz")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: there is no "), "\(outcome.stderr)")
        #expect(outcome.stdout == "")
    }

    // MARK: Failures

    @Test func `a step is tried again when its cause is mended`() throws {
        let run = try place.start("mended", status: 1)
        #expect(try place.steps(run) == ["try": "failed", "after": "skipped"])
        #expect(try place.autowrk("retry").status == 1)
        try place.sandbox.write("\(place.path)/.git/mended", "")
        #expect(try place.autowrk("retry", "--step", "try").status == 0)
        #expect(try place.steps(run) == ["try": "completed", "after": "completed"])
    }

    @Test func `a run that pauses is skipped on or resumed`() throws {
        let run = try place.start("pauses", status: 4)
        let shown = try place.autowrk("show", run).stdout
        for command in ["retry", "skip", "resume"] {
            #expect(shown.contains("\n    git autowrk \(command) \(run.prefix(4))\n"))
        }
        let outcome = try place.autowrk("skip", run)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.steps(run) == ["bad": "skipped", "after": "completed"])
    }

    @Test func `a pause is over with resume`() throws {
        let run = try place.start("pauses", status: 4)
        let outcome = try place.autowrk("resume")
        #expect(outcome.status == 1)
        #expect(try place.status(run) == "failed")
        let again = try place.autowrk("resume", run)
        #expect(again.status == 1)
        #expect(
            again.stderr == """
                error: run '\(run.prefix(4))' is over: it is failed
                hint: git autowrk retry \(run.prefix(4))

                """)
    }

    // MARK: Stopping

    @Test func `a cancelled run has done what was asked`() throws {
        let run = try place.start("asks", status: 4)
        #expect(try place.autowrk("cancel").status == 0)
        #expect(try place.status(run) == "cancelled")
        #expect(try place.autowrk("cancel", run).status == 1)
    }

    @Test func `abort takes back what was done`() throws {
        let run = try place.start("branch", status: 4)
        let branches = {
            try place.sandbox.git("for-each-ref", "--format=%(refname)", "refs/heads", in: place.path)
        }
        #expect(try branches() == "refs/heads/fix/it\nrefs/heads/main")
        let outcome = try place.autowrk("abort")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try branches() == "refs/heads/main")
        #expect(try place.status(run) == "rolled_back")
        #expect(outcome.stderr.hasSuffix("< run \(run.prefix(4)): rolled back after 0 ms\n"))
    }

    @Test func `a branch that somebody has moved is left alone, with 1 and the reason`() throws {
        let run = try place.start("branch", status: 4)
        let other = try place.sandbox.commit("elsewhere", files: ["else": "x\n"], in: place.path)
        try place.sandbox.git("update-ref", "refs/heads/fix/it", other, in: place.path)
        let outcome = try place.autowrk("rollback", "--hard", run, "--json")
        #expect(outcome.status == 1)
        #expect(
            outcome.stderr.contains(
                "\n    save could not be undone: branch 'fix/it' was moved since"))
        #expect(try place.sandbox.git("rev-parse", "fix/it", in: place.path) == other)
        let steps = try JSON(parsing: String(outcome.stdout.dropLast()))["steps"]?.arrayValue
        #expect(steps?[2]["compensation"]?["undone"] == "failed")
    }

    @Test func `what can't be taken back is listed`() throws {
        let run = try place.start("says", status: 4)
        let outcome = try place.autowrk("abort", run)
        #expect(outcome.status == 1, "a compensation has failed")
        #expect(
            outcome.stderr.hasSuffix(
                """
                < run \(run.prefix(4)): rolled back after 0 ms
                    stay could not be undone: exit status 1
                    say can't be undone: what was said stays said

                """))
    }

    @Test func `a soft rollback leaves the branch, one to a step moves it back`() throws {
        let run = try place.start("branch", status: 4)
        let tip = { try place.sandbox.git("rev-parse", "fix/it", in: place.path) }
        let saved = try tip()
        let partial = try place.autowrk("rollback", "--to", "make", run)
        #expect(partial.status == 0, "\(partial.stderr)")
        #expect(try tip() == place.sandbox.git("rev-parse", "main", in: place.path))
        #expect(try place.status(run) == "waiting")
        #expect(try place.autowrk("resume", run).status == 4)
        #expect(try tip() == saved, "the same work makes the same commit")
        #expect(try place.autowrk("rollback", "--soft", run).status == 0)
        #expect(try tip() == saved)
        #expect(try place.status(run) == "rolled_back")
    }

    @Test(arguments: [["rollback"], ["rollback", "--soft", "--hard"], ["rollback", "--hard", "--to", "x"]])
    func `a rollback is of one kind`(arguments: [String]) throws {
        let outcome = try place.sandbox.autowrk(arguments, in: place.path)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: 'rollback' needs one of '--soft', '--hard' and '--to'\n"))
    }

    // MARK: Leaving it to others

    @Test func `a request can be recorded and left to 'work'`() throws {
        let run = try place.start("asks", status: 4)
        let outcome = try place.autowrk("approve", "--no-follow")
        #expect(outcome.status == 0)
        #expect(
            outcome.stderr
                == ". ask  approved\nrecorded; 'git autowrk resume \(run.prefix(4))' goes on with the run\n")
        #expect(try place.status(run) == "waiting")
        let work = try place.autowrk("work", "--once", "--json")
        #expect(work.status == 0)
        #expect(try JSON(parsing: String(work.stdout.dropLast()))["id"] == .string(run))
        #expect(try place.status(run) == "completed")
        #expect(try place.autowrk("work", "--once").stderr == "no run can go on\n")
    }

    @Test func `a request can be left to a process in the background`() throws {
        let run = try place.start("asks", status: 4)
        #expect(try place.autowrk("approve", "--detach").status == 0)
        #expect(try place.autowrk("watch", run).status == 0)
    }

    @Test func `resume --all goes on with every run that can`() throws {
        for _ in 1...3 { _ = try place.start("asks", status: 4) }
        let runs = try #require(
            try JSON(parsing: String(try place.autowrk("runs", "--json").stdout.dropLast()))["runs"]?
                .arrayValue)
        for run in runs.dropLast() {
            #expect(try place.autowrk("approve", run["id"]?.stringValue ?? "", "--no-follow").status == 0)
        }
        let outcome = try place.autowrk("resume", "--all", "--json")
        #expect(outcome.status == 0)
        #expect(outcome.stdout.split(separator: "\n").count == 2)
        #expect(try place.autowrk("resume", "--all", "x").status == 2)
    }
}
