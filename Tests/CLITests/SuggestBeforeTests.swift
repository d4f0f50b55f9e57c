import Platform
import TestSupport
import Testing

/// What stands in the user's working directory before `suggest` works there is kept.
@Suite struct SuggestBeforeTests {
    private func place(_ command: String, _ where: String = "here") throws -> SuggestPlace {
        let place = try SuggestPlace(answers: [SuggestPlace.answer([[(command, "", `where`)]])])
        try place.sandbox.write("\(place.path)/one", "staged\n")
        _ = try place.git("add", "one")
        try place.sandbox.write("\(place.path)/one", "changed\n")
        try place.sandbox.write("\(place.path)/it's new", "new\n")
        try place.sandbox.write("\(place.path)/ignored.o", "o\n")
        try place.sandbox.write("\(place.path)/.gitignore", "*.o\n")
        return place
    }

    @Test func `files, new ones and the index can be had back`() throws {
        let place = try place("printf lost >one; rm \"it's new\"; printf x >two")
        let outcome = try place.suggest("make a mess", "--yes")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        let hint = try #require(
            outcome.stderr.firstMatch(of: #/what is not committed is kept: (git stash apply (\S+))/#))
        let point = String(hint.2)
        #expect(try place.git("show", "\(point):one") == "changed")
        #expect(try place.git("show", "\(point)^2:one") == "staged")
        #expect(try place.git("show", "\(point):it's new") == "new")
        #expect(try place.sandbox.gitOutcome("show", "\(point):ignored.o", in: place.path).status != 0)
        #expect(try place.git("show", ":one") == "staged")
        _ = try place.git("reset", "--quiet", "--hard")
        try place.sandbox.script("rm .gitignore; \(hint.1)", in: place.path)
        #expect(try place.sandbox.read("\(place.path)/one") == "changed\n")
        #expect(try place.sandbox.read("\(place.path)/it's new") == "new\n")
        try place.sandbox.git("gc", "--quiet", "--prune=now", in: place.path)
        try place.sandbox.git("fsck", "--strict", in: place.path)
        #expect(try place.sandbox.autowrk("doctor", in: place.path).status == 0)
        // It goes with the points of the run, and not before.
        #expect(try place.sandbox.autowrk("gc", in: place.path).status == 0)
        #expect(try place.git("rev-parse", "--verify", point) != "")
        let later = ["AUTOWRK_NOW": "2027-02-21T03:25:00Z"]
        #expect(try place.sandbox.autowrk(["gc"], in: place.path, environment: later).status == 0)
        #expect(try place.git("for-each-ref", "refs/autowrk/before") == "")
    }

    @Test func `conflicts are no hindrance`() throws {
        let place = try place("printf lost >one")
        _ = try place.git("reset", "--quiet", "--hard")
        _ = try place.git("switch", "--quiet", "--create", "side", "HEAD~1")
        try place.sandbox.commit("other", files: ["three": "other\n"], in: place.path)
        #expect(try place.sandbox.gitOutcome("merge", "main", in: place.path).status != 0)
        try place.sandbox.write("\(place.path)/three", "half resolved\n")
        let outcome = try place.suggest("make a mess", "--yes")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        let point = try #require(outcome.stderr.firstMatch(of: #/git stash apply (\S+)/#)?.1)
        #expect(try place.git("show", "\(point):three") == "half resolved")
        #expect(try place.git("status", "--short").contains("AA three"))
    }

    @Test func `what works in a copy needs none, and what is committed nothing to say`() throws {
        let copy = try place("printf x >two", "copy")
        #expect(try copy.suggest("make a mess", "--yes").status == 0)
        #expect(try copy.suggest("find lost commits", "--offline", "--yes").status == 0)
        #expect(try copy.git("for-each-ref", "refs/autowrk/before") == "")
        let clean = try place("printf x >two")
        _ = try clean.git("add", "--all")
        _ = try clean.git("commit", "--quiet", "--message=all")
        let outcome = try clean.suggest("make a mess", "--yes")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(!outcome.stderr.contains("stash apply"))
    }

    @Test func `what was staged is staged again`() throws {
        let place = try place("true")
        let outcome = try place.suggest("unstage everything", "--offline", "--yes")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        #expect(try place.git("diff", "--cached", "--name-only") == "")
        let run = try #require(outcome.stdout.firstMatch(of: #/(?m)^[0-9a-z]{12}$/#)?.0)
        #expect(try place.sandbox.autowrk("rollback", String(run), "--hard", in: place.path).status == 0)
        #expect(try place.git("show", ":one") == "staged")
        #expect(try place.sandbox.read("\(place.path)/one") == "changed\n")
    }
}
