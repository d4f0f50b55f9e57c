import Platform
import TestSupport
import Testing

/// What other tools and people do to hooks after ours were installed.
@Suite("Changes beside our hooks")
struct HookMendingTests {
    private static let record = #"printf '#!/bin/sh\necho "${0##*/} %s" >>"$RECORD"\n'"#

    private func hook(_ path: String, _ words: String = "theirs") -> String {
        "\(Self.record.replacing("%s", with: words)) >\(path); chmod 755 \(path)\n"
    }

    private func doctor(_ clone: HookClone) throws -> [Substring] {
        try clone.attempt("git autowrk doctor").stdout.split(separator: "\n").filter {
            $0.contains(": hooks: ")
        }
    }

    /// Whether a commit on a branch of ours gets its trailer, which tells that our hooks run.
    private func run(_ clone: HookClone, in folder: String? = nil) throws -> Bool {
        let text = try clone.sh(
            """
            git checkout --quiet -B fix/issue-5
            git commit --quiet --allow-empty --message one
            git log -1 --format=%B
            """, in: folder)
        return text.contains("Fixes: #5")
    }

    @Test func `a tool that moves ours away is found, and init joins both again`() throws {
        // As Lefthook does.
        let clone = try HookClone(hook(".git/hooks/pre-push", "before") + "git autowrk init --quiet")
        try clone.sh("mv .git/hooks/pre-push .git/hooks/pre-push.old\n" + hook(".git/hooks/pre-push", "new"))
        #expect(try doctor(clone) == ["problem: hooks: replaced by another tool: pre-push"])
        try clone.sh("git autowrk init --quiet")
        #expect(try doctor(clone) == ["ok: hooks: in the folder of hooks"])
        try clone.sh("git push --quiet origin main")
        #expect(try clone.takeRecord() == ["pre-push new"])
        #expect(!Files.exists("\(clone.path)/.git/hooks/pre-push.old"))
        let outcome = try clone.attempt("git autowrk init --uninstall")
        #expect(outcome.stderr.contains("hooks that were replaced meanwhile stay in"))
        #expect(try clone.sh("cat .git/hooks/pre-push").contains("new"))
    }

    @Test func `a tool that has ours run before its own runs the old one, too, after ours are out`() throws {
        // As pre-commit does.
        let clone = try HookClone(hook(".git/hooks/pre-push", "before") + "git autowrk init --quiet")
        try clone.sh(
            """
            mv .git/hooks/pre-push .git/hooks/pre-push.legacy
            printf '#!/bin/sh\\n"$0.legacy" "$@"\\necho "new" >>"$RECORD"\\n' >.git/hooks/pre-push
            chmod 755 .git/hooks/pre-push
            git push --quiet origin main
            """)
        #expect(try clone.takeRecord() == ["pre-push before", "new"])
        let outcome = try clone.attempt("git autowrk init --uninstall")
        #expect(outcome.status == 0)
        #expect(outcome.stderr.contains("'pre-push' was replaced"))
        try clone.sh("git push --quiet origin main:again")
        #expect(try clone.takeRecord() == ["pre-push.legacy before", "new"])
    }

    @Test func `ours that were removed are found and put back`() throws {
        let clone = try HookClone(
            "git autowrk init --quiet; rm .git/hooks/post-commit; chmod 644 .git/hooks/pre-push")
        #expect(
            try doctor(clone) == ["problem: hooks: missing or not executable: post-commit, pre-push"])
        try clone.sh("git autowrk init --quiet")
        #expect(try doctor(clone) == ["ok: hooks: in the folder of hooks"])
    }

    @Test func `hooks of another version or program are renewed`() throws {
        let clone = try HookClone(
            "git autowrk init --quiet; sed -i \"s|^program='[^']*'|program='/old/git-autowrk'|\" .git/hooks/post-commit"
        )
        #expect(
            try doctor(clone) == ["problem: hooks: of another version, or for a program in another place"])
        try clone.sh("git autowrk init --quiet")
        #expect(try doctor(clone) == ["ok: hooks: in the folder of hooks"])
    }

    @Test func `a folder of hooks that is chosen later is found and joined`() throws {
        let clone = try HookClone("git autowrk init --quiet")
        try clone.sh("mkdir .husky\n" + hook(".husky/post-commit") + "git config core.hooksPath .husky")
        #expect(
            try doctor(clone) == [
                "problem: hooks: they should be in front of core.hooksPath by now",
                "problem: hooks: Git looks for hooks in '.husky' ('.git/config')",
            ])
        try clone.sh("git autowrk init --quiet")
        #expect(try doctor(clone) == ["ok: hooks: in front of core.hooksPath"])
        #expect(try run(clone))
        #expect(try clone.takeRecord() == ["post-commit theirs"])
        #expect(try !clone.sh("ls .git/hooks").contains("post-commit\n"))
        try clone.sh(
            "git autowrk init --uninstall; git config --unset core.hooksPath; git autowrk init --quiet")
        #expect(try doctor(clone) == ["ok: hooks: in the folder of hooks"])
    }

    @Test func `setting core.hooksPath again takes nothing away, and another folder counts at once`() throws {
        let clone = try HookClone(
            "mkdir .husky other\n" + hook(".husky/post-commit", "husky") + hook(".husky/pre-commit", "husky")
                + hook("other/post-commit", "other")
                + "git config core.hooksPath .husky; git autowrk init --quiet")
        try clone.sh("git config core.hooksPath .husky")
        #expect(try run(clone))
        #expect(try clone.takeRecord() == ["pre-commit husky", "post-commit husky"])
        try clone.sh("git config core.hooksPath other")
        #expect(try run(clone))
        #expect(try clone.takeRecord() == ["post-commit other"])
        try clone.sh("git config --unset core.hooksPath\n" + hook(".git/hooks/post-commit", "usual"))
        #expect(try run(clone))
        #expect(try clone.takeRecord() == ["post-commit usual"])
    }

    @Test func `a hook that a pull brings runs at once`() throws {
        let clone = try HookClone(
            "mkdir .githooks; git config core.hooksPath .githooks; git autowrk init --quiet\n"
                + hook(".githooks/pre-commit") + hook(".githooks/post-commit"))
        #expect(try run(clone))
        #expect(try clone.takeRecord() == ["pre-commit theirs", "post-commit theirs"])
    }

    @Test func `in a repository that was moved theirs run on, and init brings ours back`() throws {
        let clone = try HookClone(
            "mkdir .husky\n" + hook(".husky/post-commit")
                + "git config core.hooksPath .husky; git autowrk init --quiet")
        let folder = clone.sandbox.path("moved")
        try clone.sh("mv '\(clone.path)' '\(folder)'", in: clone.sandbox.path)
        #expect(try !run(clone, in: folder))
        #expect(try clone.takeRecord() == ["post-commit theirs"])
        #expect(
            try clone.attempt("git autowrk doctor", in: folder).stdout.contains(
                "problem: hooks: the repository"))
        try clone.sh("git autowrk init --quiet", in: folder)
        #expect(try run(clone, in: folder))
        #expect(try clone.takeRecord() == ["post-commit theirs"])
        try clone.sh("git autowrk init --uninstall", in: folder)
        #expect(try !clone.sh("cat .git/config", in: folder).contains("includeIf"))
    }

    @Test func `without the folder of state theirs run on`() throws {
        let clone = try HookClone(
            "mkdir .husky\n" + hook(".husky/post-commit")
                + "git config core.hooksPath .husky; git autowrk init --quiet; rm -r .git/autowrk")
        #expect(try !run(clone))
        #expect(try clone.takeRecord() == ["post-commit theirs"])
    }

    @Test func `settings that were added behind ours stay`() throws {
        let clone = try HookClone("printf '[core]\\n\\thooksPath = x' >>.git/config; cp .git/config before")
        try clone.sh("git autowrk init --quiet; git config a.b c; git autowrk init --uninstall")
        #expect(try clone.sh("cat before; printf '\\n[a]\\n\\tb = c\\n'") == clone.sh("cat .git/config"))
    }

    @Test func `a script finds its project from its own place, as before`() throws {
        let script = "#!/bin/sh\ncd \"$(dirname \"$0\")/../..\" && exec sh scripts/check.sh\n"
        let clone = try HookClone("mkdir scripts; echo 'echo checked >>\"$RECORD\"' >scripts/check.sh")
        try clone.sandbox.write(clone.path + "/.git/hooks/pre-push", script)
        try clone.sh(
            "chmod 755 .git/hooks/pre-push; ln -s ../../scripts/check.sh .git/hooks/post-merge; chmod 755 scripts/check.sh"
        )
        let before = try clone.listing(of: clone.path + "/.git/hooks")
        try clone.sh(
            "git autowrk init --quiet; git push --quiet origin main; git merge --quiet --ff-only HEAD")
        #expect(try clone.takeRecord() == ["checked"])
        try clone.sh("sh .git/hooks/post-merge 0")
        #expect(try clone.takeRecord() == ["checked"])
        try clone.sh("git autowrk init --uninstall")
        #expect(try clone.listing(of: clone.path + "/.git/hooks") == before)
        #expect(try !clone.sh("ls .git").contains("autowrk\n."))
    }

    @Test func `neighbours that come later are seen after the next init`() throws {
        let clone = try HookClone(
            "printf '#!/bin/sh\\n. \"${0%%/*}/lib.sh\"\\n' >.git/hooks/post-commit; chmod 755 .git/hooks/post-commit; git autowrk init --quiet; echo 'echo lib >>\"$RECORD\"' >.git/hooks/lib.sh"
        )
        let again = try clone.sh("git autowrk init")
        #expect(again.contains("hooks: installed"))
        #expect(try run(clone))
        #expect(try clone.takeRecord() == ["lib"])
        try clone.sh("rm .git/hooks/lib.sh; git autowrk init --quiet")
        #expect(try !clone.sh("ls -A .git/hooks.autowrk").contains("lib.sh"))
    }

    @Test func `without what our scripts read commits go on, and it is found`() throws {
        let clone = try HookClone(
            "mkdir .husky\n" + hook(".husky/post-commit")
                + "git config core.hooksPath .husky; git autowrk init --quiet; rm .git/autowrk/hooks/theirs")
        #expect(try run(clone))
        #expect(
            try clone.sh("git commit --quiet --allow-empty --message two; git log -1 --format=%s") == "two\n")
        #expect(try doctor(clone) == ["problem: hooks: missing or not executable: theirs"])
        try clone.sh("git autowrk init --quiet")
        #expect(try doctor(clone) == ["ok: hooks: in front of core.hooksPath"])
    }

    @Test func `another folder counts at once, also when an included file names it`() throws {
        let clone = try HookClone(
            "mkdir one two\n" + hook("one/post-commit", "one") + hook("two/post-commit", "two")
                + "git config --global include.path \"$HOME/more\"; git config --file \"$HOME/more\" core.hooksPath one; git autowrk init --quiet"
        )
        #expect(try run(clone))
        #expect(try clone.takeRecord() == ["post-commit one"])
        // A file system may count time in steps that are longer than this test.
        try clone.sh(
            "git config --file \"$HOME/more\" core.hooksPath two; touch -d '1 minute' \"$HOME/more\"")
        #expect(try run(clone))
        #expect(try clone.takeRecord() == ["post-commit two"])
    }

    @Test func `a place that no configuration can name is left alone`() throws {
        let clone = try HookClone("git config core.hooksPath .husky; mkdir .husky")
        let folder = clone.sandbox.path("two\nlines")
        try clone.sh("cp -r . \"$1\"".replacing("$1", with: folder))
        let outcome = try clone.attempt("git autowrk init", in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.stderr.contains("no hooks were installed"))
        #expect(try clone.attempt("git status", in: folder).status == 0)
    }

    @Test func `who wants them no more is rid of them`() throws {
        let clone = try HookClone(hook(".git/hooks/post-commit") + "git autowrk init --quiet")
        #expect(try clone.sh("git autowrk init --no-hooks").contains("hooks: taken out\n"))
        #expect(try !run(clone))
        #expect(try clone.takeRecord() == ["post-commit theirs"])
        try clone.sh("git autowrk init --quiet; git config autowrk.hooks false; git autowrk init --quiet")
        #expect(try doctor(clone) == ["ok: hooks: not wanted"])
        #expect(try !run(clone))
        #expect(try clone.takeRecord() == ["post-commit theirs"])
    }

    @Test func `who has switched hooks off gets none, and is told`() throws {
        let clone = try HookClone("git config core.hooksPath /dev/null")
        let outcome = try clone.attempt("git autowrk init")
        #expect(outcome.status == 0)
        #expect(outcome.stderr == "warning: no hooks were installed: core.hooksPath is '/dev/null'\n")
        #expect(try doctor(clone) == ["warning: hooks: not installed"])
    }

    @Test func `who wants no hooks gets none`() throws {
        let clone = try HookClone("git autowrk init --quiet --no-hooks")
        #expect(try !clone.sh("ls .git/hooks").contains("post-commit\n"))
        try clone.sh("git config autowrk.hooks false; git autowrk init --quiet")
        #expect(try !clone.sh("ls .git/hooks").contains("post-commit\n"))
        #expect(try doctor(clone) == ["ok: hooks: not wanted"])
    }

    @Test func `a configuration that somebody is writing stays as it is`() throws {
        let clone = try HookClone(
            "git remote remove origin; mkdir x; git config core.hooksPath x; cp .git/config before; : >.git/config.lock"
        )
        let outcome = try clone.attempt("git autowrk init --quiet")
        #expect(outcome.status == 0)
        #expect(outcome.stderr.contains("another program holds its lock"))
        #expect(
            try clone.sh("cmp before .git/config; rm .git/config.lock; git autowrk init --quiet; echo $?")
                == "0\n")
    }
}
