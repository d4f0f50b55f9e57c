import JSON
import TestSupport
import Testing

/// A change that somebody hands in as a patch, and input that is not what it should be.
@Suite struct IssuePatchTests {
    let place: IssuePlace

    init() throws { place = try IssuePlace() }

    @Test func `a patch of bytes that are no UTF-8 is applied as it is`() throws {
        let made = try place.place.clone.shell(
            """
            printf 'caf\\351\\n' > latin && git add latin && git commit --quiet -m latin
            printf 'caf\\351 noir\\n' > latin
            echo 'echo "hello $1"' > greet.sh
            git diff > ../change.diff && git checkout --quiet .
            """)
        try #require(made.status == 0, "\(made.stderr)")
        let outcome = try place.run("--patch", "../change.diff")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let changed = try place.place.clone.shell("git show fix/issue-7:latin | od -An -tx1")
        #expect(changed.stdout == " 63 61 66 e9 20 6e 6f 69 72 0a\n")
        // It goes along with the run.
        let run = try #require(outcome.stdout.split(separator: "\n").first.map { String($0) })
        let patch = try #require(try place.place.document(run)["inputs"]?["patch"]?.stringValue)
        let id = try place.sandbox.git("hash-object", "../change.diff", in: place.path)
        #expect(patch == id)
    }

    @Test func `a patch that is longer than an event is applied, too`() throws {
        let made = try place.place.clone.shell(
            """
            echo 'echo "hello $1"' > greet.sh
            seq 300000 > numbers && git add numbers && git diff HEAD > ../change.diff && git reset --quiet --hard
            """)
        try #require(made.status == 0, "\(made.stderr)")
        let outcome = try place.run("--patch", "../change.diff")
        #expect(outcome.status == 0, "\(outcome.stderr)")
    }

    @Test func `a patch in the words of the command line is applied, too`() throws {
        let patch = """
            --- a/greet.sh
            +++ b/greet.sh
            @@ -1 +1 @@
            -echo hello
            +echo "hello $1"

            """
        let outcome = try place.run(agent: "patch", "-i", "patch=\(patch)")
        #expect(outcome.status == 0, "\(outcome.stderr)")
    }

    @Test(arguments: [
        (["--issue", "-", "--patch", "-"], "options '--issue' and '--patch' can't both read standard input"),
        (["--issue", "/dev/zero"], "the issue has more than 1048576 bytes"),
        (["--issue", "../issue.md", "--patch", "/dev/zero"], "the patch has more than 33554432 bytes"),
    ])
    func `input that has no end, or is wanted twice, begins no run`(words: [String], message: String) throws {
        let outcome = try place.sandbox.autowrk(["run", "issue-to-pr"] + words, in: place.path)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
        #expect(try place.branches() == ["main"])
    }

    @Test func `a secret in the issue or in the patch begins no run`() throws {
        let secrets = ["DEPLOY_TOKEN": "a-secret-of-ours"]
        try place.sandbox.write("secret.md", "# Greet by name\n\nThe token is a-secret-of-ours.\n")
        try place.sandbox.write("secret.diff", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-x\n+a-secret-of-ours\n")
        let issue = try place.run(issue: "../secret.md", agent: IssuePlace.fix, environment: secrets)
        #expect(issue.status == 2)
        #expect(issue.stderr.contains("holds the secret 'DEPLOY_TOKEN'"), "\(issue.stderr)")
        let patch = try place.run("--patch", "../secret.diff", environment: secrets)
        #expect(patch.status == 2)
        #expect(patch.stderr.contains("file 'PATCH.diff' holds the secret 'DEPLOY_TOKEN'"), "\(patch.stderr)")
        let objects = try place.sandbox.git(
            "cat-file", "--batch-all-objects", "--batch", "--unordered", in: place.path)
        #expect(!objects.contains("a-secret-of-ours"))
    }

    @Test func `an agent without a name is none`() throws {
        try place.sandbox.git("config", "autowrk.agent", IssuePlace.fix, in: place.path)
        for (number, agent) in [["--agent", ""], ["-i", "agent="]].enumerated() {
            try place.sandbox.write("issue.md", "---\nnumber: \(number + 1)\n---\n# The greeting fails\n")
            let outcome = try place.sandbox.autowrk(
                ["run", "issue-to-pr", "--issue", "../issue.md"] + agent, in: place.path)
            #expect(outcome.status == 0, "\(outcome.stderr)")
            #expect(outcome.stderr.contains("command changed 1 file"), "\(outcome.stderr)")
        }
    }

    @Test func `a wrong setting of one agent is in nobody else's way`() throws {
        try place.sandbox.git("config", "autowrk.agent.mine.prompt", "telepathy", in: place.path)
        let outcome = try place.run(agent: "mine")
        #expect(outcome.status == 1)
        #expect(
            outcome.stderr.contains(
                "cannot call agent 'mine': 'autowrk.agent.mine.prompt' must be one of"), "\(outcome.stderr)")
        let other = try place.run(agent: IssuePlace.fix)
        #expect(other.status == 0, "\(other.stderr)")
    }

    @Test func `comments that are turned off stay off whatever their interval`() throws {
        try place.sandbox.git("config", "autowrk.comments", "false", in: place.path)
        try place.sandbox.git("config", "autowrk.commentInterval", "0", in: place.path)
        #expect(try place.run(agent: IssuePlace.fix).status == 0)
        let log = try place.sandbox.autowrk("journal", "show", "issue/7", in: place.path).stdout
        #expect(!log.contains("issue_commented"))
    }
}
