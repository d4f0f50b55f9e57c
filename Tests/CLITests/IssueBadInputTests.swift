import JSON
import TestSupport
import Testing

/// What can be wrong with an issue, its branches and its agent: a clear error each time, and nothing is left.
@Suite struct IssueBadInputTests {
    let place: IssuePlace

    init() throws { place = try IssuePlace() }

    private func expectNothingLeft() throws {
        #expect(try place.branches() == ["main"])
        #expect(try place.pullRequests().isEmpty)
        #expect(try place.sandbox.git("status", "--porcelain", in: place.path) == "")
    }

    @Test(arguments: [
        ("", "the issue is empty"),
        ("   \n\n", "the issue is empty"),
        ("---\nnumber: [1\n---\n# x\n", "line 2"),
        ("# x\n" + String(repeating: "a lot of words\n", count: 80_000), "the issue has"),
    ])
    func `an issue that can't be read is refused, and no run begins`(text: String, message: String) throws {
        try place.sandbox.write("issue.md", text)
        let outcome = try place.run(agent: IssuePlace.fix)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
        #expect(try !place.sandbox.autowrk("runs", in: place.path).stdout.contains("issue-to-pr"))
        try expectNothingLeft()
    }

    @Test(arguments: [
        (["--issue", "12"], "there is no issue '12'"),
        (["--issue", "nowhere.md"], "nowhere.md"),
        (["--issue", "../issue.md", "-i", "base=gone"], "there is no branch 'gone'"),
        (["--issue", "../issue.md", "-i", "issue=7"], "say the same"),
        (["--issue", "../issue.md", "--patch", "nowhere.diff"], "nowhere.diff"),
    ])
    func `wrong words on the command line begin no run`(words: [String], message: String) throws {
        let outcome = try place.sandbox.autowrk(["run", "issue-to-pr"] + words, in: place.path)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
        try expectNothingLeft()
    }

    @Test func `a workflow that takes no issue is not given one`() throws {
        let outcome = try place.sandbox.autowrk("run", "change", "--issue", "../issue.md", in: place.path)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains("workflow 'change' has no use for '--issue'"))
    }

    @Test func `a branch name that is taken fails the run and is left alone`() throws {
        try place.sandbox.git("branch", "fix/issue-7", in: place.path)
        let outcome = try place.run(agent: IssuePlace.fix)
        #expect(outcome.status == 1)
        #expect(outcome.stderr.contains("branch 'fix/issue-7' exists already"))
        #expect(try place.branches() == ["fix/issue-7", "main"])
    }

    @Test(arguments: [
        ("command: rm -rf \"$PWD\"", "agent 'command' has deleted its checkout"),
        (
            "command: git update-ref refs/heads/main HEAD~1; echo x > y",
            "agent 'command' has moved 'refs/heads/main'"
        ),
        ("nobody", "there is no agent 'nobody'"),
        ("command:", "agent 'command:' names no command"),
    ])
    func `an agent that oversteps is told so, and what it moved is put back`(
        agent: String, message: String
    ) throws {
        let tip = try place.sandbox.git("rev-parse", "main", in: place.path)
        let outcome = try place.run(agent: agent)
        #expect(outcome.status == 1)
        #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
        #expect(try place.sandbox.git("rev-parse", "main", in: place.path) == tip)
        try expectNothingLeft()
    }

    @Test func `a branch that an agent deletes is back, and that is told`() throws {
        let tip = try place.sandbox.git("rev-parse", "main", in: place.path)
        let outcome = try place.run(agent: "command: git update-ref -d refs/heads/main; \(Self.greeting)")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.sandbox.git("rev-parse", "main", in: place.path) == tip)
        let run = try #require(outcome.stdout.split(separator: "\n").first.map { String($0) })
        let told = try place.sandbox.autowrk("show", run, "--step", "implement", "--output", in: place.path)
        #expect(told.stdout.contains("'refs/heads/main'"))
    }

    /// What mends the bug.
    private static let greeting = #"printf 'echo "hello $1"\n' > greet.sh"#

    @Test func `a branch that an agent makes for itself goes again`() throws {
        let outcome = try place.run(
            agent:
                #"command: git switch -q -c mine && echo 'echo "hello $1"' > greet.sh && git commit -qam x"#)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.branches() == ["fix/issue-7", "main"])
        let show = try place.sandbox.git("show", "fix/issue-7:greet.sh", in: place.path)
        #expect(show == #"echo "hello $1""#)
    }

    @Test func `an agent's environment has no secrets`() throws {
        let outcome = try place.run(
            agent: #"command: env > environment; echo 'echo "hello $1"' > greet.sh"#,
            environment: ["GITHUB_TOKEN": "a-secret-of-ours", "DEPLOY_PASSWORD": "another-secret"])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let seen = try place.sandbox.git("show", "fix/issue-7:environment", in: place.path)
        #expect(!seen.contains("secret") && !seen.contains("GITHUB_TOKEN") && !seen.contains("GIT_DIR"))
    }
}
