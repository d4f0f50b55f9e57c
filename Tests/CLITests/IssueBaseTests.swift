import JSON
import TestSupport
import Testing

/// What a run for an issue starts from, and what its pull request goes into, are decided when it starts.
@Suite struct IssueBaseTests {
    let place: IssuePlace

    init() throws { place = try IssuePlace() }

    private func bases() throws -> [JSON?] { try place.pullRequests().map { $0["base"] } }

    @Test func `where there is no default branch it is the one that is checked out`() throws {
        try place.sandbox.git("branch", "--quiet", "--move", "main", "trunk", in: place.path)
        let outcome = try place.run(agent: IssuePlace.fix)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try bases() == ["trunk"])
    }

    @Test func `a branch that is named is where it starts and what it goes into`() throws {
        _ = try place.place.clone.shell(
            """
            git switch --quiet --create release/1 && echo 1 > VERSION && git add . && git commit --quiet -m release
            git switch --quiet main
            """)
        let outcome = try place.run(agent: IssuePlace.fix, "--base", "release/1")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try bases() == ["release/1"])
        #expect(try place.sandbox.git("show", "fix/issue-7:VERSION", in: place.path) == "1")
    }

    @Test func `a commit that is named is where it starts, and it goes into the default branch`() throws {
        let commit = try place.sandbox.git("rev-parse", "HEAD", in: place.path)
        try place.sandbox.commit("later", files: ["LATER": "later\n"], in: place.path)
        let outcome = try place.run(agent: IssuePlace.fix, "--base", commit)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try bases() == ["main"])
        #expect(try place.sandbox.git("rev-parse", "fix/issue-7~1", in: place.path) == commit)
    }

    @Test func `without any branch no run begins`() throws {
        _ = try place.place.clone.shell(
            "git switch --quiet --detach && git branch --quiet --move main trunk")
        let outcome = try place.run(agent: IssuePlace.fix)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains("no branch to merge into was found"), "\(outcome.stderr)")
        #expect(try !place.sandbox.autowrk("runs", in: place.path).stdout.contains("issue-to-pr"))
        #expect(try place.run(agent: IssuePlace.fix, "-i", "base=trunk").status == 0)
        #expect(try bases() == ["trunk"])
    }

    @Test func `an issue that is an input is one all the same`() throws {
        #expect(try place.run(agent: "command: true").status == 1)
        _ = try place.place.clone.shell(
            "git switch --quiet --create other && echo x > x && git add x && git commit -qm x")
        let outcome = try place.sandbox.autowrk(
            "run", "issue-to-pr", "-i", "issue=#7", "--agent", IssuePlace.fix, in: place.path)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let run = try #require(outcome.stdout.split(separator: "\n").first.map { String($0) })
        let document = try place.place.document(run)
        #expect(document["subject"] == "issue/7")
        #expect(document["group"] == "issue-to-pr/7")
        #expect(
            try place.sandbox.git("rev-parse", "fix/issue-7~1", in: place.path)
                == place.sandbox.git("rev-parse", "main", in: place.path))
    }
}
