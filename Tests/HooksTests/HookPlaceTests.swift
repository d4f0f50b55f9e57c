import Platform
import TestSupport
import Testing

/// Where a repository can lie, and what is special there.
@Suite("Places of hooks")
struct HookPlaceTests {
    private static let theirs = """
        for name in pre-commit post-commit; do
            printf '#!/bin/sh\\necho "${0##*/}" >>"$RECORD"\\n' >"$1/$name"; chmod 755 "$1/$name"
        done

        """

    private static let commit = """
        git checkout --quiet -B fix/issue-5; git commit --quiet --allow-empty --message one; git log -1 --format=%B
        """

    @Test(arguments: [
        "", "mkdir -p .githooks; cp .git/hooks/p*-commit .githooks; git config core.hooksPath .githooks\n",
    ])
    func `linked worktrees share the hooks`(setup: String) throws {
        let clone = try HookClone(
            "set -- .git/hooks\n" + Self.theirs + setup
                + "git worktree add --quiet ../linked; [ ! -d .githooks ] || cp -r .githooks ../linked")
        let linked = clone.sandbox.path("linked")
        // From there, as well as from the main one.
        try clone.sh("git autowrk init --quiet", in: linked)
        _ = try clone.takeRecord()
        #expect(try clone.sh(Self.commit, in: linked) == "one\n\nFixes: #5\n\n")
        #expect(try clone.takeRecord() == ["pre-commit", "post-commit"])
        #expect(try clone.attempt("git autowrk doctor", in: linked).stdout.contains("ok: hooks: "))
        #expect(try clone.attempt("git autowrk doctor").stdout.contains("ok: hooks: "))
        try clone.sh("git autowrk init --uninstall", in: linked)
        #expect(
            try clone.sh(
                "git checkout --quiet -B fix/issue-6; git commit -q --allow-empty -m two; git log -1 --format=%B"
            ) == "two\n\n")
        #expect(try clone.takeRecord() == ["pre-commit", "post-commit"])
    }

    @Test func `a submodule has hooks of its own`() throws {
        let clone = try HookClone(
            """
            git push --quiet origin main
            git submodule --quiet add ../remote.git module; git commit --quiet --message module
            cd module; set -- ../.git/modules/module/hooks
            \(Self.theirs)
            git autowrk init --quiet
            """)
        let module = clone.path + "/module"
        let before = try clone.sh("cat .git/config")
        #expect(try clone.sh(Self.commit, in: module) == "one\n\nFixes: #5\n\n")
        #expect(try clone.takeRecord() == ["pre-commit", "post-commit"])
        #expect(try clone.sh(Self.commit.replacing("-B", with: "-b")) == "one\n\n", "the outer one has none")
        #expect(try clone.sh("cat .git/config") == before)
        try clone.sh("git autowrk init --uninstall", in: module)
        #expect(try clone.sh("ls .git/modules/module/hooks | grep -v sample") == "post-commit\npre-commit\n")
    }

    @Test func `a bare repository with worktrees`() throws {
        let clone = try HookClone("git push --quiet origin main; git clone --quiet --bare . ../bare.git")
        let (bare, tree) = (clone.sandbox.path("bare.git"), clone.sandbox.path("tree"))
        try clone.sh("git autowrk init --quiet; git worktree add --quiet ../tree main", in: bare)
        #expect(try clone.sh(Self.commit, in: tree) == "one\n\nFixes: #5\n\n")
    }

    @Test(
        arguments: ["plain", "with space", "it's \"quoted\"", "a*b[c]?d", #"back\slash"#, "ünï"],
        ["mkdir h; git config core.hooksPath h\n", ""])
    func `folders of any name`(name: String, setup: String) throws {
        let clone = try HookClone("true")
        let folder = clone.sandbox.path(name)
        try clone.sandbox.git("init", "--quiet", folder)
        try clone.sh(setup + "git autowrk init --quiet; git checkout --quiet -b main || true", in: folder)
        #expect(try clone.sh(Self.commit, in: folder) == "one\n\nFixes: #5\n\n")
        #expect(try clone.attempt("git autowrk doctor", in: folder).stdout.contains("ok: hooks: "))
        if let newGit = HookClone.newGitFolder {
            let path = "PATH='\(newGit)':$PATH\n"
            try clone.sh(path + "git autowrk init --quiet", in: folder)
            #expect(
                try clone.sh(path + Self.commit.replacing("-B", with: ""), in: folder).contains("Fixes: #5"))
        }
        let before = try clone.sh("git config --list --local | grep -v include", in: folder)
        try clone.sh("git autowrk init --uninstall", in: folder)
        #expect(try clone.sh("git config --list --local", in: folder) == before)
    }

    @Test func `under a bare PATH the program is found where it was at installation`() throws {
        let clone = try HookClone("git autowrk init --quiet; mkdir gui; ln -s $(command -v git) gui/git")
        _ = try clone.attempt(
            "PATH=/usr/bin:/bin; git checkout --quiet -b fix/issue-5; git autowrk -h && exit 1; git commit -q --allow-empty -m one"
        )
        try clone.sandbox.waitForBackground()
        #expect(try clone.sh("git autowrk log").contains("\"fix/issue-5\""))
    }

    @Test func `a clone inherits the journal by the template, and gets its hooks`() throws {
        let clone = try HookClone(
            "git autowrk init --quiet; git push --quiet origin main; git autowrk init --global --quiet")
        try clone.sh("git clone --quiet remote.git other", in: clone.sandbox.path)
        let other = clone.sandbox.path("other")
        #expect(try clone.attempt("git autowrk doctor", in: other).stdout.contains("ok: hooks: "))
        #expect(
            try clone.sh("git autowrk init --global; git autowrk init --global", in: other).contains(
                "template"))
        try clone.sh("git autowrk init --uninstall", in: other)
        #expect(try clone.sh("ls .git/hooks", in: other) == "")
    }
}
