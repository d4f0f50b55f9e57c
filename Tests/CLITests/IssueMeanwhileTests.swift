import JSON
import TestSupport
import Testing

/// What others do while an issue is worked on: nothing is said of files that were not verified, and no work is
/// lost.
@Suite struct IssueMeanwhileTests {
    let place: IssuePlace

    init() throws { place = try IssuePlace() }

    /// Has the checks perform a script the first time that they run, as somebody else would meanwhile. Files that
    /// say `broken` fail.
    private func meanwhile(_ script: String) throws {
        try place.sandbox.write(
            "meanwhile.sh",
            """
            [ ! -e \(place.sandbox.path("done")) ] || exit 0
            touch \(place.sandbox.path("done"))
            cd \(place.sandbox.path(place.path))
            \(script)
            """)
        try place.sandbox.commit(
            "checks",
            files: [
                "test.sh": """
                sh \(place.sandbox.path("meanwhile.sh")) >&2
                if grep -s broken state; then echo 'not ok 1 - it works'; exit 1; fi
                echo 'ok 1 - it works'

                """
            ], in: place.path)
    }

    /// A script that adds a commit to the issue's branch, with this in the file `state`.
    private func commit(_ state: String) -> String {
        """
        export GIT_INDEX_FILE=\(place.sandbox.path("index"))
        git read-tree fix/issue-7
        git update-index --add --cacheinfo 100644,$(echo \(state) | git hash-object -w --stdin),state
        git update-ref refs/heads/fix/issue-7 $(git -c user.name=Eve -c user.email=eve@example.org \
          commit-tree -p fix/issue-7 -m '\(state)' $(git write-tree))
        """
    }

    private func run(_ outcome: CommandOutcome) throws -> String {
        try #require(outcome.stdout.split(separator: "\n").first.map { String($0) })
    }

    @Test func `a commit that came onto the branch meanwhile is verified with the change`() throws {
        try meanwhile(commit("broken"))
        let outcome = try place.run(agent: "command: rm -f state; date +%N > change")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(
            outcome.stderr.contains("verify-merged  failed: tests: failed, exit status 1"),
            "\(outcome.stderr)")
        let log = try place.sandbox.git(
            "log", "--notes=autowrk", "--format=%s%n%N", "main..fix/issue-7", in: place.path)
        #expect(log.contains("broken"))
        #expect(log.hasPrefix("The greeting has no name\nVerification: passed"))
        #expect(
            try place.sandbox.gitOutcome("cat-file", "-e", "fix/issue-7:state", in: place.path).status != 0)
        let description = try place.sandbox.autowrk("pr", "show", "fix/issue-7", in: place.path).stdout
        #expect(description.contains("✓ tests: "))
    }

    @Test func `a change that does not go with what came meanwhile makes no pull request`() throws {
        try meanwhile(commit("broken"))
        let outcome = try place.run(agent: "command: date +%N > change")
        #expect(outcome.status == 1)
        #expect(outcome.stderr.contains("rolled back"), "\(outcome.stderr)")
        #expect(try place.pullRequests().isEmpty)
        let run = try place.place.document(run(outcome))
        #expect(run["reason"]?.stringValue?.contains("tests: failed, exit status 1") == true)
    }

    @Test func `where nothing came meanwhile nothing is verified twice`() throws {
        let outcome = try place.run(agent: IssuePlace.fix)
        #expect(outcome.status == 0)
        #expect(!outcome.stderr.contains("verify-merged"))
        #expect(try place.place.steps(run(outcome))["verify-merged"] == "skipped")
    }

    @Test func `a person's second commit is verified, too`() throws {
        try meanwhile(commit("broken"))
        let outcome = try place.run(agent: "human")
        let run = try run(outcome)
        _ = try place.place.clone.shell(commit("mended"))
        let first = try place.sandbox.autowrk("resume", run, in: place.path)
        #expect(first.status == 4, "\(first.stderr)")
        #expect(
            first.stderr.contains("verify-newer  failed: tests: failed, exit status 1"), "\(first.stderr)")
        #expect(try place.pullRequests().isEmpty)
        _ = try place.place.clone.shell(commit("mended again"))
        let second = try place.sandbox.autowrk("resume", run, in: place.path)
        #expect(second.status == 0, "\(second.stderr)")
        #expect(try place.pullRequests().count == 1)
    }

    @Test func `a look at the branch keeps the work, and the run goes on once that is over`() throws {
        try meanwhile("git checkout --quiet fix/issue-7")
        let outcome = try place.run(agent: "command: echo mended > state")
        #expect(outcome.status == 4, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("branch 'fix/issue-7' is checked out in"))
        let run = try run(outcome)
        #expect(outcome.stderr.contains("git autowrk retry \(run.prefix(4))"))
        try place.sandbox.git("checkout", "--quiet", "main", in: place.path)
        let retried = try place.sandbox.autowrk("retry", in: place.path)
        #expect(retried.status == 0, "\(retried.stderr)")
        #expect(try place.sandbox.git("show", "fix/issue-7:state", in: place.path) == "mended")
        #expect(try place.pullRequests().count == 1)
    }

    @Test func `changes of the same lines keep the work until somebody decides`() throws {
        try meanwhile(commit("theirs"))
        let outcome = try place.run(agent: "command: echo ours > state")
        #expect(outcome.status == 4, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("changes on branch 'fix/issue-7' don't go with the run's: state"))
        #expect(try place.branches() == ["fix/issue-7", "main"])
    }
}
