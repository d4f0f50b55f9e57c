import TestSupport
import Testing

/// Keys in an issue, a file, a patch and what tools print, known by what they look like.
@Suite struct IssueSecretTests {
    private let place: IssuePlace
    /// In parts, so that no scanner of repositories finds it here.
    private static let key = "gh" + "p_" + "Zk3vQ8rT1yW6uB9nM4xC7jL2pD5hG0sFaE8i"
    private static let other = "sk-" + "ant-api03-Zk3vQ8rT1yW6uB9nM4xC7jL2pD5hG0sFaE8iZk3vQ8rT"

    init() throws { place = try IssuePlace() }

    private func objects() throws -> String {
        try place.sandbox.git(
            ["cat-file", "--batch-all-objects", "--batch", "--unordered"], in: place.path)
    }

    @Test func `a key in an issue is recorded and handed on as stars, and its owner is told`() throws {
        try place.sandbox.write("issue.md", IssuePlace.issue + "\n\nWith token \(Self.key) it fails, too.\n")
        let agent =
            #"command: cat "$AUTOWRK_PROMPT"; printf 'echo "hello $1"\n' > greet.sh; echo leaked \#(Self.other.prefix(6))""\#(Self.other.dropFirst(6))"#
        let outcome = try place.run(agent: agent)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(
            outcome.stderr.contains(
                "warning: the issue holds what looks like a key (GitHub token) and was replaced by '***'"),
            "\(outcome.stderr)")
        #expect(outcome.stderr.contains("hint: revoke it"))
        #expect(try place.pullRequests().count == 1)
        let found = try objects()
        #expect(found.contains("With token *** it fails, too."))
        #expect(found.contains("leaked ***"))
        for key in [Self.key, Self.other] {
            #expect(!found.contains(key))
            #expect(!(outcome.stdout + outcome.stderr).contains(key))
        }
    }

    @Test func `a key in a file is in no prompt and in no excerpt`() throws {
        try place.sandbox.commit(
            "a key",
            files: ["greet.sh": "echo hello # greeting with a name: \(Self.key)\n"], in: place.path)
        let context = try place.sandbox.autowrk(
            "context", "--issue", "../issue.md", "--excerpts", in: place.path)
        #expect(context.stdout.contains("greeting with a name: ***"), "\(context.stdout)")
        let document = try place.sandbox.autowrk(
            "context", "--issue", "../issue.md", "--json", in: place.path)
        #expect(!(context.stdout + document.stdout).contains(Self.key))
        let agent = #"command: cat > seen.txt; printf 'echo "hello $1"\n' > greet.sh"#
        let outcome = try place.run(agent: agent)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let prompt = try place.sandbox.git("show", "fix/issue-7:seen.txt", in: place.path)
        #expect(prompt.contains("greeting with a name: ***"), "\(prompt)")
        #expect(!prompt.contains(Self.key))
    }

    @Test func `a patch with a key is applied as it is, and its owner is told`() throws {
        try place.sandbox.write(
            "fix.diff",
            "--- a/greet.sh\n+++ b/greet.sh\n@@ -1 +1,2 @@\n-echo hello\n+echo \"hello $1\"\n+# \(Self.key)\n"
        )
        let outcome = try place.run(agent: "patch", "--patch", "../fix.diff")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(
            outcome.stderr.contains(
                "warning: the patch holds what looks like a key (GitHub token) and is recorded as it is"))
        #expect(try place.sandbox.git("show", "fix/issue-7:greet.sh", in: place.path).contains(Self.key))
    }

    @Test func `a known secret is refused though it has the shape of a key`() throws {
        try place.sandbox.write("issue.md", IssuePlace.issue + "\n\nWith token \(Self.key).\n")
        let outcome = try place.run(agent: IssuePlace.fix, environment: ["DEPLOY_TOKEN": Self.key])
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains("holds the secret 'DEPLOY_TOKEN'"), "\(outcome.stderr)")
        #expect(try !objects().contains(Self.key))
    }
}
