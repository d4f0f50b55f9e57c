import Domain
import Engine
import Git
import TestSupport
import Testing

/// A base branch that is checked out is moved with its files where that disturbs nobody, and not at all else.
@Suite struct CheckedOutBaseTests {
    private static let files = """
        mkdir src; echo a > src/a; git add .; git commit --quiet -m files
        git checkout --quiet -b fix/it; echo fixed > README; echo new > new; git add .
        git commit --quiet -m 'fix it'
        """

    private func place(_ script: String) throws -> PullRequestPlace {
        try PullRequestPlace("\(Self.files)\ngit checkout --quiet main\n\(script)")
    }

    private func snapshot(_ place: PullRequestPlace, _ folder: String? = nil) throws -> [String: [UInt8]] {
        try place.sandbox.snapshot(of: folder ?? place.folder).filter { entry in
            !entry.key.hasPrefix(".git/objects/") && !entry.key.hasPrefix(".git/autowrk/")
                && !entry.key.hasPrefix(".git/refs/autowrk/") && !entry.key.hasPrefix(".git/logs/")
                // Git refreshes what it knows of files when it is asked for their state.
                && entry.key != ".git/index"
        }
    }

    /// What stands in the way, by name: scripts.
    static let obstacles = [
        "a local change in a file of the merge": ("echo mine > README", "refused"),
        "an untracked file in the way": ("echo mine > new", "refused"),
        "an ignored folder in the way": (
            "mkdir -p .git/info new; echo new > .git/info/exclude; echo mine > new/x", "files"
        ),
        "an untracked folder in the way": ("mkdir new; echo mine > new/x", "refused"),
        "an ignored file in the way": (
            "mkdir -p .git/info; echo new > .git/info/exclude; echo mine > new", "files"
        ),
        "a staged change": ("echo mine > src/a; git add src/a", "staged"),
        "a staged new file": ("echo mine > mine; git add mine", "staged"),
        "a merge under way": (
            """
            git checkout --quiet -b other; echo b > src/a; git commit --quiet -am b
            git checkout --quiet main; echo c > src/a; git commit --quiet -am c
            git merge --quiet other >/dev/null 2>&1 || true
            """, "under way"
        ),
        "a rebase under way": (
            """
            git branch other; echo c > src/a; git commit --quiet -am c
            git checkout --quiet other; echo b > src/a; git commit --quiet -am b
            git checkout --quiet main; git rebase --quiet other >/dev/null 2>&1 || true
            """, "under way"
        ),
        "a cherry-pick under way": (
            """
            git branch other; echo c > src/a; git commit --quiet -am c
            git checkout --quiet other; echo b > src/a; git commit --quiet -am b
            git checkout --quiet main; git cherry-pick other >/dev/null 2>&1 || true
            """, "under way"
        ),
        "a locked index": (": > .git/index.lock", "refused"),
    ]

    @Test(arguments: obstacles.keys.sorted())
    func `nothing is changed where something stands in the way`(obstacle: String) throws {
        let (script, kind) = try #require(Self.obstacles[obstacle])
        let place = try place(script)
        try place.create()
        let (before, references) = (try snapshot(place), try place.references())
        let status = try? place.git("status", "--porcelain")
        #expect(
            throws: PullRequestError.self,
            performing: {
                do { try place.merge() } catch let error as PullRequestError {
                    guard case .blocked(let base) = error else {
                        Issue.record("\(error)")
                        throw error
                    }
                    #expect(base.folder == place.path)
                    #expect(base.branch == "main")
                    switch base.reason {
                    case .refused(let text):
                        #expect(kind == "refused")
                        #expect(!text.isEmpty)
                    case .files(let paths):
                        #expect(kind == "files")
                        #expect(paths == ["new"])
                    case .stagedChanges: #expect(kind == "staged")
                    case .underWay: #expect(kind == "under way")
                    case .severalFolders, .missingFolder: Issue.record("the folder is there")
                    }
                    throw error
                }
            })
        #expect(try snapshot(place) == before)
        #expect(try place.references() == references)
        #expect((try? place.git("status", "--porcelain")) == status)
        #expect(try place.git("for-each-ref", "refs/autowrk/merges") == "")
        #expect(try place.follow().status == .open)
    }

    /// What does not stand in the way, by name: scripts, and what `git status` says of it afterwards.
    static let harmless = [
        "nothing": ("true", ""),
        "a local change in another file": ("echo mine > src/a", " M src/a"),
        "an untracked file elsewhere": ("echo mine > mine", "?? mine"),
        "a deleted file": ("rm src/a", " D src/a"),
    ]

    @Test(arguments: harmless.keys.sorted(), [PullRequestMerge.Method.merge, .squash, .rebase])
    func `files and index go along`(state: String, method: PullRequestMerge.Method) throws {
        let (script, status) = try #require(Self.harmless[state])
        let place = try place(script)
        try place.create()
        let before = try snapshot(place)
        let report = try place.merge(method)
        #expect(report.folder == place.path)
        #expect(try place.sandbox.read("\(place.folder)/README") == "fixed\n")
        #expect(try place.sandbox.read("\(place.folder)/new") == "new\n")
        #expect(try place.git("status", "--porcelain") == status)
        let after = try snapshot(place)
        let different = Set(after.keys).union(before.keys).filter { after[$0] != before[$0] }
        #expect(different.subtracting([".git/ORIG_HEAD"]) == ["README", "new", ".git/refs/heads/main"])
        try place.expectSound()
    }

    @Test func `the way back leads to where the base was`() throws {
        let place = try place("echo mine > src/a")
        try place.create()
        let old = try place.git("rev-parse", "main")
        let report = try place.merge()
        #expect(try place.git("rev-parse", report.previous) == old)
        #expect(report.plan?.onto.hex == old)
        _ = try place.git("reset", "--keep", report.previous)
        #expect(try place.git("rev-parse", "main") == old)
        #expect(try place.git("status", "--porcelain") == " M src/a")
        // Then it can be merged another time, once it is there again.
        #expect(try place.follow().status == .merged)
    }

    @Test func `a base that is checked out in a linked worktree goes along there`() throws {
        let place = try place("git checkout --quiet --detach; git worktree add --quiet ../linked main")
        try place.create()
        let before = try snapshot(place)
        let report = try place.merge()
        #expect(report.folder == place.sandbox.path("linked"))
        #expect(try place.sandbox.read("linked/README") == "fixed\n")
        #expect(try place.sandbox.git("status", "--porcelain", in: "linked") == "")
        let after = try snapshot(place)
        let different = Set(after.keys).union(before.keys).filter {
            after[$0] != before[$0] && !$0.hasPrefix(".git/worktrees/")
        }
        #expect(different == [".git/refs/heads/main"])
    }

    @Test func `a linked worktree whose folder is gone is told`() throws {
        let place = try place("git checkout --quiet --detach; git worktree add --quiet ../linked main")
        try place.create()
        try place.shell("rm -rf ../linked")
        do {
            try place.merge()
            Issue.record("merged")
        } catch PullRequestError.blocked(let base) { #expect(base.reason == .missingFolder) }
        try place.shell("git worktree prune")
        #expect(try place.merge().folder == nil)
    }

    @Test func `a base that is checked out twice is not moved`() throws {
        let place = try place("git worktree add --quiet --force ../linked main")
        try place.create()
        let references = try place.references()
        do {
            try place.merge()
            Issue.record("merged")
        } catch PullRequestError.blocked(let base) {
            #expect(base.reason == .severalFolders([place.path, place.sandbox.path("linked")]))
        }
        #expect(try place.references() == references)
    }

    @Test func `other branches that are checked out do not matter`() throws {
        let place = try place("git checkout --quiet fix/it; echo mine > README; git add README")
        try place.create()
        let before = try snapshot(place)
        #expect(try place.merge().folder == nil)
        let after = try snapshot(place)
        let different = Set(after.keys).union(before.keys).filter { after[$0] != before[$0] }
        #expect(different == [".git/refs/heads/main"])
        #expect(try place.git("status", "--porcelain") == "M  README")
    }

    @Test func `a submodule's files are found, whose folder of Git is elsewhere`() throws {
        let place = try place(
            """
            git init --quiet ../outer
            git -c protocol.file.allow=always -C ../outer submodule --quiet add ../repository inner
            git -C ../outer/inner branch --quiet fix/it origin/fix/it
            """)
        let inner = PullRequestPlace("outer/inner", of: place)
        try inner.create()
        #expect(try inner.merge().folder == inner.path)
        #expect(try inner.git("status", "--porcelain") == "")
        #expect(try place.sandbox.read("outer/inner/README") == "fixed\n")
        // And from a linked worktree of it.
        try inner.shell(
            """
            git worktree add --quiet -b next/it ../../linked; cd ../../linked
            echo more > more; git add more; git commit --quiet -m more
            """)
        let linked = PullRequestPlace("linked", of: place)
        try linked.create(2, head: "next/it")
        #expect(try linked.merge(number: 2).folder == inner.path)
        #expect(try inner.git("status", "--porcelain") == "")
    }

    @Test func `a bare repository is merged in`() throws {
        let place = try place("git clone --quiet --bare . ../bare.git")
        let bare = PullRequestPlace("bare.git", of: place)
        try bare.create()
        #expect(try bare.merge(deletesBranch: true).branch == .deleted)
        #expect(try bare.git("show", "main:README") == "fixed")
        #expect(try bare.git("branch", "--list", "fix/it") == "")
        try bare.expectSound()
    }

    @Test func `the user's hooks run as for a merge by hand and can't be in the way`() throws {
        let place = try place(
            """
            mkdir .git/hooks; printf '#!/bin/sh\\necho merged $1 >> ../hooked\\nexit 1\\n' > .git/hooks/post-merge
            chmod +x .git/hooks/post-merge
            """)
        try place.create()
        #expect(try place.merge().state.status == .merged)
        #expect(try place.sandbox.read("hooked") == "merged 0\n")
    }

    @Test func `a hook that forbids the move is obeyed`() throws {
        let place = try place(
            """
            mkdir .git/hooks; printf '#!/bin/sh\\n! grep -q refs/heads/main\\n' > .git/hooks/reference-transaction
            chmod +x .git/hooks/reference-transaction
            """)
        try place.create()
        let references = try place.references()
        #expect(errorName { try place.merge() } == "blocked")
        #expect(try place.references() == references)
    }
}
