import JSON
import TestSupport
import Testing

/// `run issue-to-pr --agent human` with plain Git: a person checks the branch out, commits and pushes.
@Suite struct IssueByHandTests {
    let place: IssuePlace

    init() throws {
        place = try IssuePlace()
        let remote = try place.sandbox.bareRepository()
        _ = try sh(
            "git remote add origin \(remote); git push --quiet origin main; git remote set-head origin main")
        _ = try sh("git autowrk init --quiet")
    }

    @discardableResult
    private func sh(_ script: String) throws -> String {
        let outcome = try place.place.clone.shell("set -e\n\(script)")
        try #require(outcome.status == 0, "\(script): \(outcome.stderr)")
        return outcome.stdout
    }

    private func start(_ more: String...) throws -> String {
        let outcome = try place.sandbox.autowrk(
            ["run", "issue-to-pr", "--issue", "../issue.md", "--agent", "human"] + more, in: place.path)
        #expect(outcome.status == 4, "\(outcome.stderr)")
        return try #require(outcome.stdout.split(separator: "\n").first.map { String($0) })
    }

    private static let work = "git switch --quiet fix/issue-7; echo 'echo \"hello $1\"' >greet.sh"

    @Test func `after a commit and a push the pull request is there, verified, without another command`()
        throws
    {
        let run = try start()
        try sh(
            Self.work + "; git commit --quiet --all --message 'greet by name'; git push --quiet origin HEAD")
        try place.sandbox.waitForBackground()
        #expect(try place.place.status(run) == "completed")
        let pull = try #require(try place.pullRequests().first)
        #expect(try place.pullRequests().count == 1)
        #expect(pull["title"] == "greet by name", "one commit gives its subject")
        #expect(pull["status"] == "open")
        #expect(try sh("git autowrk pr show fix/issue-7").contains("tests: passed ("))
        // What others fetch has it, too.
        let other = try place.sandbox.clone(from: "remote.git", to: "other")
        #expect(try place.sandbox.autowrk("sync", in: other).status == 0)
        #expect(try place.sandbox.autowrk("pr", "list", in: other).stdout.contains("fix/issue-7"))
    }

    @Test func `a push of work that is not good yet makes none, and later one as the run was told`() throws {
        try sh("git branch --quiet develop; git push --quiet origin develop")
        let run = try start("-i", "base=develop", "-i", "draft=true")
        try sh(
            "git switch --quiet fix/issue-7; echo 'echo wrong' >greet.sh; git commit --quiet --all --message one; git push --quiet origin HEAD"
        )
        try place.sandbox.waitForBackground()
        #expect(try place.place.status(run) == "waiting")
        #expect(try place.pullRequests().isEmpty)
        try sh(Self.work + "; git commit --quiet --all --message two; git push --quiet origin HEAD")
        try place.sandbox.waitForBackground()
        let pulls = try place.pullRequests()
        #expect(pulls.count == 1)
        #expect(pulls.first?["base"] == "develop")
        #expect(pulls.first?["draft"] == true)
    }

    @Test func `the run goes on in the name of whoever has it, not of a commit's author`() throws {
        _ = try start()
        try sh(Self.work + "; git commit --quiet --all --message two --author 'Bob <bob@example.org>'")
        try place.sandbox.waitForBackground()
        let pull = try #require(try place.pullRequests().first)
        #expect(pull["author"] != "person/bob@example.org")
        let lanes = try sh("git log --format='%an %cn' --glob='refs/autowrk/journal/*'")
        #expect(!lanes.contains("Bob"))
        #expect(try sh("git log -1 --format=%an fix/issue-7") == "Bob\n")
    }
}
