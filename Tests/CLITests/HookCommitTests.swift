import JSON
import TestSupport
import Testing

/// What commits, amends, rebases and checkouts on branches of ours leave in the journal.
@Suite struct HookCommitTests {
    let place: HookPlace

    init() throws {
        place = try HookPlace()
        try place.sh("git config autowrk.verifyOnCommit false; git checkout --quiet -b fix/issue-4")
    }

    @Test func `a commit is recorded with where the branch stood before`() throws {
        try place.sh("git commit --quiet --allow-empty --message one")
        try place.wait(forCause: "commit", on: "fix/issue-4")
        try place.sh("git commit --quiet --allow-empty --message two")
        try place.wait(for: "git autowrk journal show branch/fix/issue-4 | grep $(git rev-parse HEAD)")
        let last = try JSON(parsing: try place.sh("git autowrk journal show branch/fix/issue-4 | tail -n 1"))
        #expect(last["actor"]?.stringValue == "hook/post-commit")
        #expect(
            last["data"] == [
                "branch": "fix/issue-4", "cause": "commit",
                "commit": .string(String(try place.sh("git rev-parse HEAD").dropLast())),
                "previous": .string(String(try place.sh("git rev-parse HEAD~").dropLast())),
            ])
    }

    @Test func `an amend is told as such, and once`() throws {
        try place.sh("git commit --quiet --allow-empty --message one")
        try place.wait(forCause: "commit", on: "fix/issue-4")
        try place.sh("git commit --quiet --amend --allow-empty --message two")
        try place.wait(forCause: "amend", on: "fix/issue-4")
        try place.sh("git autowrk hook post-commit")
        #expect(try place.causes(of: "fix/issue-4") == ["commit", "amend"])
    }

    @Test func `a rebase and a row of picks are told once, when they are over`() throws {
        try place.sh(
            """
            git checkout --quiet -b work
            for n in 1 2 3; do echo $n >$n; git add $n; git commit --quiet --message $n; done
            git checkout --quiet fix/issue-4
            git cherry-pick main..work >/dev/null
            """)
        try place.wait(forCause: "commit", on: "fix/issue-4")
        try place.sh("git checkout --quiet main; git commit --quiet --allow-empty --message base")
        try place.sh("git checkout --quiet fix/issue-4; git rebase --quiet main")
        try place.wait(forCause: "rebase", on: "fix/issue-4")
        #expect(try place.causes(of: "fix/issue-4") == ["commit", "rebase"])
    }

    @Test func `other branches and a detached HEAD leave nothing`() throws {
        try place.sh(
            """
            export AUTOWRK_HOOKS=0
            git checkout --quiet main; git commit --quiet --allow-empty --message one; git autowrk hook post-commit
            git checkout --quiet --detach; git commit --quiet --allow-empty --message two; git autowrk hook post-commit
            """)
        #expect(try place.clone.export() == "")
    }

    @Test func `a branch that a run has made is one of ours`() throws {
        try place.sh("git autowrk run change -i branch=topic -i command='echo 1 >1' -i message=m 2>/dev/null")
        try place.sh("git checkout --quiet topic; git commit --quiet --allow-empty --message one")
        try place.wait(forCause: "commit", on: "topic")
    }

    @Test func `a branch with an open pull request is one of ours, and the pull request follows`() throws {
        try place.sh(
            """
            git checkout --quiet -b topic; echo 1 >1; git add 1; git commit --quiet --message one
            git autowrk pr create >pr 2>/dev/null
            git commit --quiet --allow-empty --message two
            """)
        try place.wait(forCause: "commit", on: "topic")
        try place.wait(
            for: "git autowrk journal show pr/$(cat pr) | grep $(git rev-parse HEAD).*pr_head_moved")
    }

    @Test func `a run that waits for a commit on its branch goes on by itself`() throws {
        try place.clone.sandbox.commit(
            "workflows",
            files: [
                ".autowrk/workflows/human.yml": """
                on: manual
                steps:
                  - id: branch
                    uses: branch.create
                    with: {name: fix/issue-8}
                  - id: commit
                    wait: {event: {type: branch_moved, if: event.data.branch == steps.branch.outputs.branch}}
                """
            ], in: place.clone.path)
        let outcome = try place.clone.autowrk("run", "human")
        #expect(outcome.status == 4, "\(outcome.stderr)")
        let run = try #require(outcome.stdout.split(separator: "\n").first)
        try place.sh("git checkout --quiet fix/issue-8")
        #expect(
            try place.clone.autowrk("show", String(run), "--json").stdout.contains(#""status":"waiting""#))
        try place.sh("git commit --quiet --allow-empty --message done")
        try place.wait(for: "git autowrk runs --status completed | grep \(run)")
    }

    @Test(arguments: ["--merge", "--apply"])
    func `a rebase is recorded, whatever carries it out`(backend: String) throws {
        try place.sh(
            """
            git commit --quiet --allow-empty --message base; echo 1 >1; git add 1; git commit --quiet --message one
            git checkout --quiet main; git commit --quiet --allow-empty --message other
            git checkout --quiet fix/issue-4; git rebase --quiet \(backend) main
            """)
        try place.wait(forCause: "rebase", on: "fix/issue-4")
    }

    @Test func `notes follow to commits that have the same files, and to no others`() throws {
        try place.sh(
            """
            echo 1 >1; git add 1; git commit --quiet --message one
            git notes --ref autowrk add -m 'tests passed' HEAD
            git commit --quiet --amend --message again
            """)
        try place.wait(for: "git notes --ref autowrk show HEAD")
        #expect(try place.sh("git log -1 --notes=autowrk --format=%N") == "tests passed\n\n")
        try place.sh("echo 2 >1; git commit --quiet --all --amend --message other")
        try place.wait(forCause: "amend", on: "fix/issue-4")
        #expect(try place.clone.shell("git notes --ref autowrk show HEAD").status == 1)
        let fsck = try place.sh("git fsck --strict 2>&1")
        #expect(!fsck.contains("error"))
    }

    @Test func `a hook that there is not is wrong use`() throws {
        #expect(try place.clone.autowrk("hook", "post-nothing").status == 2)
        #expect(try place.clone.autowrk("hook").status == 2)
    }
}
