import JSON
import TestSupport
import Testing

/// The main job: an issue goes in, a verified pull request comes out, and what is the user's stays as it is.
@Suite struct IssueToPrTests {
    let place: IssuePlace

    init() throws { place = try IssuePlace() }

    @Test func `an agent that mends the bug ends in a verified pull request`() throws {
        let before = try place.place.clone.shell("git status --porcelain; cat README greet.sh")
        let outcome = try place.run(agent: IssuePlace.fix)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.branches() == ["fix/issue-7", "main"])
        let pull = try #require(try place.pullRequests().first)
        #expect(pull["title"] == "The greeting has no name")
        #expect(pull["issue"] == "7")
        let description = try place.sandbox.autowrk("pr", "show", "fix/issue-7", in: place.path).stdout
        #expect(description.contains("✓ tests: "))
        #expect(description.contains("Fixes #7"))
        let log = try place.sandbox.git(
            "log", "-1", "--notes=autowrk", "--format=%s%n%b%n%N", "fix/issue-7", in: place.path)
        #expect(log.contains("The greeting has no name\nFixes #7"))
        #expect(log.contains("Verification: passed"))
        #expect(
            try place.sandbox.git("diff", "--name-only", "main", "fix/issue-7", in: place.path) == "greet.sh")
        #expect(try place.place.clone.shell("git status --porcelain; cat README greet.sh") == before)
        #expect(try place.sandbox.git("fsck", "--strict", in: place.path) == "")
    }

    @Test func `each step says what it did, and the issue is told`() throws {
        let outcome = try place.run(agent: IssuePlace.fix)
        for words in [
            "Read issue #7: The greeting has no name", "Created branch `fix/issue-7`",
            "command changed 1 file: `greet.sh`", "Verified: tests: ", "Created PR ",
        ] {
            #expect(outcome.stderr.contains(words), "\(words)")
        }
        let log = try place.sandbox.autowrk("journal", "show", "issue/7", in: place.path).stdout
        #expect(log.contains(#""type":"issue_opened""#))
        #expect(log.contains(#"Created branch `fix/issue-7`"#))
        #expect(log.contains("completed"))
    }

    @Test(arguments: [
        ("implement", "command: true", "agent 'command' has changed nothing"),
        ("verify", "command: echo exit 1 > greet.sh; date +%N > seed", "tests: "),
        ("implement", "command: echo cannot; exit 3", "agent 'command' ended with exit status 3"),
    ])
    func `an agent that does not mend it is asked three times, and nothing is left`(
        step: String, agent: String, reason: String
    ) throws {
        let outcome = try place.run(agent: agent)
        #expect(outcome.status == 1)
        #expect(outcome.stderr.contains(reason), "\(outcome.stderr)")
        #expect(try place.branches() == ["main"])
        #expect(try place.pullRequests().isEmpty)
        #expect(outcome.stderr.contains("rolled back") && outcome.stderr.contains(": \(step): \(reason)"))
        let run = try #require(outcome.stdout.split(separator: "\n").first.map { String($0) })
        let asked = try place.sandbox.autowrk("journal", "show", "run/\(run)", in: place.path).stdout
            .split(separator: "\n").filter { $0.contains(#""step":"implement""#) }
            .filter { $0.contains("step_started") }.count
        #expect(asked == 3)
    }

    @Test func `the next attempt is told what was wrong with the one before`() throws {
        let agent = """
            command: if grep -q 'it greets with goodbye' "$AUTOWRK_PROMPT"; then echo 'echo "hello $1"' > greet.sh; \
            else echo 'echo goodbye' > greet.sh; fi
            """
        let outcome = try place.run(agent: agent)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("going back to implement"))
        #expect(try place.pullRequests().count == 1)
    }

    @Test func `an issue may come from standard input`() throws {
        let outcome = try place.run(issue: "-", agent: IssuePlace.fix, input: IssuePlace.issue)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.branches().contains("fix/issue-7"))
    }

    @Test func `an issue that is recorded is named by its number`() throws {
        #expect(try place.run(agent: "command: true").status == 1)
        let outcome = try place.run(issue: "7", agent: IssuePlace.fix)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.pullRequests().count == 1)
    }

    @Test func `a task is an issue, too`() throws {
        let task = #"{"title":"Greet by name","text":"It fails to greet by name."}"#
        let added = try place.sandbox.autowrk(
            "journal", "append", "--stream", "task/8xk2", "--type", "task_added", "--data", task,
            in: place.path)
        try #require(added.status == 0, "\(added.stderr)")
        let outcome = try place.run(issue: "task/8xk2", agent: IssuePlace.fix)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.pullRequests().first?["title"] == "Greet by name")
    }

    @Test func `a task keeps its labels and number, and one that is revised stays the same issue`() throws {
        func add(_ type: String, _ task: String, to stream: String) throws {
            let added = try place.sandbox.autowrk(
                "journal", "append", "--stream", stream, "--type", type, "--data", task, in: place.path)
            try #require(added.status == 0, "\(added.stderr)")
        }
        try add(
            "task_added", #"{"title":"Greet: by name","labels":["feature"],"number":12}"#, to: "task/8xk2")
        #expect(try place.run(issue: "task/8xk2", agent: IssuePlace.fix).status == 0)
        #expect(try place.branches() == ["feature/issue-12", "main"])
        try add("task_added", #"{"title":"Greet","labels":["bug"],"author":"eve"}"#, to: "task/9xk2")
        #expect(try place.run(issue: "task/9xk2", agent: "command: true").status == 1)
        try add("task_revised", #"{"text":"It is to greet by name."}"#, to: "task/9xk2")
        #expect(try place.run(issue: "task/9xk2", agent: "command: true").status == 1)
        let streams = try place.sandbox.git(
            "log", "--format=%B", "--glob=refs/autowrk/journal", in: place.path
        )
        .split(separator: "\n").filter { $0.contains(#""type":"issue_"#) && !$0.contains("issue/12") }
        .compactMap { try JSON(parsing: String($0))["stream"]?.stringValue }
        #expect(Set(streams).count == 1)
        #expect(try place.sandbox.autowrk("context", "--issue", "task/9xk2", in: place.path).status == 0)
    }

    @Test func `an issue is named by the beginning of its name`() throws {
        let outcome = try place.run(
            issue: "-", agent: "command: true", input: "# It greets nobody\n\nIt fails.\n")
        let run = try #require(outcome.stdout.split(separator: "\n").first.map { String($0) })
        let name = try #require(try place.place.document(run)["inputs"]?["issue"]?.stringValue)
        let again = try place.run(issue: String(name.prefix(5)), agent: IssuePlace.fix)
        #expect(again.status == 0, "\(again.stderr)")
        #expect(try place.branches() == ["fix/issue-\(name)", "main"])
        let none = try place.run(issue: "nobody", agent: IssuePlace.fix)
        #expect(none.stderr.contains("'nobody'"), "\(none.stderr)")
    }

    @Test func `a complex issue waits for a person, with the reasons`() throws {
        try place.sandbox.write(
            "issue.md", "---\nnumber: 9\nlabels: [security]\n---\n# Greet safely\n\nIt greets anybody.\n")
        let outcome = try place.run(agent: IssuePlace.fix)
        #expect(outcome.status == 4)
        #expect(outcome.stderr.contains("label 'security'"))
        #expect(try place.branches() == ["main"])
        let approved = try place.sandbox.autowrk("approve", in: place.path)
        #expect(approved.status == 0, "\(approved.stderr)")
        #expect(try place.pullRequests().count == 1)
    }

    @Test func `a person's commit continues the run`() throws {
        #expect(try place.sandbox.autowrk("init", in: place.path).status == 0)
        let outcome = try place.run(agent: "human")
        #expect(outcome.status == 4, "\(outcome.stderr)")
        let run = try #require(outcome.stdout.split(separator: "\n").first.map { String($0) })
        _ = try place.place.clone.shell(
            """
            git switch --quiet fix/issue-7 && echo 'echo wrong' > greet.sh && git commit --quiet --all -m wrong
            echo 'echo "hello $1"' > greet.sh && git commit --quiet --all -m 'greet by name'
            # A process in the background goes on with the run; it may have to begin first.
            for turn in $(seq 500); do
              git autowrk show \(run) --json | grep -q '"status":"completed","steps"' && break
              git autowrk watch \(run) >watched 2>&1
            done
            rm -f watched
            """)
        #expect(try place.place.status(run) == "completed")
        #expect(try place.pullRequests().map { $0["title"] } == ["The greeting has no name"])
        let message = try place.sandbox.git("log", "-1", "--format=%B", "fix/issue-7", in: place.path)
        #expect(message.contains("#7"))
    }
}
