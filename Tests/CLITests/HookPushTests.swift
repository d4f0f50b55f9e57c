import JSON
import TestSupport
import Testing

/// What a push of a branch of ours asks, and what follows when it has arrived.
@Suite struct HookPushTests {
    let place: HookPlace

    init() throws {
        place = try HookPlace()
        try place.sh(
            """
            git config autowrk.verifyOnCommit false
            git checkout --quiet -b fix/issue-4; echo 1 >1; git add 1; git commit --quiet --message one
            """)
        try place.wait(forCause: "commit", on: "fix/issue-4")
    }

    private func push(_ policy: String?, _ words: String = "") throws -> CommandOutcome {
        if let policy { try place.sh("git config autowrk.prePush \(policy)") }
        return try place.clone.shell("git push --quiet \(words) origin HEAD")
    }

    @Test func `when the branch has arrived, its pull request is made and the state pushed along`() throws {
        #expect(try push(nil).status == 0)
        try place.wait(for: "git autowrk pr list | grep fix/issue-4")
        let list = try place.sh("git autowrk pr list --json")
        #expect(try JSON(parsing: list).canonical.contains("\"issue\":\"4\""))
        try place.wait(for: "git ls-remote origin | grep refs/autowrk/journal")
        // A second push finds it there.
        try place.sh("git commit --quiet --allow-empty --message two; git push --quiet origin HEAD")
        try place.wait(for: "git ls-remote origin | grep $(git rev-parse HEAD)")
        try place.sh("git autowrk hook after-push - origin $(git rev-parse HEAD):refs/heads/fix/issue-4")
        #expect(try place.sh("git autowrk pr list | grep -c fix/issue-4") == "1\n")
    }

    @Test func `a push that the remote refuses makes none`() throws {
        let hook = "\(place.clone.sandbox.path)/remote.git/hooks/pre-receive"
        try place.sh("printf '#!/bin/sh\\nexit 1\\n' >'\(hook)'; chmod 755 '\(hook)'")
        #expect(try push(nil).status == 1)
        try place.sh("git autowrk hook after-push - origin $(git rev-parse HEAD):refs/heads/fix/issue-4")
        #expect(try place.sh("git autowrk pr list --json").contains("fix/issue-4") == false)
    }

    @Test func `a push to an address is looked up there`() throws {
        let remote = "\(place.clone.sandbox.path)/remote.git"
        #expect(try place.clone.shell("git push --quiet '\(remote)' HEAD").status == 0)
        try place.wait(for: "git autowrk pr list | grep fix/issue-4")
    }

    @Test func `a tree of which only some checks are known counts as not verified`() throws {
        let checks = "checks:\n  - {name: lint, command: 'true'}\n  - {name: unit, command: 'false'}\n"
        try place.clone.sandbox.commit("checks", files: [".autowrk/verify.yml": checks], in: place.clone.path)
        try place.sh("git autowrk verify --check lint")
        let partial = try push("refuse")
        #expect(partial.status == 1)
        #expect(partial.stderr.contains("'fix/issue-4' is not pushed: its tree is not verified\n"))
        let number = try place.sh("git autowrk pr create --base main")
        #expect(try place.sh("git autowrk pr show \(number)").contains("– unit: not performed"))
        _ = try place.clone.shell("git autowrk verify --check unit")
        #expect(try push("refuse").stderr.contains("is not pushed: verification failed: unit\n"))
    }

    @Test func `without the wish for it nothing follows`() throws {
        try place.sh("git config autowrk.push.pullRequests false; git config autowrk.push.state false")
        #expect(try push(nil).status == 0)
        try place.sh("git autowrk hook after-push - origin $(git rev-parse HEAD):refs/heads/fix/issue-4")
        #expect(try !place.sh("git autowrk pr list --json").contains("fix/issue-4"))
        #expect(try !place.sh("git ls-remote origin").contains("refs/autowrk"))
    }

    @Test func `a tree without a verdict is told of and pushed`() throws {
        let outcome = try push(nil)
        #expect(outcome.status == 0)
        #expect(outcome.stderr == "git autowrk: 'fix/issue-4' is pushed, but its tree is not verified\n")
    }

    @Test func `a gate refuses what has no verdict or a bad one, and nothing else`() throws {
        let missing = try push("refuse")
        #expect(missing.status == 1)
        #expect(
            missing.stderr.contains("git autowrk: 'fix/issue-4' is not pushed: its tree is not verified\n"))
        try place.verify(status: "failed")
        #expect(try push("refuse").stderr.contains("is not pushed: verification failed: tests\n"))
        #expect(try place.sh("git ls-remote origin refs/heads/fix/issue-4") == "")
        #expect(try push("refuse", "--no-verify").status == 0)
        try place.sh("git commit --quiet --allow-empty --message two")
        #expect(try push("warn").stderr.contains("is pushed, but verification failed: tests"))
        try place.sh("echo 2 >1; git commit --quiet --all --message three")
        try place.verify(status: "passed")
        let passed = try push("refuse")
        #expect(passed.status == 0)
        #expect(passed.stderr == "")
        // Branches that are not ours are nobody's business.
        #expect(try place.clone.shell("git push --quiet origin HEAD:refs/heads/topic").status == 0)
        #expect(try place.clone.shell("git push --quiet --delete origin fix/issue-4").status == 0)
    }

    @Test func `a policy that there is not is told, and warns`() throws {
        let outcome = try push("refues")
        #expect(outcome.status == 0)
        #expect(
            outcome.stderr.contains(
                "autowrk.prePush is 'refues', which counts as 'warn': there are verify, warn, refuse, off\n"))
        #expect(outcome.stderr.contains("is pushed, but its tree is not verified"))
        #expect(
            try place.clone.autowrk("doctor").stdout.contains(
                "problem: configuration: autowrk.prePush is 'refues'"))
    }

    @Test func `of several branches each one that is refused is named`() throws {
        try place.sh("git branch fix/issue-5")
        let outcome = try place.clone.shell(
            "git config autowrk.prePush refuse; git push --quiet origin fix/issue-4 fix/issue-5")
        #expect(outcome.status == 1)
        #expect(outcome.stderr.contains("'fix/issue-4' is not pushed"))
        #expect(outcome.stderr.contains("'fix/issue-5' is not pushed"))
    }

    @Test func `switched off, nothing is looked at`() throws {
        let outcome = try push("off")
        #expect(outcome.status == 0)
        #expect(outcome.stderr == "")
    }

    @Test func `by configuration what has no verdict is verified at once`() throws {
        try place.clone.sandbox.commit(
            "checks", files: [".autowrk/verify.yml": "checks:\n  - {name: one, command: grep -q 1 1}\n"],
            in: place.clone.path)
        let passed = try push("verify")
        #expect(passed.status == 0, "\(passed.stderr)")
        try place.sh("echo 2 >1; git commit --quiet --all --message broken")
        let failed = try push("verify")
        #expect(failed.status == 1)
        #expect(failed.stderr.contains("git autowrk: 'fix/issue-4' is not pushed: verification failed"))
        #expect(try place.sh("git ls-remote origin").contains(place.sh("git rev-parse HEAD~").dropLast()))
    }
}
