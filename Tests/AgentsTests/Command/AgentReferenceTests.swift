import Agents
import Git
import TestSupport
import Testing
import Workflow

/// Agents that commit, and those that move what is not theirs.
struct AgentReferenceTests {
    private let sandbox: AgentSandbox

    init() throws { sandbox = try AgentSandbox() }

    private static let commit =
        "echo x >> a.txt; git commit -qam 'first'; echo y > y.txt; git add y.txt; git commit -qm 'second'; "

    @Test func `commits count as files, and are kept when that is wanted`() throws {
        let before = try sandbox.standing()
        let squashed = try sandbox.run(Self.commit + "echo z > z.txt")
        #expect(
            try sandbox.changes(in: squashed.tree) == [
                "a.txt": "one\ntwo\nx\n", "y.txt": "y\n", "z.txt": "z\n",
            ])
        #expect(squashed.commits == [])
        let kept = try sandbox.run(Self.commit + "echo z > z.txt") { $0.keepsCommits = true }
        #expect(kept.tree == squashed.tree)
        #expect(kept.commits.count == 2)
        let last = try #require(kept.commits.last)
        let log = try sandbox.sandbox.git(
            "log", "--format=%s|%an|%cn|%ce", "\(sandbox.base)..\(last)", in: sandbox.path)
        #expect(log == "second|Ada|Ada|ada@example.org\nfirst|Ada|Ada|ada@example.org")
        #expect(kept.remarks == [])
        #expect(try sandbox.standing() == before)
    }

    @Test func `a branch of its own goes again, and its commits count`() throws {
        let before = try sandbox.standing()
        let result = try sandbox.run("git checkout -qb fix/mine; " + Self.commit) { $0.keepsCommits = true }
        #expect(try sandbox.changes(in: result.tree) == ["a.txt": "one\ntwo\nx\n", "y.txt": "y\n"])
        #expect(result.commits.count == 2)
        #expect(result.remarks.count == 1)
        #expect(result.remarks.first?.hasPrefix("the agent has made 'refs/heads/fix/mine' at ") == true)
        #expect(try sandbox.standing() == before)
    }

    @Test(
        arguments: [
            "git checkout -q other; echo x > a.txt; git commit -qam x",
            "git branch -f other HEAD~0; echo x > a.txt; git commit -qam x; git branch -f other",
            "echo x > a.txt; git commit -qam x; git update-ref refs/heads/main HEAD",
            "git tag v1; echo x > a.txt",
            "git symbolic-ref HEAD refs/heads/other; echo x > a.txt; git commit -qam x",
            "echo x > a.txt; git stash -q; git stash pop -q; git stash; git stash apply -q",
        ])
    func `references of the user are put back`(_ command: String) throws {
        let before = try sandbox.standing()
        let result = try sandbox.run(command)
        #expect(result.remarks.allSatisfy { $0.hasPrefix("the agent has ") })
        #expect(try sandbox.standing() == before, "\(command)")
        let movesBranches = command.contains("other") || command.contains("main")
        #expect((result.failure != nil) == movesBranches)
        if let failure = result.failure {
            #expect(failure.message.hasPrefix("agent 'test' has moved 'refs/heads/"))
            #expect(try sandbox.changes(in: result.tree) == [:])
        }
    }

    @Test func `what others move at the same time stays`() throws {
        let user = "GIT_COMMITTER_NAME=User GIT_COMMITTER_EMAIL=u@example.org git"
        let folder = sandbox.path
        let result = try sandbox.run(
            "c=$(git commit-tree -m x HEAD^{tree} -p HEAD); \(user) -C \(folder) update-ref -m mine --create-reflog refs/heads/topic $c; echo x > a.txt"
        )
        #expect(result.failure == nil)
        #expect(result.remarks == [])
        #expect(try sandbox.sandbox.git("log", "-1", "--format=%s", "topic", in: folder) == "x")
    }

    @Test func `what nobody can be shown to have moved is told`() throws {
        let result = try sandbox.run(
            "git branch -qD other; git -c core.logAllRefUpdates=false branch quiet; echo x > a.txt")
        #expect(result.remarks.count == 2)
        #expect(
            result.remarks.first
                == "'refs/heads/other' was deleted while the agent was at work; it is back at \(sandbox.base)"
        )
        #expect(result.remarks.last?.hasSuffix("by nobody knows whom") == true)
    }

    @Test(
        arguments: [
            ("git config core.fsmonitor ./evil.sh", "config"), ("git config alias.status '!rm x'", "config"),
            (
                "mkdir -p \"$(git rev-parse --git-common-dir)/hooks\"; echo x > \"$(git rev-parse --git-common-dir)/hooks/pre-commit\"",
                "hooks/pre-commit"
            ),
            (
                "cd \"$(git rev-parse --git-common-dir)\"; mkdir -p hooks.autowrk; echo x > hooks.autowrk/pre-push; cd - >/dev/null",
                "hooks.autowrk/pre-push"
            ),
            (
                "cd \"$(git rev-parse --git-common-dir)\"; mkdir -p autowrk/hooks; ln -s /tmp/x autowrk/hooks/theirs; cd - >/dev/null",
                "autowrk/hooks/theirs"
            ),
            (
                "cd \"$(git rev-parse --git-common-dir)\"; mkdir -p modules/a/b/objects; echo x > modules/a/b/HEAD; printf '[core]\\n\\tfsmonitor = x\\n' > modules/a/b/config; cd - >/dev/null",
                "modules/a/b/config"
            ),
        ])
    func `what Git runs for the user is not changed unnoticed`(_ command: String, _ name: String) throws {
        let result = try sandbox.run("\(command); echo x > a.txt")
        #expect(
            result.failure?.message
                == "while agent 'test' was at work, what Git runs for you has changed in '\(name)': look at it before you go on"
        )
        #expect(result.failure?.kind == .conflict)
        #expect(try sandbox.changes(in: result.tree) == [:])
    }

    @Test func `the mode of a hook counts, too`() throws {
        let hook = sandbox.path + "/.git/hooks/pre-commit"
        try sandbox.sandbox.write(hook, "#!/bin/sh\n")
        let result = try sandbox.run("chmod 755 '\(hook)'; echo x > a.txt")
        #expect(result.failure?.kind == .conflict)
    }

    @Test(
        arguments: [
            "echo $MY_API_KEY > k; git add k; git commit -qm one; git rm -q k; git commit -qm two; ",
            "git commit -q --allow-empty -m \"use $MY_API_KEY\"; ",
            "git commit -q --allow-empty -m one --author \"$MY_API_KEY <a@b>\"; ",
        ])
    func `commits with a secret are not kept`(command: String) throws {
        let site = try sandbox.site(environment: ["MY_API_KEY": "key-0123456789"])
        let result = try sandbox.run(command + "echo x > a.txt; git commit -qam last", site: site) {
            $0.preset.variables = ["MY_API_KEY"]
            $0.keepsCommits = true
        }
        #expect(result.failure == nil)
        #expect(result.commits == [])
        #expect(result.remarks.count == 1)
        #expect(result.remarks.first?.hasSuffix(": the agent's commits count as one change") == true)
        #expect(try sandbox.changes(in: result.tree) == ["a.txt": "x\n"])
    }

    @Test func `other configuration is told`() throws {
        let result = try sandbox.run("git config user.name Somebody; echo x > a.txt")
        #expect(result.failure == nil)
        #expect(result.remarks == ["'config' of the repository has changed while the agent was at work"])
    }

    @Test func `commits on another history count as one change`() throws {
        let result = try sandbox.run(
            "git checkout -q --orphan new; echo x > a.txt; git add -A; git commit -qm x"
        ) {
            $0.keepsCommits = true
        }
        #expect(result.commits == [])
        #expect(result.remarks.first?.hasPrefix("the agent's commits don't follow each other") == true)
        #expect(try sandbox.changes(in: result.tree) == ["a.txt": "x\n"])
    }
}
