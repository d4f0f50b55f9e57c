import Domain
import Engine
import Git
import Journal
import TestSupport
import Testing

/// A merge that can't be made leaves everything as it was.
@Suite struct MergeRefusalTests {
    private static let conflict = """
        \(PullRequestPlace.ahead)
        echo ours > README; git commit --quiet -am ours
        """

    /// Runs `body`, which must be refused, and nothing must be different afterwards but the journal.
    private func expectUntouched(
        _ place: PullRequestPlace, _ name: String, _ body: () throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (references, status) = (try place.references(), try place.git("status", "--porcelain"))
        let files = try place.sandbox.snapshot(of: place.folder).filter { !$0.key.hasPrefix(".git/") }
        #expect(errorName(body) == name, sourceLocation: sourceLocation)
        #expect(try place.references() == references, sourceLocation: sourceLocation)
        #expect(try place.git("status", "--porcelain") == status, sourceLocation: sourceLocation)
        let after = try place.sandbox.snapshot(of: place.folder).filter { !$0.key.hasPrefix(".git/") }
        #expect(after == files, sourceLocation: sourceLocation)
        #expect(try place.git("for-each-ref", "refs/autowrk/merges") == "", sourceLocation: sourceLocation)
        try place.expectSound(sourceLocation: sourceLocation)
    }

    @Test(arguments: [PullRequestMerge.Method.merge, .squash, .rebase])
    func `conflicts are told with their paths`(method: PullRequestMerge.Method) throws {
        let place = try PullRequestPlace(Self.conflict)
        try place.create()
        #expect(try place.mergeability().outcome == .conflicts(["README"]))
        try expectUntouched(place, "conflicts") { try place.merge(method) }
        #expect(try place.follow().status == .open)
    }

    @Test func `a rebase with a conflict in the middle names the commit`() throws {
        let place = try PullRequestPlace(
            """
            git checkout --quiet -b fix/it
            echo a > a; git add a; git commit --quiet -m a
            echo theirs > README; git commit --quiet -am middle
            echo hello > README; git commit --quiet -am back
            git checkout --quiet main; echo ours > README; git commit --quiet -am ours
            """)
        try place.create()
        // In sum there is no conflict.
        #expect(try place.mergeability().isClean)
        let middle = try place.git("rev-parse", "fix/it~1")
        try expectUntouched(place, "conflicts") {
            do { try place.merge(.rebase) } catch let error as PullRequestError {
                guard case .conflicts(["README"], commit: middle) = error else {
                    Issue.record("\(error)")
                    return
                }
                throw error
            }
        }
        #expect(try place.merge(.squash).state.status == .merged)
    }

    @Test func `branches without a common history are refused`() throws {
        let place = try PullRequestPlace(
            """
            git checkout --quiet --orphan fix/it; echo other > README; git commit --quiet -am other
            git checkout --quiet main
            """)
        try expectUntouched(place, "unrelated") { try place.create() }
    }

    @Test func `a branch that has nothing new is refused`() throws {
        let place = try PullRequestPlace("git branch fix/it; git commit --quiet --allow-empty -m more")
        try expectUntouched(place, "nothingToMerge") { try place.create() }
        try expectUntouched(place, "sameBranch") { try place.create(head: "main") }
        try expectUntouched(place, "missingBranch") { try place.create(head: "nowhere") }
    }

    @Test func `changes that are there already make no commit`() throws {
        let place = try PullRequestPlace(
            "\(PullRequestPlace.ahead)\ngit cherry-pick --no-commit fix/it; git commit --quiet -m same")
        try place.create()
        try expectUntouched(place, "nothingToMerge") { try place.merge(.squash) }
        try expectUntouched(place, "nothingToMerge") { try place.merge(.rebase) }
        #expect(try place.merge(.merge).state.status == .merged)
    }

    @Test func `drafts, closed and rejected ones are refused`() throws {
        let place = try PullRequestPlace()
        try place.create { $0.isDraft = true }
        try expectUntouched(place, "refused") { try place.merge() }
        _ = try place.perform(.ready)
        _ = try place.perform(.close)
        try expectUntouched(place, "refused") { try place.merge() }
        var journal = try place.engine.journal()
        _ = try place.changes.reopen(PullRequestID(bits: 1), in: &journal)
        _ = try place.changes.review(.reject, "no", on: PullRequestID(bits: 1), in: &journal)
        try expectUntouched(place, "refused") { try place.merge() }
        _ = try place.changes.review(.approve, "", on: PullRequestID(bits: 1), in: &journal)
        #expect(try place.merge().state.status == .merged)
        try expectUntouchedMerged(place)
    }

    private func expectUntouchedMerged(_ place: PullRequestPlace) throws {
        let references = try place.references()
        #expect(errorName { try place.merge() } == "refused")
        #expect(try place.references() == references)
    }

    @Test func `files that have not passed are not merged`() throws {
        let place = try PullRequestPlace()
        try place.create()
        let check = CheckResult(
            name: "test", kind: .test, command: "make test", key: "k", status: .failed, exitStatus: 1)
        try expectUntouched(place, "notVerified") {
            try place.merge { tree, commit in
                let found = try place.git("rev-parse", "\(commit)^{tree}")
                #expect(found == tree.hex)
                return Verdict(tree: tree.hex, checks: [check])
            }
        }
        try expectUntouched(place, "notVerified") {
            try place.merge { tree, _ in Verdict(tree: tree.hex, checks: []) }
        }
    }
}
