import TestSupport
import Testing

/// What `prepare-commit-msg` and `commit-msg` make of messages.
@Suite("Messages of commits")
struct HookMessageTests {
    let clone: HookClone

    init() throws { clone = try HookClone("git autowrk init --quiet") }

    private func message(_ branch: String, _ commit: String, editor: String = "false") throws -> String {
        try clone.sh(
            """
            git checkout --quiet -B \(branch) main
            export GIT_EDITOR='\(editor)'
            \(commit)
            git log -1 --format=%B
            """)
    }

    private func commit(_ text: String) -> String { "git commit --quiet --allow-empty --message '\(text)'" }

    @Test func `a fix names its issue as fixed, a feature refers to it`() throws {
        #expect(try message("fix/issue-12", commit("one")) == "one\n\nFixes: #12\n\n")
        #expect(try message("fix/issue-12-login_fails", commit("one")) == "one\n\nFixes: #12\n\n")
        #expect(try message("feature/issue-7", commit("one")) == "one\n\nRefs: #7\n\n")
    }

    @Test(arguments: [
        "main", "topic", "fix/login", "fix/issue-", "fix/issue-12ab34cd56ef", "release/issue-3",
    ])
    func `other branches name none`(branch: String) throws {
        #expect(try message(branch, commit("one")) == "one\n\n")
    }

    @Test func `an issue that is named is not named again`() throws {
        for text in ["closes #12", "#12: one", "see (#12)"] {
            #expect(try message("fix/issue-12", commit(text)) == "\(text)\n\n")
        }
        #expect(try message("fix/issue-12", commit("after #123")) == "after #123\n\nFixes: #12\n\n")
        let amended = "\(commit("one")); git commit --quiet --amend --allow-empty --no-edit"
        #expect(try message("fix/issue-12", amended) == "one\n\nFixes: #12\n\n")
    }

    @Test func `the name joins the trailers that are there`() throws {
        let text = "one\n\nbody\n\nSigned-off-by: A <a@b>"
        #expect(try message("fix/issue-12", commit(text)) == "\(text)\nFixes: #12\n\n")
        #expect(
            try clone.sh("git log -1 --format='%(trailers:key=Fixes,valueonly)' fix/issue-12") == "#12\n\n")
    }

    @Test func `merges, squashes and fixups are left alone`() throws {
        try clone.sh("git checkout --quiet -b other; echo a >a; git add a; git commit --quiet --message a")
        #expect(
            try message("fix/issue-12", "git merge --quiet --no-ff --message merge other").hasPrefix(
                "merge\n"))
        #expect(
            try !message("fix/issue-12", "git merge --quiet --no-ff --message merge other").contains("#12"))
        let squash = "git merge --quiet --squash other >&2; git commit --quiet --no-edit"
        #expect(try !message("fix/issue-12", squash).contains("#12"))
        #expect(
            try message("fix/issue-12", "git commit --quiet --allow-empty --fixup HEAD") == "fixup! first\n\n"
        )
    }

    @Test func `in the editor it stands above the comments, and a diff stays below the scissors`() throws {
        let editor = #"sh -c "sed -i 1ihello \$1" -"#
        let commit = "echo '#12' >b; git add b; git commit --quiet --verbose"
        #expect(try message("fix/issue-12", commit, editor: editor) == "hello\n\nFixes: #12\n\n")
    }

    @Test func `who leaves the editor without a message gives the commit up`() throws {
        let outcome = try clone.attempt(
            "git checkout --quiet -b fix/issue-12; git commit --allow-empty",
            environment: ["GIT_EDITOR": "true"])
        #expect(outcome.status == 1)
        #expect(outcome.stderr.contains("Aborting commit due to empty commit message"))
        #expect(
            try message("fix/issue-12", "git commit --quiet --allow-empty -m 'Fixes: #12'")
                == "Fixes: #12\n\n")
    }

    @Test func `our hooks can be switched off for a command`() throws {
        #expect(try message("fix/issue-12", "AUTOWRK_HOOKS=0 \(commit("one"))") == "one\n\n")
    }

    @Test func `another tool can call them`() throws {
        let text = try clone.sh(
            """
            git checkout --quiet -b fix/issue-9
            echo one >message
            git autowrk hook prepare-commit-msg message message
            cat message
            """)
        #expect(text == "one\n\nFixes: #9\n")
    }
}
