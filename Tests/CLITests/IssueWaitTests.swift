import JSON
import TestSupport
import Testing

/// A run that waits for a person says what for, and goes on with or without hooks.
@Suite struct IssueWaitTests {
    let place: IssuePlace

    init() throws { place = try IssuePlace() }

    private static let commit = """
        git switch --quiet fix/issue-7 && echo 'echo "hello $1"' > greet.sh && git commit --quiet --all -m mend
        git switch --quiet main
        """

    private func start() throws -> (run: String, told: String) {
        let outcome = try place.run(agent: "human")
        #expect(outcome.status == 4, "\(outcome.stderr)")
        return (
            try #require(outcome.stdout.split(separator: "\n").first.map { String($0) }), outcome.stderr
        )
    }

    @Test(arguments: [["resume"], ["work", "--once"]])
    func `a person's commit is found without hooks`(command: [String]) throws {
        let (run, told) = try start()
        #expect(told.contains("work  waits for a person's change (a commit on branch 'fix/issue-7')"))
        #expect(
            told.contains(
                "hint: no hooks are installed: 'git autowrk resume \(run.prefix(4))' goes on once the commit is there"
            ), "\(told)")
        _ = try place.place.clone.shell(Self.commit)
        let outcome = try place.sandbox.autowrk(command, in: place.path)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.place.status(run) == "completed")
        #expect(try place.pullRequests().count == 1)
    }

    @Test func `with hooks there is no hint, unless they are turned off`() throws {
        #expect(try place.sandbox.autowrk("init", in: place.path).status == 0)
        let (_, told) = try start()
        #expect(!told.contains("hint: "), "\(told)")
        let again = try place.sandbox.autowrk(
            ["resume"], in: place.path, environment: ["AUTOWRK_HOOKS": "0"])
        #expect(again.stderr.contains("hint: hooks are turned off: "), "\(again.stderr)")
    }

    @Test func `a run that has to wait for its turn says behind which one`() throws {
        let (run, _) = try start()
        let second = try place.run(issue: "7", agent: IssuePlace.fix)
        #expect(second.status == 4)
        let group = "its turn in group 'issue-to-pr/7', behind run \(run.prefix(4))"
        #expect(second.stderr.contains("pending: \(group)"), "\(second.stderr)")
        #expect(second.stderr.contains("git autowrk show \(run.prefix(4))"))
    }
}
