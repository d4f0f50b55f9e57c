import TestSupport
import Testing

/// `suggest` at a terminal, which script(1) stands in for.
@Suite struct SuggestDialogueTests {
    let place: SuggestPlace

    init() throws {
        place = try SuggestPlace(answers: [
            SuggestPlace.answer([
                [("git reset --soft HEAD~1", "", "here")], [("git revert --no-edit HEAD", "", "here")],
            ])
        ])
    }

    /// Types these lines, and the end of the input behind them.
    private func suggest(
        _ options: String = "", typing lines: String, environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        let command = "git-autowrk suggest 'undo the last commit' \(options)"
        return try place.sandbox.run(
            ["script", "--quiet", "--return", "--command", command, "/dev/null"], in: place.path,
            input: lines + "\u{4}", environment: SuggestPlace.now.merging(environment) { $1 })
    }

    private func subjects() throws -> [String] {
        try place.git("log", "--format=%s").split(separator: "\n").map(String.init)
    }

    @Test(arguments: [
        ("r\n", ["two", "one"]), ("run\n", ["two", "one"]),
        ("2\nr\n", ["Revert \"three\"", "three", "two", "one"]),
        ("o\no\nr\n", ["two", "one"]), ("o\nr\n", ["Revert \"three\"", "three", "two", "one"]),
        ("q\n", ["three", "two", "one"]), ("", ["three", "two", "one"]),
        ("what?\n9\n\nq\n", ["three", "two", "one"]),
    ])
    func `what is typed decides`(lines: String, log: [String]) throws {
        let outcome = try suggest(typing: lines)
        #expect(outcome.status == 0, "\(outcome.stdout)")
        #expect(outcome.stdout.contains("alternative 1 of 2: run, edit, other, quit? "))
        #expect(try subjects() == log)
        let isRejected = log.count == 3
        #expect(try place.events().last == (isRejected ? "suggestion_rejected" : "suggestion_accepted"))
        #expect(outcome.stdout.contains("nothing was performed") == isRejected)
    }

    @Test func `an edit can be made again until it is right, and is run then`() throws {
        // The first time it breaks the file, the second time it mends it.
        let script = """
            if grep -q runs: "$1"; then sed -i 's/runs:/run:/; s/--soft/--mixed/' "$1"
            else sed -i 's/run:/runs:/' "$1"; fi
            """
        try place.sandbox.writePrograms(["edit": script], in: "bin")
        let editor = ["GIT_EDITOR": place.sandbox.path("bin/edit")]
        let outcome = try suggest(typing: "e\ny\nr\n", environment: editor)
        #expect(outcome.status == 0, "\(outcome.stdout)")
        #expect(outcome.stdout.contains("unknown key 'runs'"))
        #expect(outcome.stdout.contains("edit it again? [Y/n] "))
        #expect(try subjects() == ["two", "one"])
        #expect(try place.git("status", "--short") == "?? three")
        #expect(
            try place.events() == ["suggestion_made", "suggestion_changed", "suggestion_accepted"])
    }

    @Test(arguments: [("n\n", 3), ("y\n", 2)])
    func `what is to be asked about is asked about by name`(answer: String, count: Int) throws {
        // It goes behind the other one for that.
        _ = try place.git("config", "autowrk.policy.ask", "git reset")
        let outcome = try suggest("--yes -n 2", typing: answer)
        #expect(outcome.stdout.contains("step 1, step number 1:"))
        #expect(outcome.stdout.contains("perform it all the same? [y/N] "))
        #expect(try subjects().count == count)
        #expect(outcome.status == (count == 3 ? 1 : 0))
    }
}
