import Domain
import Engine
import Git
import Journal
import Platform
import TestSupport
import Testing

/// A pull request follows its branch, whatever becomes of it.
@Suite struct PullRequestHeadTests {
    private func causes(_ state: PullRequestState) -> [HeadMove] { state.heads.compactMap(\.cause) }

    @Test func `commits, amends, rebases and resets are told apart`() throws {
        let place = try PullRequestPlace()
        try place.create()
        try place.shell("git checkout --quiet fix/it; echo a > a; git add a; git commit --quiet -m a")
        #expect(causes(try place.follow()) == [.commit])
        try place.shell("echo b > a; git commit --quiet -a --amend --no-edit")
        #expect(causes(try place.follow()) == [.commit, .amend])
        try place.shell(
            """
            git checkout --quiet main; echo m > m; git add m; git commit --quiet -m m
            git checkout --quiet fix/it; git rebase --quiet main
            """)
        #expect(causes(try place.follow()) == [.commit, .amend, .rebase])
        try place.shell("git reset --quiet --hard HEAD~1")
        let state = try place.follow()
        #expect(causes(state) == [.commit, .amend, .rebase, .reset])
        #expect(state.head.commit == (try place.git("rev-parse", "fix/it")))
        #expect(state.head.tree == (try place.git("rev-parse", "fix/it^{tree}")))
        // A second look sees nothing new.
        #expect(try place.follow() == state)
    }

    @Test func `a branch that is deleted keeps its last commit, through a collection of garbage`() throws {
        let place = try PullRequestPlace()
        let head = try place.create().head.commit
        try place.shell(
            """
            git branch --quiet -D fix/it; git reflog expire --expire=now --all
            git gc --quiet --prune=now
            """)
        let state = try place.follow()
        #expect(state.head.commit == head)
        #expect(state.status == .open)
        #expect(try place.mergeability().isClean)
        let hasBranch = try PullRequestLook.hasBranch(state, in: place.engine.journal().repository)
        #expect(!hasBranch)
        #expect(try place.merge().state.status == .merged)
        try place.expectSound()
    }

    @Test func `every commit that the branch was at is kept`() throws {
        let place = try PullRequestPlace()
        let first = try place.create().head.commit
        try place.shell(
            "git checkout --quiet fix/it; echo other > README; git commit --quiet -a --amend -m other")
        _ = try place.follow()
        try place.shell("git reflog expire --expire=now --all; git gc --quiet --prune=now")
        #expect(try place.git("cat-file", "-t", first) == "commit")
    }

    @Test func `a push into a bare repository is told as such`() throws {
        let place = try PullRequestPlace()
        try place.shell("git clone --quiet --bare . ../bare.git; git remote add origin ../bare.git")
        let bare = PullRequestPlace("bare.git", of: place)
        try bare.create()
        try place.shell(
            """
            git checkout --quiet fix/it; echo a > a; git add a; git commit --quiet -m a
            git push --quiet origin fix/it
            """)
        #expect(causes(try bare.follow()) == [.push])
        try place.shell(
            "echo b > a; git commit --quiet -a --amend --no-edit; git push --quiet --force origin fix/it")
        #expect(causes(try bare.follow()) == [.push, .amend])
    }

    @Test func `a branch of a remote is followed where there is none of its own`() throws {
        let place = try PullRequestPlace()
        try place.shell("git clone --quiet . ../clone")
        let clone = PullRequestPlace("clone", of: place)
        try clone.create()
        try place.shell("git checkout --quiet fix/it; echo a > a; git add a; git commit --quiet -m a")
        #expect(causes(try clone.follow()) == [])
        try clone.shell("git fetch --quiet")
        #expect(causes(try clone.follow()) == [.push])
    }

    @Test func `what somebody has merged by hand is merged`() throws {
        let place = try PullRequestPlace()
        try place.create()
        try place.shell("git merge --quiet --no-ff -m 'by hand' fix/it")
        let state = try place.follow()
        #expect(state.status == .merged)
        #expect(state.merge?.content.method == .elsewhere)
        #expect(state.merge?.content.commit == (try place.git("rev-parse", "main")))
    }

    @Test func `commits that came and were merged by hand are known`() throws {
        let place = try PullRequestPlace()
        try place.create()
        try place.shell(
            """
            git checkout --quiet fix/it; echo a > a; git add a; git commit --quiet -m a
            git checkout --quiet main; git merge --quiet fix/it
            """)
        let state = try place.follow()
        #expect(state.status == .merged)
        #expect(state.head.commit == (try place.git("rev-parse", "fix/it")))
    }

    @Test func `a branch that goes on behind what was merged is open`() throws {
        let place = try PullRequestPlace()
        try place.create()
        try place.shell(
            """
            git merge --quiet fix/it; git checkout --quiet fix/it; echo a > a; git add a
            git commit --quiet -m a
            """)
        let state = try place.follow()
        #expect(state.status == .open)
        #expect(try place.mergeability().ahead == 1)
    }

    @Test func `a branch that is set back to its base is not merged`() throws {
        let place = try PullRequestPlace()
        try place.create()
        try place.shell("git branch --quiet --force fix/it main")
        let state = try place.follow()
        #expect(state.status == .open)
        #expect(try place.follow().status == .open)
        #expect(try place.mergeability().outcome == .merged)
        #expect(errorName { try place.merge(.squash) } == "nothingToMerge")
    }

    @Test func `another clone that has not fetched does not turn the branch back`() throws {
        let place = try PullRequestPlace()
        try place.create()
        try place.shell("git clone --quiet . ../clone; git -C ../clone branch --quiet fix/it origin/fix/it")
        let clone = PullRequestPlace("clone", of: place)
        try place.shell("git checkout --quiet fix/it; echo a > a; git add a; git commit --quiet -m a")
        let newest = try place.follow().head
        try clone.shell(
            "git fetch --quiet ../repository '+refs/autowrk/journal/*:refs/autowrk/remotes/origin/*'")
        #expect(try clone.follow().head == newest)
        #expect(try clone.mergeability().outcome == .missingHead)
        try clone.shell("git fetch --quiet; git branch --quiet --force fix/it origin/fix/it")
        #expect(try clone.follow().head == newest)
        #expect(try clone.mergeability().isClean)
    }

    @Test func `all of a branch are followed at once`() throws {
        let place = try PullRequestPlace(
            "\(PullRequestPlace.ahead)\ngit branch next; git branch other fix/it")
        try place.create(1)
        try place.create(2) { $0.base = "next" }
        try place.create(3, head: "other")
        try place.shell("git checkout --quiet fix/it; echo a > a; git add a; git commit --quiet -m a")
        var journal = try place.engine.journal()
        let moved = try place.changes.followAll(of: "fix/it", in: &journal)
        #expect(moved.map(\.id) == [PullRequestID(bits: 1), PullRequestID(bits: 2)])
        #expect(try place.changes.followAll(of: nil, in: &journal).isEmpty)
    }

    @Test func `references of those that ended long ago are dropped`() throws {
        let place = try PullRequestPlace("\(PullRequestPlace.ahead)\ngit checkout --quiet -b other")
        try place.shell("echo o > o; git add o; git commit --quiet -m o; git checkout --quiet --detach")
        let closed = try place.create(1).head.commit
        let open = try place.create(2, head: "other").head.commit
        _ = try place.perform(.close, 1)
        var journal = try place.engine.journal()
        let kept = { try place.git("for-each-ref", "--format=%(objectname)", "refs/autowrk/heads") }
        try PullRequestRetention.drop(endedBefore: place.engine.clock.source.now(), in: &journal)
        #expect(Set(try kept().split(separator: "\n").map(String.init)) == [closed, open])
        place.engine.clock.move(by: .seconds(1))
        try PullRequestRetention.drop(endedBefore: place.engine.clock.source.now(), in: &journal)
        #expect(try kept() == open)
    }
}
