import Platform
import TestSupport
import Testing

/// Hooks of others decide as before, and ours never stand in the way.
@Suite("When hooks fail")
struct HookFailureTests {
    private static let failing = """
        for name in %; do
            printf '#!/bin/sh\\nexit 3\\n' >.git/hooks/$name; chmod 755 .git/hooks/$name
        done
        git autowrk init --quiet
        """

    private func clone(failing hooks: String) throws -> HookClone {
        try HookClone(Self.failing.replacing("%", with: hooks))
    }

    @Test(arguments: ["prepare-commit-msg", "commit-msg", "pre-commit"])
    func `a hook of theirs that fails keeps failing the commit`(hook: String) throws {
        let clone = try clone(failing: hook)
        #expect(try clone.attempt("git commit --allow-empty --message one").status == 1)
        #expect(try clone.sh("git log --format=%s") == "first\n")
    }

    @Test func `a push that their hook refuses is refused, with theirs alone`() throws {
        let clone = try clone(failing: "pre-push")
        #expect(try clone.attempt("git push --quiet origin main").status == 1)
        #expect(try clone.sh("git ls-remote origin") == "")
    }

    @Test func `a checkout that their hook finds fault with ends as without us`() throws {
        let clone = try clone(failing: "post-checkout")
        #expect(try clone.attempt("git checkout --quiet -b other").status == 1)
    }

    /// What can be broken, as a script in the repository.
    static let damages = [
        "the program is gone": """
        sed -i "s|^program='[^']*'|program='/nowhere/git-autowrk'|" .git/hooks/[cp]*
        PATH=/usr/bin:/bin; export PATH
        """,
        "the program crashes": """
        printf '#!/bin/sh\\nkill -SEGV $$\\n' >crash; chmod 755 crash
        sed -i "s|^program='[^']*'|program='$PWD/crash'|" .git/hooks/[cp]*
        """,
        "the state is garbage": """
        mkdir -p .git/autowrk; for file in replica lock cache.sqlite taken-in; do echo '}{' >.git/autowrk/$file; done
        """,
        "the state is no folder": "rm -rf .git/autowrk; echo file >.git/autowrk",
        "a lane is garbage": """
        mkdir -p .git/refs/autowrk/journal; git rev-parse HEAD >.git/refs/autowrk/journal/$(cut -c1-12 .git/autowrk/replica)
        """,
        "there is no HOME": "unset HOME",
        "nobody knows who it is": "unset GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL",
        "the configuration of ours is nonsense": """
        git config autowrk.prePush perhaps; git config autowrk.verifyOnCommit maybe; git config autowrk.fsync what
        """,
    ]

    @Test(arguments: damages.keys.sorted())
    func `commits, amends, rebases, checkouts and pushes go on`(damage: String) throws {
        let clone = try HookClone("git autowrk init --quiet; git checkout --quiet -b fix/issue-1")
        let outcome = try clone.attempt(
            """
            \(Self.damages[damage] ?? "false")
            git config user.name Test; git config user.email test@example.com
            git commit --quiet --allow-empty --message one
            git commit --quiet --amend --allow-empty --message two
            git checkout --quiet -b feature/issue-2 main
            git commit --quiet --allow-empty --message three
            git rebase --quiet fix/issue-1
            git push --quiet origin HEAD
            """)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try clone.sh("git log --format=%s feature/issue-2 --").hasPrefix("three\ntwo\nfirst"))
        #expect(try clone.sh("git ls-remote origin refs/heads/feature/issue-2") != "")
    }

    @Test func `on a full disk of state the commit and the push are made`() throws {
        let clone = try HookClone("git autowrk init --quiet; git checkout --quiet -b fix/issue-1")
        let outcome = try clone.sandbox.isolated(
            """
            mount -t tmpfs -o size=4k tmpfs .git/autowrk && (yes >.git/autowrk/fill) 2>/dev/null
            export PATH='\(clone.environment["PATH"] ?? "")'
            git commit --quiet --allow-empty --message one && git push --quiet origin HEAD && git log -1 --format=%s
            """, in: clone.path)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout == "one\n")
    }

    @Test func `where the state can't be written the commit and the push are made`() throws {
        let clone = try HookClone("git autowrk init --quiet; git checkout --quiet -b fix/issue-1")
        let outcome = try clone.sandbox.isolated(
            """
            mount --bind .git/autowrk .git/autowrk && mount -o remount,ro,bind .git/autowrk
            export PATH='\(clone.environment["PATH"] ?? "")'
            git commit --quiet --allow-empty --message one && git push --quiet origin HEAD && git log -1 --format=%s
            """, in: clone.path)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout == "one\n")
    }
}
