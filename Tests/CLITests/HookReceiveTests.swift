import JSON
import TestSupport
import Testing

/// What a bare repository with our hooks does with what is pushed to it, and clones with what they pull.
@Suite struct HookReceiveTests {
    let sandbox: Sandbox
    let bare: Clone
    let clone: Clone

    init() throws {
        clone = try Clone()
        sandbox = clone.sandbox
        let path = try sandbox.bareRepository()
        bare = Clone(path, in: sandbox)
        try sandbox.git("remote", "add", "origin", path, in: clone.path)
        try sandbox.git("push", "--quiet", "origin", "main", in: clone.path)
        #expect(try bare.autowrk("init").stdout.contains("hooks: installed"))
        _ = try clone.shell("git checkout --quiet -b fix/issue-4; echo 1 >1; git add 1; git commit -q -m one")
    }

    private func wait(
        for command: String, in place: Clone, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try sandbox.waitForBackground()
        #expect(try place.shell(command).status == 0, sourceLocation: sourceLocation)
    }

    @Test func `a pushed branch gets its pull request on the server`() throws {
        let outcome = try clone.shell("git push --quiet origin HEAD")
        #expect(outcome.status == 0)
        #expect(outcome.stderr == "")
        try wait(for: "git autowrk pr list | grep fix/issue-4", in: bare)
        let events = try bare.autowrk("journal", "show", "branch/fix/issue-4").stdout
        #expect(events.contains(#""actor":"hook/post-receive""#))
        #expect(events.contains(#""cause":"push""#))
        // Its head follows.
        let id = try bare.shell("git autowrk pr list --json").stdout
        #expect(id.contains("fix/issue-4"))
        let next = try clone.shell(
            "git commit -q --allow-empty -m two; git push --quiet origin HEAD; git rev-parse HEAD")
        try wait(for: "git autowrk export | grep \(next.stdout.dropLast()).*pr_head_moved", in: bare)
    }

    @Test func `by configuration nothing is made of it`() throws {
        _ = try bare.shell("git config autowrk.receive.pullRequests false")
        #expect(try clone.shell("AUTOWRK_HOOKS=0 git push --quiet origin HEAD").status == 0)
        let line = try clone.shell("echo $(git rev-parse HEAD~) $(git rev-parse HEAD) refs/heads/fix/issue-4")
            .stdout
        #expect(try bare.autowrk("hook", "post-receive", input: line).status == 0)
        #expect(try !bare.autowrk("export").stdout.contains("pr_opened"))
        #expect(try bare.autowrk("export").stdout.contains("branch_moved"))
    }

    @Test func `their post-receive runs first and reads the same`() throws {
        try sandbox.write("hook", "#!/bin/sh\ncat >'\(sandbox.path("seen"))'\n")
        _ = try bare.shell(
            "git autowrk init --uninstall; cp ../hook hooks/post-receive; chmod 755 hooks/post-receive")
        #expect(try bare.autowrk("init").status == 0)
        #expect(try clone.shell("git push --quiet origin HEAD").status == 0)
        let commit = try sandbox.git("rev-parse", "HEAD", in: clone.path)
        #expect(
            try sandbox.read("seen")
                == "\(String(repeating: "0", count: 40)) \(commit) refs/heads/fix/issue-4\n")
        try wait(for: "git autowrk pr list | grep fix/issue-4", in: bare)
    }

    @Test func `what a pull brings is taken in`() throws {
        let other = Clone(try sandbox.clone(from: "remote.git", to: "other"), in: sandbox)
        #expect(try other.autowrk("init").status == 0)
        #expect(try clone.autowrk("init").status == 0)
        try clone.append("task/9")
        #expect(try clone.autowrk("sync").status == 0)
        let lane = try clone.lane()
        let tip = try sandbox.git("rev-parse", lane, in: clone.path)
        _ = try clone.shell(
            "git checkout --quiet main; git commit -q --allow-empty -m news; git push --quiet origin main")
        #expect(try other.shell("git pull --quiet --no-rebase").status == 0)
        try wait(for: "test \"$(git rev-parse --verify \(lane))\" = \(tip)", in: other)
        #expect(try other.export().contains(#""stream":"task/9""#))
    }
}
