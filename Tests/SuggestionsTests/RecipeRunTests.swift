import Platform
import Suggestions
import Templates
import TestSupport
import Testing

/// Recipes on a real repository, with the real `git`: they do what they say, and what takes them back does.
@Suite struct RecipeRunTests {
    let sandbox: Sandbox
    let path: String

    init() throws {
        sandbox = try Sandbox()
        path = try sandbox.repository()
        try sandbox.commit("one", files: ["a": "1\n", "b.txt": "first\n"], in: path)
        try sandbox.commit("two", files: ["a": "1\n2\n"], in: path)
        try sandbox.commit("three", files: ["a": "1\n2\n3\n"], in: path)
    }

    private func git(_ arguments: String...) throws -> String { try sandbox.git(arguments, in: path) }

    /// The steps of a recipe as they would be run.
    private func steps(_ name: String, _ given: [String: String] = [:]) throws -> [SuggestedStep] {
        let recipe = try Recipe(name: name, yaml: try #require(Templates.recipes[name]))
        let alternative = try #require(
            RecipeBook([recipe]).alternatives(
                for: recipe.title, filling: RecipeFilling(given: given, known: ["default-branch": "main"]),
                atMost: 1
            ) { _ in true }.first)
        #expect(alternative.missing.isEmpty)
        return alternative.steps
    }

    /// Performs steps, each by a shell of its own as a run does; returns what they print.
    @discardableResult
    private func perform(_ steps: [SuggestedStep], run: String = "r1") throws -> String {
        try steps.map { try sandbox.script($0.command, in: path, environment: ["AUTOWRK_RUN": run]) }.joined()
    }

    /// Takes steps back, the last one first.
    private func undo(_ steps: [SuggestedStep], run: String = "r1") throws {
        for step in steps.reversed() {
            if case .command(let undo) = step.undo {
                try sandbox.script(undo, in: path, environment: ["AUTOWRK_RUN": run])
            }
        }
    }

    private func text(_ file: String) throws -> String {
        String(decoding: try Files.read("\(path)/\(file)"), as: UTF8.self)
    }

    private func subjects() throws -> [String] {
        try git("log", "--format=%s").split(separator: "\n").map(String.init)
    }

    @Test func `the last commit is undone and done again`() throws {
        let before = try git("rev-parse", "HEAD")
        let steps = try steps("undo-last-commit")
        try perform(steps)
        #expect(try subjects() == ["two", "one"])
        #expect(try git("status", "--short") == "M  a")
        try undo(steps)
        #expect(try git("rev-parse", "HEAD") == before)
        #expect(try git("status", "--short") == "")
    }

    @Test func `what a remote has is not undone`() throws {
        let remote = try sandbox.bareRepository()
        _ = try git("remote", "add", "origin", remote)
        _ = try git("push", "--quiet", "origin", "main")
        for name in ["undo-last-commit", "split-last-commit"] {
            #expect(throws: CommandFailure.self) { try perform(try steps(name)) }
        }
        #expect(throws: CommandFailure.self) { try perform(try steps("squash-last-commits", ["count": "2"])) }
        #expect(throws: CommandFailure.self) {
            try perform(try steps("change-last-message", ["message": "x"]))
        }
        #expect(try subjects() == ["three", "two", "one"])
    }

    @Test func `commits are squashed with all of their messages, and put back`() throws {
        let before = try git("rev-parse", "HEAD")
        let steps = try steps("squash-last-commits", ["count": "2"])
        try perform(steps)
        #expect(try subjects() == ["two", "one"])
        #expect(try git("log", "-1", "--format=%B") == "two\n\nthree\n")
        #expect(try git("diff", before, "HEAD") == "")
        try undo(steps)
        #expect(try git("rev-parse", "HEAD") == before)
    }

    @Test func `a message is changed without what is staged, and put back`() throws {
        let before = try git("rev-parse", "HEAD")
        try sandbox.write("\(path)/b.txt", "staged\n")
        _ = try git("add", "b.txt")
        let steps = try steps("change-last-message", ["message": "it's \"$new\""])
        try perform(steps)
        #expect(try subjects().first == "it's \"$new\"")
        #expect(try git("diff", "--stat", before, "HEAD") == "")
        #expect(try git("status", "--short") == "M  b.txt")
        try undo(steps)
        #expect(try git("rev-parse", "HEAD") == before)
        #expect(try git("status", "--short") == "M  b.txt")
    }

    @Test func `commits move to a branch of their own and back`() throws {
        let before = try git("rev-parse", "HEAD")
        let steps = try steps("move-commits-to-new-branch", ["count": "2", "name": "topic"])
        try perform(steps)
        #expect(try subjects() == ["one"])
        #expect(try git("rev-parse", "topic") == before)
        #expect(try text("a") == "1\n")
        try undo(steps)
        #expect(try git("rev-parse", "HEAD") == before)
        #expect(try git("branch", "--format=%(refname:short)") == "main")
    }

    @Test func `a deleted file comes back, from whichever commit had it`() throws {
        _ = try git("rm", "--quiet", "b.txt")
        try sandbox.commit("deleted", files: [:], in: path)
        try sandbox.commit("later", files: ["c": "c\n"], in: path)
        let steps = try steps("restore-deleted-file", ["path": "b.txt"])
        try perform(steps)
        #expect(try text("b.txt") == "first\n")
        #expect(throws: CommandFailure.self) { try perform(steps) }
        try sandbox.write("\(path)/b.txt", "edited\n")
        try undo(steps)
        #expect(try git("status", "--short") == "")
        #expect(try git("show", "stash@{0}:b.txt") == "edited")
        // One that was deleted since the last commit.
        try sandbox.script("rm a", in: path)
        try perform(try self.steps("restore-deleted-file", ["path": "a"]))
        #expect(try git("status", "--short") == "")
    }

    @Test func `merged branches go, others stay`() throws {
        _ = try git("branch", "merged", "HEAD~1")
        _ = try git("branch", "also-merged")
        _ = try git("switch", "--quiet", "--create", "open")
        try sandbox.commit("open", files: ["o": "o\n"], in: path)
        let worktree = sandbox.path("copy")
        _ = try git("worktree", "add", "--quiet", "--detach", worktree, "open")
        for step in try steps("clean-merged-branches", ["default-branch": "main"]) {
            try sandbox.script(step.command, in: worktree)
        }
        #expect(try git("for-each-ref", "--format=%(refname:short)", "refs/heads/") == "main\nopen")
        // Once more there is nothing to do.
        for step in try steps("clean-merged-branches", ["default-branch": "main"]) {
            try sandbox.script(step.command, in: worktree)
        }
    }

    @Test func `bisecting finds the commit that broke it`() throws {
        let worktree = sandbox.path("copy")
        _ = try git("worktree", "add", "--quiet", "--detach", worktree, "HEAD")
        let steps = try steps("bisect", ["good": "HEAD~2", "command": "! grep -q 3 a"])
        let output = try sandbox.script(steps[0].command, in: worktree)
        #expect(output.contains("is the first bad commit"))
        #expect(output.contains("    three\n"))
        #expect(try sandbox.git("status", "--short", in: worktree) == "")
    }

    @Test func `a branch is renamed here and at the remote, and back`() throws {
        let remote = try sandbox.bareRepository()
        _ = try git("remote", "add", "origin", remote)
        _ = try git("switch", "--quiet", "--create", "old")
        _ = try git("push", "--quiet", "--set-upstream", "origin", "old")
        let steps = try steps(
            "rename-branch", ["current-branch": "old", "name": "new/name", "remote": "origin"])
        // What somebody else has pushed there is not lost.
        let other = try sandbox.clone(from: remote, to: "other")
        try sandbox.git("switch", "--quiet", "old", in: other)
        try sandbox.commit("theirs", files: ["t": "t\n"], in: other)
        try sandbox.git("push", "--quiet", "origin", "old", in: other)
        #expect(throws: CommandFailure.self) { try perform(steps) }
        #expect(try git("branch", "--show-current") == "old")
        _ = try git("pull", "--quiet", "--ff-only")
        try perform(steps)
        #expect(try sandbox.git("branch", "--format=%(refname:short)", in: remote) == "new/name")
        #expect(try git("branch", "--show-current") == "new/name")
        try undo(steps)
        #expect(try sandbox.git("branch", "--format=%(refname:short)", in: remote) == "old")
        #expect(try git("branch", "--show-current") == "old")
    }

    @Test func `a release is tagged with what is new in it, and pushed`() throws {
        let remote = try sandbox.bareRepository()
        _ = try git("remote", "add", "origin", remote)
        _ = try git("tag", "v1", "HEAD~1")
        let steps = try steps("release-tag", ["name": "v2", "remote": "origin"])
        try perform(steps)
        #expect(try sandbox.git("tag", "--list", "--format=%(contents)", in: remote) == "v2\n\n- three\n")
        try undo(steps)
        #expect(try git("tag") == "v1")
        #expect(try sandbox.git("tag", in: remote) == "")
        try sandbox.write("\(path)/new", "")
        #expect(throws: CommandFailure.self) { try perform(steps) }
    }

    @Test func `a worktree is made beside the folder and removed`() throws {
        _ = try git("branch", "feature/x")
        let steps = try steps("add-worktree", ["branch": "feature/x"])
        try perform(steps)
        #expect(try text("../repository-feature-x/a") == "1\n2\n3\n")
        try undo(steps)
        #expect(try git("worktree", "list").split(separator: "\n").count == 1)
    }

    @Test func `reverting, picking and rebasing take themselves back where they don't fit`() throws {
        let revert = try steps("revert-commit", ["commit": "HEAD"])
        try perform(revert)
        #expect(try text("a") == "1\n2\n")
        try undo(revert)
        #expect(try subjects() == ["three", "two", "one"])
        #expect(throws: CommandFailure.self) { try perform(try steps("revert-commit", ["commit": "HEAD~1"])) }
        #expect(try git("status", "--short", "--branch") == "## main")
        _ = try git("switch", "--quiet", "--create", "side", "HEAD~2")
        try sandbox.commit("side", files: ["s": "s\n"], in: path)
        #expect(throws: CommandFailure.self) { try perform(try steps("cherry-pick", ["commit": "main"])) }
        let side = try git("rev-parse", "HEAD")
        #expect(try git("status", "--short", "--branch") == "## side")
        _ = try git("switch", "--quiet", "main")
        let pick = try steps("cherry-pick", ["commit": "side"])
        try perform(pick)
        #expect(try git("log", "-1", "--format=%b") == "(cherry picked from commit \(side))\n")
        try undo(pick)
        #expect(try subjects().first == "three")
    }

    @Test func `a branch is brought up to date, and back`() throws {
        let remote = try sandbox.bareRepository()
        _ = try git("remote", "add", "origin", remote)
        _ = try git("push", "--quiet", "origin", "main")
        _ = try git("switch", "--quiet", "--create", "side", "HEAD~2")
        let before = try sandbox.commit("side", files: ["s": "s\n"], in: path)
        try sandbox.write("\(path)/b.txt", "not committed\n")
        let steps = try steps("rebase-on-default-branch", ["default-branch": "main", "remote": "origin"])
        try perform(steps)
        #expect(try subjects() == ["side", "three", "two", "one"])
        #expect(try git("status", "--short") == "M b.txt" || git("status", "--short") == " M b.txt")
        try undo(steps)
        #expect(try git("rev-parse", "HEAD") == before)
        #expect(try text("b.txt") == "not committed\n")
        // Where there was nothing to do nothing is taken back.
        try perform(steps)
        try perform(steps, run: "r2")
        let after = try git("rev-parse", "HEAD")
        try undo(steps, run: "r2")
        #expect(try git("rev-parse", "HEAD") == after)
        // What came later is not taken back with it.
        try sandbox.commit("later", files: ["l": "l\n"], in: path)
        #expect(throws: CommandFailure.self) { try undo(steps) }
        #expect(try subjects().first == "later")
    }

    @Test func `a branch is merged, and only what was merged is taken back`() throws {
        _ = try git("switch", "--quiet", "--create", "side", "HEAD~1")
        let before = try sandbox.commit("side", files: ["s": "s\n"], in: path)
        let steps = try steps("merge-branch", ["branch": "main"])
        try perform(steps)
        #expect(try subjects().first == "Merge branch 'main' into side")
        // A second time there is nothing to merge.
        try perform(steps, run: "r2")
        try undo(steps, run: "r2")
        #expect(try subjects().first == "Merge branch 'main' into side")
        try undo(steps)
        #expect(try git("rev-parse", "HEAD") == before)
        try sandbox.commit("contradiction", files: ["a": "other\n"], in: path)
        #expect(throws: CommandFailure.self) { try perform(steps) }
        #expect(try git("status", "--short", "--branch") == "## side")
    }

    @Test(arguments: ["revert-commit", "cherry-pick", "rebase-on-default-branch", "merge-branch"])
    func `what the user has begun is not in danger`(name: String) throws {
        let remote = try sandbox.bareRepository()
        _ = try git("remote", "add", "origin", remote)
        _ = try git("push", "--quiet", "origin", "main")
        _ = try git("switch", "--quiet", "--create", "side", "HEAD~1")
        try sandbox.commit("side", files: ["a": "other\n"], in: path)
        for operation in ["merge", "rebase", "cherry-pick"] {
            #expect(try sandbox.gitOutcome(operation, "main", in: path).status != 0)
            try sandbox.write("\(path)/a", "half resolved\n")
            let steps = try steps(
                name,
                ["commit": "HEAD", "default-branch": "main", "remote": "origin", "branch": "main"])
            #expect(throws: CommandFailure.self) { try perform(steps) }
            #expect(try text("a") == "half resolved\n")
            #expect(try git("status", "--short") == "UU a")
            _ = try git(operation, "--abort")
        }
    }

    @Test func `taking back takes nothing but what was done`() throws {
        let revert = try steps("revert-commit", ["commit": "HEAD"])
        try perform(revert)
        try sandbox.commit("later", files: ["l": "l\n"], in: path)
        #expect(throws: CommandFailure.self) { try undo(revert) }
        _ = try git("revert", "--no-edit", "HEAD")
        #expect(throws: CommandFailure.self) { try undo(revert) }
        #expect(try subjects().first == "Revert \"later\"")
        let move = try steps("move-commits-to-new-branch", ["count": "1", "name": "topic"])
        try perform(move)
        try sandbox.commit("more", files: ["m": "m\n"], in: path)
        #expect(throws: CommandFailure.self) { try undo(move) }
        #expect(try subjects().first == "more")
        let new = try steps("new-branch", ["name": "fix/a", "default-branch": "main"])
        try perform(new)
        _ = try git("switch", "--quiet", "topic")
        #expect(throws: CommandFailure.self) { try undo(new) }
        #expect(try git("branch", "--show-current") == "topic")
    }

    @Test func `a stash of the user's is not popped for ours`() throws {
        try sandbox.write("\(path)/new", "mine\n")
        _ = try git("stash", "push", "--quiet", "--include-untracked")
        let stash = try steps("stash-changes")
        #expect(throws: CommandFailure.self) { try perform(stash) }
        try sandbox.write("\(path)/other", "ours\n")
        try perform(stash)
        try sandbox.write("\(path)/third", "third\n")
        try perform(stash, run: "r2")
        #expect(throws: CommandFailure.self) { try undo(stash) }
        #expect(try git("stash", "list").split(separator: "\n").count == 3)
        try undo(stash, run: "r2")
        try undo(stash)
        #expect(try text("other") == "ours\n")
        #expect(try git("stash", "list").split(separator: "\n").count == 1)
    }

    @Test func `what is staged is not mixed up, and a hook that refuses leaves all as it was`() throws {
        let before = try git("rev-parse", "HEAD")
        try sandbox.write("\(path)/a", "staged\n")
        _ = try git("add", "a")
        try sandbox.write("\(path)/a", "not staged\n")
        #expect(throws: CommandFailure.self) { try perform(try steps("split-last-commit")) }
        #expect(throws: CommandFailure.self) { try perform(try steps("squash-last-commits")) }
        #expect(try git("show", ":a") == "staged")
        _ = try git("reset", "--quiet", "--hard")
        try sandbox.write("\(path)/.git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
        try sandbox.script("chmod +x .git/hooks/pre-commit", in: path)
        #expect(throws: CommandFailure.self) { try perform(try steps("squash-last-commits")) }
        #expect(try git("rev-parse", "HEAD") == before)
        #expect(try git("status", "--short") == "")
        // The first commit has none before it.
        _ = try git("checkout", "--quiet", "HEAD~2")
        for name in ["undo-last-commit", "split-last-commit", "squash-last-commits"] {
            #expect(throws: CommandFailure.self) { try perform(try steps(name)) }
        }
    }

    @Test(arguments: [
        ("update-cargo-dependencies", "cargo", ["Cargo.toml", "Cargo.lock"]),
        ("update-go-dependencies", "go", ["go.mod", "go.sum"]),
        ("update-go-dependencies", "go", ["go.mod"]),
        ("update-npm-dependencies", "npm", ["package.json", "package-lock.json"]),
        ("update-pnpm-dependencies", "pnpm", ["package.json", "pnpm-lock.yaml"]),
        ("update-composer-dependencies", "composer", ["composer.json", "composer.lock"]),
        ("update-ruby-dependencies", "bundle", ["Gemfile", "Gemfile.lock"]),
        ("update-swift-dependencies", "swift", ["Package.swift", "Package.resolved"]),
        ("update-uv-dependencies", "uv", ["pyproject.toml", "uv.lock"]),
        ("format-and-lint-go", "gofmt", ["a.go", "it's b.go"]),
        ("format-and-lint-python", "ruff", ["a.py", "pyproject.toml"]),
        ("format-and-lint-rust", "cargo", ["a.rs", "Cargo.toml"]),
        ("format-and-lint-javascript", "npx", ["a.js", "package.json"]),
        ("format-and-lint-swift", "swift", ["Sources/a.swift", "Package.swift"]),
    ])
    func `what other programs change goes to the stash when it is taken back`(
        name: String, program: String, files: [String]
    ) throws {
        try sandbox.commit(
            "files", files: Dictionary(uniqueKeysWithValues: files.map { ($0, "old\n") }), in: path)
        let change = files.map { "echo new > '\($0.replacing("'", with: #"'\''"#))'" }.joined(separator: "\n")
        try sandbox.writePrograms(["go": "exit 0"].merging([program: change]) { $1 }, in: "tools")
        let tools = sandbox.path("tools")
        var steps = try steps(name)
        steps = steps.map { step in
            var step = step
            step.command = "PATH='\(tools)':$PATH\n" + step.command
            return step
        }
        try perform(steps)
        #expect(try text(files[0]) == "new\n")
        // Twice there would be no telling apart what changed.
        #expect(throws: CommandFailure.self) { try perform(steps) }
        try undo(steps)
        #expect(try git("status", "--short") == "")
        #expect(try git("show", "stash@{0}:\(files[0])") == "new")
    }

    @Test func `what only looks prints what it is about and changes nothing`() throws {
        _ = try git("tag", "v1", "HEAD~1")
        try sandbox.commit(
            "todo", files: ["t.c": "// TODO: more\n", "big": String(repeating: "x", count: 9999)], in: path)
        let before = try git("for-each-ref")
        #expect(try perform(steps("find-commit-by-text", ["text": "first"])).hasSuffix("  one\n"))
        #expect(
            try perform(steps("file-history", ["path": "a"])).split(separator: "\n").count {
                $0.contains("Test Author")
            } == 3)
        #expect(try perform(steps("changelog-draft")).split(separator: "\n").count == 2)
        #expect(try perform(steps("changes-between-tags", ["from": "v1"])).contains("  three\n"))
        #expect(try perform(steps("large-files-in-history")).hasPrefix("9999 "))
        #expect(try perform(steps("list-todos")) == "t.c:1:// TODO: more\n")
        #expect(try perform(steps("contributors")) == "     4\tTest Author <author@example.com>\n")
        #expect(try perform(steps("find-lost-commits")).contains("commit: todo"))
        #expect(try perform(steps("review-my-branch", ["default-branch": "v1"])).contains("  todo\n"))
        _ = try perform(steps("frequently-changed-files"))
        #expect(try git("for-each-ref") == before)
        #expect(try git("status", "--short") == "")
    }

    @Test func `changes are put aside, unstaged, split, ignored`() throws {
        try sandbox.write("\(path)/new", "n\n")
        let stash = try steps("stash-changes")
        try perform(stash)
        #expect(try git("status", "--short") == "")
        try undo(stash)
        #expect(try git("status", "--short") == "?? new")
        _ = try git("add", "new")
        try perform(try steps("unstage-everything"))
        #expect(try git("status", "--short") == "?? new")
        try perform(try steps("stop-tracking-file", ["path": "b.txt"]))
        #expect(try git("status", "--short") == "D  b.txt\n?? .gitignore\n?? new")
        try sandbox.write("\(path)/.gitignore", "*.o")
        try perform(Array(try steps("stop-tracking-file", ["path": "c"]).dropFirst()))
        #expect(try text(".gitignore") == "*.o\n/c\n")
        try sandbox.script("rm .gitignore", in: path)
        #expect(try text("b.txt") == "first\n")
        _ = try git("reset", "--quiet", "--hard")
        let split = try steps("split-last-commit")
        #expect(try perform(split) == " M a\n?? new\n")
        try undo(split)
        #expect(try subjects().first == "three")
    }

    @Test func `a branch starts where it is to start`() throws {
        let steps = try steps("new-branch", ["name": "fix/a", "default-branch": "main"])
        try perform(steps)
        #expect(try git("branch", "--show-current") == "fix/a")
        try undo(steps)
        #expect(try git("branch", "--format=%(refname:short)") == "main")
    }
}
