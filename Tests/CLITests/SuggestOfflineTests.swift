import JSON
import TestSupport
import Testing

/// `suggest` without a model: recipes and workflows.
@Suite struct SuggestOfflineTests {
    @Test func `without a provider it says so, and a recipe does it`() throws {
        let place = try SuggestPlace()
        let outcome = try place.suggest("undo the last commit", "--yes")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(
            outcome.stderr.hasPrefix("no AI provider is set up: recipes and workflows are looked through\n"))
        #expect(try place.git("log", "--format=%s") == "two\none")
        #expect(try place.git("status", "--short") == "A  three")
    }

    @Test func `offline nobody is asked, whoever is set up`() throws {
        let place = try SuggestPlace(answers: ["never"])
        let outcome = try place.suggest("squash the last two commits", "--offline", "--yes")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.git("log", "--format=%s") == "two\none")
        #expect(place.server.requests.isEmpty)
    }

    @Test func `what a recipe needs is asked for, and given`() throws {
        let place = try SuggestPlace()
        let shown = try place.suggest("find the commit that introduced a text")
        #expect(shown.status == 0)
        #expect(shown.stdout.contains("needs -i text=<value>"))
        let refused = try place.suggest("find the commit that introduced a text", "--yes")
        #expect(refused.status == 2)
        #expect(refused.stderr.contains("alternative 1 needs a value for 'text'"))
        let given = try place.suggest(
            "find the commit that introduced a text", "--yes", "-i", "text=2")
        #expect(given.status == 0, "\(given.stderr)")
        #expect(given.stdout.hasSuffix("  two\n"))
    }

    @Test func `a workflow that may do it is named`() throws {
        let place = try SuggestPlace()
        let text = "description: translate the manual\nsteps: [{run: 'true'}]\n"
        try place.sandbox.commit(
            "workflow", files: [".autowrk/workflows/translate.yml": text], in: place.path)
        let outcome = try place.suggest("translate the manual")
        #expect(outcome.status == 0)
        #expect(outcome.stdout.contains("git autowrk run translate  translate the manual\n"))
    }

    @Test func `what nothing answers ends with 1`() throws {
        let place = try SuggestPlace()
        let outcome = try place.suggest("fly to the moon")
        #expect(outcome.status == 1)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("error: nothing was found for this task\n"))
        let json = try place.suggest("fly to the moon", "--json")
        #expect(json.status == 1)
        #expect(try JSON(parsing: String(json.stdout.dropLast()))["alternatives"] == [])
    }

    @Test func `wrong use is told apart`() throws {
        let place = try SuggestPlace()
        for arguments in [
            [], [" "], ["x", "--made", "abcd"], ["--made", "zzzz"], ["x", "--compare", "--offline"],
            ["x", "-n", "0"], ["x", "-i", "novalue"], ["x", "--provider", "nosuch"], ["x", "--compare"],
            [String(repeating: "x", count: 5000)],
        ] {
            let outcome = try place.sandbox.autowrk(["suggest"] + arguments, in: place.path)
            #expect(outcome.status == 2, "\(arguments): \(outcome.stderr)")
            #expect(outcome.stdout == "")
        }
        let outside = try place.sandbox.autowrk("suggest", "undo the last commit")
        #expect(outside.status == 2)
        #expect(outside.stderr.contains("not a git repository"))
        let empty = try place.sandbox.repository("empty")
        #expect(try place.sandbox.autowrk("suggest", "list todos", in: empty).status == 2)
    }
}
