import Domain
import Engine
import Git
import Journal
import Synchronization
import TestSupport
import Testing

/// Others do not wait until a merge is done.
@Suite struct MergeRaceTests {
    private static let passed = CheckResult(
        name: "test", kind: .test, command: "true", key: "k", status: .passed)

    @Test(arguments: ["git checkout --quiet --detach", "true"])
    func `a base that moves meanwhile is merged and verified anew`(script: String) throws {
        let place = try PullRequestPlace("\(PullRequestPlace.ahead)\n\(script)")
        try place.create()
        var trees: [String] = []
        let report = try place.merge { tree, _ in
            trees.append(tree.hex)
            if trees.count == 1 {
                try place.shell(
                    """
                    git checkout --quiet main; echo other > other; git add other
                    git commit --quiet -m other; \(script)
                    """)
            }
            return Verdict(tree: tree.hex, checks: [Self.passed])
        }
        #expect(trees.count == 2)
        #expect(trees[0] != trees[1])
        #expect(report.plan?.tree.hex == trees[1])
        #expect(report.verdict?.tree == trees[1])
        #expect(try place.git("show", "main:other") == "other")
        #expect(try place.git("show", "main:README") == "fixed")
        #expect(
            try place.git("log", "--format=%s", "--first-parent", "main").split(separator: "\n").count == 3)
        try place.expectSound()
    }

    @Test func `a head that moves meanwhile is verified anew`() throws {
        let place = try PullRequestPlace()
        try place.create()
        var trees: [String] = []
        let report = try place.merge { tree, _ in
            trees.append(tree.hex)
            if trees.count == 1 {
                try place.shell(
                    """
                    git checkout --quiet fix/it; echo more > more; git add more; git commit --quiet -m more
                    git checkout --quiet main
                    """)
                _ = try place.follow()
            }
            return Verdict(tree: tree.hex, checks: [Self.passed])
        }
        #expect(trees.count == 2)
        #expect(report.state.head.commit == (try place.git("rev-parse", "fix/it")))
        #expect(try place.git("show", "main:more") == "more")
    }

    @Test func `a pull request that is closed meanwhile is not merged`() throws {
        let place = try PullRequestPlace()
        try place.create()
        let references = try place.references()
        let refused = errorName {
            try place.merge { tree, _ in
                _ = try place.perform(.close)
                return Verdict(tree: tree.hex, checks: [Self.passed])
            }
        }
        #expect(refused == "refused")
        #expect(try place.references() == references)
    }

    @Test func `of many at once one merges`() async throws {
        let place = try PullRequestPlace("\(PullRequestPlace.ahead)\ngit checkout --quiet --detach")
        try place.create()
        let merged = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask { errorName { try place.merge(.squash) } == nil }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(merged == 1)
        let state = try place.follow()
        #expect(state.merges.count == 1)
        #expect(try place.git("rev-list", "--count", "main") == "2")
        try place.expectSound()
    }

    @Test func `of many that open one for the same branches one succeeds`() async throws {
        let place = try PullRequestPlace()
        let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...4 {
                group.addTask { errorName { try place.create(UInt64(number)) } == nil }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(opened == 1)
        #expect(errorName { try place.create(9) } == "duplicate")
    }

    @Test func `two clones that merge at the same time both know of both`() throws {
        let place = try PullRequestPlace("\(PullRequestPlace.ahead)\ngit checkout --quiet --detach")
        try place.create()
        let remote = try place.sandbox.bareRepository()
        try place.shell("git remote add origin '\(remote)'; git push --quiet --all")
        try place.shell("git push --quiet origin 'refs/autowrk/journal/*:refs/autowrk/journal/*'")
        try place.shell("git clone --quiet '\(remote)' ../other; git -C ../other branch fix/it origin/fix/it")
        let other = PullRequestPlace("other", of: place)
        try other.shell(
            "git fetch --quiet origin '+refs/autowrk/journal/*:refs/autowrk/remotes/origin/*'")
        #expect(try place.merge(.squash).state.status == .merged)
        #expect(try other.merge(.merge).state.status == .merged)
        // Their journals come together.
        try other.shell("git push --quiet origin 'refs/autowrk/journal/*:refs/autowrk/journal/*'")
        try place.shell(
            "git fetch --quiet origin '+refs/autowrk/journal/*:refs/autowrk/remotes/origin/*'")
        let state = try place.follow()
        #expect(state.merges.count == 2)
        // The clock stands still, so that chance says which of them was first.
        #expect(state.merge?.content.commit == state.merges.first?.content.commit)
        // What one pushes the other can merge with, as ever.
        try place.shell("git push --quiet origin main")
        #expect(try other.sandbox.gitOutcome("push", "--quiet", "origin", "main", in: "other").status != 0)
        try other.shell("git pull --quiet --no-rebase --no-edit origin main; git push --quiet origin main")
        for clone in [place, other] { try clone.expectSound() }
    }

    @Test(arguments: [PullRequestMerge.Method.merge, .squash, .rebase])
    func `a process that is killed behind the move has merged all the same`(
        method: PullRequestMerge.Method
    ) throws {
        let place = try PullRequestPlace("\(PullRequestPlace.ahead)\ngit checkout --quiet --detach")
        let id = try place.create().id
        // As it leaves things: both references, and the base moved.
        let old = try place.git("rev-parse", "main")
        try place.shell(
            """
            git update-ref refs/autowrk/merges/\(id)/previous main
            new=$(git commit-tree -p main -m merged 'fix/it^{tree}')
            git update-ref refs/autowrk/merges/\(id)/\(method.rawValue) $new
            """)
        // The base is not there yet: nothing was merged.
        #expect(try place.follow().status == .open)
        try place.shell("git update-ref refs/heads/main refs/autowrk/merges/\(id)/\(method.rawValue)")
        let state = try place.follow()
        #expect(state.status == .merged)
        #expect(state.merge?.content.method == method)
        #expect(state.merge?.content.previous == old)
        #expect(try place.follow().merges.count == 1)
    }
}
