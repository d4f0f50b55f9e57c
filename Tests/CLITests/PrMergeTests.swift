import JSON
import TestSupport
import Testing

/// `pr merge` as people see it.
@Suite struct PrMergeTests {
    /// A repository with a check of its own, which fails where `README` says so.
    private static let checked = """
        mkdir .autowrk
        printf 'checks:\\n  - name: tests\\n    kind: test\\n    command: test ! -e broken\\n' \\
            > .autowrk/verify.yml
        git add .; git commit --quiet -m checks
        """

    @Test func `the merged files are verified, and merged when they pass`() throws {
        let place = try PrPlace(
            "\(Self.checked)\n\(PrPlace.ahead)\necho o > o; git add o; git commit --quiet -m o")
        let name = String(try place.create().prefix(4))
        let (old, status) = (try place.git("rev-parse", "main"), try place.git("status", "--porcelain"))
        let merged = try place.pr("merge", name)
        #expect(merged.status == 0, "\(merged.stderr)")
        #expect(merged.stdout == "merged pull request \(name): Fix it\n")
        #expect(merged.stderr.contains("+ tests: passed"))
        #expect(merged.stderr.contains("it was at \(old.prefix(12)); the way back"))
        #expect(try place.git("rev-parse", "main^1") == old)
        #expect(try place.git("rev-parse", "main^2") == place.git("rev-parse", "fix/it"))
        #expect(try place.git("status", "--porcelain") == status)
        #expect(
            try place.git("log", "-1", "--format=%N", "--notes=autowrk", "main").contains("tests: passed"))
        let tree = try place.git("rev-parse", "main^{tree}")
        #expect(try place.clone.autowrk("log", "verdict/\(tree)").stdout.contains("tree_verified"))
        try place.clone.expectSound(allowingUnreachable: true)
        #expect(try place.pr("merge", name).stderr.contains("it is merged"))
    }

    @Test func `merged files that do not pass stay where they are`() throws {
        let place = try PrPlace(
            """
            \(Self.checked)
            git checkout --quiet -b fix/it; touch broken; git add broken; git commit --quiet -m "Fix it"
            git checkout --quiet main
            """)
        let name = String(try place.create().prefix(4))
        let references = try place.git("for-each-ref", "refs/heads")
        for _ in 1...2 {
            let failed = try place.pr("merge", name)
            #expect(failed.status == 1)
            #expect(failed.stdout == "")
            #expect(
                failed.stderr.contains(
                    "error: cannot merge pull request '\(name)': the merged files have not passed: failed: tests\n"
                ))
            #expect(try place.git("for-each-ref", "refs/heads") == references)
        }
        #expect(try place.git("status", "--porcelain") == "")
        #expect(try place.document(name)["status"] == "open")
    }

    @Test func `where there is no check, that is said`() throws {
        let place = try PrPlace()
        try place.create()
        let refused = try place.pr("merge", "fix/it")
        #expect(refused.status == 1)
        #expect(refused.stderr.contains("no check was found that says whether the merged files are good\n"))
        #expect(refused.stderr.contains("add '--no-verify'"))
    }

    @Test func `the way back that is told leads back`() throws {
        for script in ["true", "git checkout --quiet --detach"] {
            let place = try PrPlace("\(PrPlace.ahead)\n\(script)")
            try place.create()
            let old = try place.git("rev-parse", "main")
            let merged = try place.pr("merge", "fix/it", "--no-verify")
            let line = try #require(
                merged.stderr.split(separator: "\n").first { $0.contains("the way back") })
            let command = try #require(line.split(separator: ": ").last)
            try place.shell(String(command))
            #expect(try place.git("rev-parse", "main") == old)
            #expect(try place.git("status", "--porcelain") == "")
        }
    }

    @Test func `the way back is one for every name of a branch`() throws {
        let base = "it's;false"
        let place = try PrPlace("\(PrPlace.ahead)\ngit branch \"\(base)\"")
        try place.create("--base", base)
        let old = try place.git("rev-parse", base)
        let merged = try place.pr("merge", "fix/it", "--no-verify")
        let line = try #require(merged.stderr.split(separator: "\n").first { $0.contains("the way back") })
        #expect(line.contains(#": git branch --force 'it'\''s;false' "#))
        try place.shell(String(try #require(line.split(separator: ": ").last)))
        #expect(try place.git("rev-parse", base) == old)
    }

    @Test func `a merge commit says what it merges`() throws {
        let place = try PrPlace()
        let id = try place.create("--issue", "42")
        #expect(try place.pr("merge", id, "--no-verify").status == 0)
        #expect(
            try place.git("log", "-1", "--format=%B%an <%ae> %ad", "--date=iso-strict") == """
                Merge branch 'fix/it' into main

                Pull request \(id): Fix it

                Fixes #42
                Test Committer <committer@example.com> 2026-11-21T03:25:00+00:00
                """)
    }

    @Test func `a squashed commit names all who have a part in it`() throws {
        let place = try PrPlace(
            """
            \(PrPlace.ahead); git checkout --quiet fix/it
            echo 1 > 1; git add 1
            git commit --quiet --author 'Ann <ann@example.org>' -m one -m 'Co-authored-by: Bob <bob@example.org>'
            echo 2 > 2; git add 2; git commit --quiet --author 'Ann <ANN@example.org>' -m two
            echo 3 > 3; git add 3; git commit --quiet --author 'Me <committer@example.com>' -m three
            git checkout --quiet main
            """)
        let id = try place.create("--title", "All of it", "--body", "-", "--issue", "42")
        #expect(try place.pr("merge", id, "--method", "squash", "--no-verify").status == 0)
        #expect(
            try place.git("log", "-1", "--format=%B%P") == """
                All of it

                Fixes #42

                Pull-request: \(id)
                Co-authored-by: Test Author <author@example.com>
                Co-authored-by: Ann <ann@example.org>
                Co-authored-by: Bob <bob@example.org>
                \(try place.git("rev-parse", "main~1"))
                """)
        #expect(try place.git("diff", "main", "fix/it") == "")
        #expect(
            try place.git("log", "-1", "--format=%(trailers:key=Co-authored-by,valueonly)").contains("Bob"))
    }

    @Test func `rebased commits keep authors and dates, odd ones byte for byte`() throws {
        let place = try PrPlace(
            """
            \(PrPlace.ahead); git checkout --quiet fix/it; echo l > l; git add l
            name=$(printf 'J\\366rg'); msg=$(printf 'gr\\374n')
            GIT_AUTHOR_NAME="$name" GIT_AUTHOR_DATE='1234567890 -0330' \\
                git -c i18n.commitEncoding=ISO-8859-1 commit --quiet -m "$msg"
            git checkout --quiet main; echo o > o; git add o; git commit --quiet -m o
            """)
        try place.create()
        let merged = try place.pr("merge", "fix/it", "--method", "rebase", "--no-verify")
        #expect(merged.status == 0, "\(merged.stderr)")
        #expect(
            try place.git("log", "-1", "--format=%s %an %ad", "--date=raw") == "grün Jörg 1234567890 -0330")
        #expect(try place.git("cat-file", "commit", "main").contains("encoding ISO-8859-1"))
        #expect(try place.git("rev-list", "--min-parents=2", "main") == "")
        #expect(try place.git("log", "-1", "--format=%cn", "main") == "Test Committer")
        try place.clone.expectSound(allowingUnreachable: true)
    }

    @Test func `the branch goes when that is wished and nobody needs it`() throws {
        let place = try PrPlace()
        try place.create()
        try place.shell("git worktree add --quiet ../linked fix/it")
        let kept = try place.pr("merge", "fix/it", "--no-verify", "--delete-branch")
        #expect(kept.status == 0)
        #expect(kept.stderr.contains("kept branch 'fix/it', which is checked out in"))
        #expect(try place.git("branch", "--list", "fix/it") != "")

        let other = try PrPlace()
        let id = try other.create()
        let commit = try other.git("rev-parse", "fix/it")
        let gone = try other.pr("merge", id, "--no-verify", "--delete-branch", "--json")
        #expect(gone.stderr.contains("deleted branch 'fix/it', which was at \(commit)"))
        let document = try JSON(parsing: String(gone.stdout.dropLast()))
        #expect(document["status"] == "merged")
        #expect(document["branch_exists"] == false)
        #expect(document["merge"]?["method"] == "merge")
        #expect(try other.git("branch", "--list", "fix/it") == "")
    }

    @Test func `commits can't be signed, which is said`() throws {
        let place = try PrPlace()
        try place.create()
        try place.shell("git config commit.gpgSign true")
        let merged = try place.pr("merge", "fix/it", "--no-verify")
        #expect(merged.status == 0)
        #expect(merged.stderr.hasPrefix("warning: commit.gpgSign is set"))
    }

    @Test func `what is in the way is told with what to do`() throws {
        let place = try PrPlace()
        try place.create()
        try place.shell("echo mine > README")
        let refused = try place.pr("merge", "fix/it", "--no-verify")
        #expect(refused.status == 1)
        #expect(
            refused.stderr.contains("error: cannot merge: branch 'main' is checked out in '\(place.path)'"))
        #expect(refused.stderr.contains("hint: "))
        #expect(try place.sandbox.read("\(place.path)/README") == "mine\n")
        #expect(try place.git("status", "--porcelain") == " M README")
    }

    @Test func `conflicts are told and leave everything`() throws {
        let place = try PrPlace("\(PrPlace.ahead)\necho ours > README; git commit --quiet -am ours")
        let name = String(try place.create().prefix(4))
        #expect(
            try place.pr("show", name).stdout.contains(
                "merge     conflicts in README; 1 commit ahead, 1 behind"))
        let refused = try place.pr("merge", name, "--no-verify")
        #expect(refused.status == 1)
        #expect(refused.stderr.hasPrefix("error: cannot merge pull request '\(name)': conflicts in README\n"))
    }

    @Test func `what was merged by hand is noticed`() throws {
        let place = try PrPlace()
        try place.create()
        try place.shell("git merge --quiet --no-ff -m hand fix/it")
        let merged = try place.pr("merge", "fix/it")
        #expect(merged.status == 0)
        #expect(merged.stderr.contains("'main' had all of its commits already"))
        #expect(try place.document()["merge"]?["method"] == "elsewhere")
    }

    @Test func `it works in a linked worktree and with GIT_DIR`() throws {
        let place = try PrPlace("\(PrPlace.ahead)\ngit worktree add --quiet ../linked fix/it")
        let linked = Clone("linked", in: place.sandbox)
        let created = try linked.autowrk("pr", "create")
        #expect(created.status == 0, "\(created.stderr)")
        let outside = try place.sandbox.autowrk(
            "pr", "merge", "fix/it", "--no-verify", in: "home",
            environment: ["GIT_DIR": "\(place.path)/.git", "GIT_WORK_TREE": place.path])
        #expect(outside.status == 0, "\(outside.stderr)")
        #expect(try place.git("status", "--porcelain") == "")
        #expect(try place.sandbox.read("\(place.path)/README") == "fixed\n")
    }
}
