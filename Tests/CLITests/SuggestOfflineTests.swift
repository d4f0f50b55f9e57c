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

    @Test
    func `what lacks a value is not judged before, and is an error until somebody puts one in its place`()
        throws
    {
        let place = try SuggestPlace()
        let shown = try place.suggest("find the commit that introduced a text")
        #expect(
            shown.stdout.contains("to be asked about: is judged when its values are given [missing-value]\n"))
        #expect(!shown.stdout.contains("no shell would read it"))
        let named = try place.suggest("move the last 2 commits to another branch")
        #expect(named.stdout.hasPrefix("1. move the last 2 commits to the new branch <name>  recipe "))
        try place.sandbox.writePrograms(
            ["leave": "echo '# seen' >>\"$1\"", "fill": "sed -i 's/${{ inputs.text }}/2/' \"$1\""], in: "bin")
        for (program, status) in [("leave", Int32(2)), ("fill", 0)] {
            let outcome = try place.suggest(
                "find the commit that introduced a text", "--edit", "--yes",
                environment: ["GIT_EDITOR": place.sandbox.path("bin/\(program)")])
            #expect(outcome.status == status, "\(outcome.stderr)")
            #expect(outcome.stdout.hasSuffix("  two\n") == (status == 0))
        }
    }

    @Test func `a recipe that fits only so-so is not run unseen`() throws {
        let place = try SuggestPlace()
        let outcome = try place.suggest("remove stale remote branches", "--yes")
        #expect(outcome.status == 2)
        let hint = try #require(outcome.stderr.firstMatch(of: #/--made ([0-9a-z]{8}) --yes -n 1/#)?.1)
        #expect(!(try place.events().contains("suggestion_accepted")))
        #expect(try place.suggest("--made", String(hint), "--yes").status == 0)
        // All of its words fit, but they say something else.
        let other = try place.suggest("local branches merged", "--yes")
        #expect(other.stderr.contains("error: alternative 1 may be about something else"))
        // What only looks does no harm.
        #expect(try place.suggest("what changed most in which parsers", "--yes").status == 0)
    }

    @Test func `paths are those of the folder that the user is in`() throws {
        let place = try SuggestPlace()
        try place.sandbox.commit("below", files: ["sub/one": "below\n", "sub/only": "x\n"], in: place.path)
        let below = place.path + "/sub"
        func untrack(_ path: String) throws -> String {
            let outcome = try place.sandbox.autowrk(
                ["suggest", "stop tracking '\(path)'", "--offline", "--dry-run"], in: below)
            let line = outcome.stdout.split(separator: "\n").first { $0.contains("$ git rm") }
            return try #require(line?.split(separator: " ").last.map(String.init), "\(outcome.stderr)")
        }
        #expect(try untrack("one") == "sub/one")
        #expect(try untrack("./only") == "sub/only")
        #expect(try untrack("../one") == "one")
        #expect(try untrack("three") == "three")
        #expect(try untrack("\(place.path)/one") == "one")
        #expect(try untrack("../../etc") == "../../etc")
        let plain = try place.suggest("show the history of sub", "--yes")
        #expect(plain.stdout.contains("  below\n"))
    }

    @Test func `in a bare repository there are the recipes that only look`() throws {
        let place = try SuggestPlace()
        let bare = place.sandbox.path("bare.git")
        try place.sandbox.git("clone", "--quiet", "--bare", place.path, bare)
        let found = try place.sandbox.autowrk(["suggest", "list who contributed", "--yes"], in: bare)
        #expect(found.status == 0, "\(found.stderr)")
        #expect(found.stdout.hasSuffix("     3\tTest Author <author@example.com>\n"))
        let none = try place.sandbox.autowrk(["suggest", "unstage everything"], in: bare)
        #expect(none.status == 1)
        #expect(
            none.stderr.contains(
                "hint: most recipes need a working directory, which this repository has not\n"))
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
