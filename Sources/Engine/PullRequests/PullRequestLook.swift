public import Domain
public import Git

/// What a look at the branches of a pull request shows in this clone.
public enum PullRequestLook {
    /// What has changed since the pull request was looked at last: its branch was moved, its commits are in
    /// the base. Each is to be decided in turn.
    ///
    /// - Parameters:
    ///   - state: where it stands.
    ///   - replica: this clone's name in the journal; nil before its first event.
    ///   - repository: where the branches are.
    public static func news(
        of state: PullRequestState, replica: String?, in repository: borrowing Repository
    ) throws(GitError) -> [PullRequestCommand] {
        if state.status == .merged { return [] }
        var news: [PullRequestCommand] = []
        let sighting = try sighting(of: state, in: repository)
        if let sighting, let move = state.move(to: sighting, seenBy: replica ?? "") { news.append(move) }
        // A branch that goes on behind what was merged is not merged, but one that was set back to the base
        // after a merge is.
        var head = state.head
        if case .moveHead(let moved, _)? = news.first, sighting?.relation == .ahead { head = moved }
        if let merge = try merge(of: state, at: head, in: repository) {
            if head == state.head { news = [] }
            news.append(.merged(merge))
        }
        return news
    }

    /// Where the branch is; nil where it is not in this clone or where it was.
    static func sighting(
        of state: PullRequestState, in repository: borrowing Repository
    ) throws(GitError) -> HeadSighting? {
        guard let tip = try PullRequestBranches.tip(of: state.headBranch, in: repository),
            tip.commit.hex != state.head.commit
        else { return nil }
        let commit = try repository.commit(tip.commit)
        let base = try PullRequestBranches.tip(of: state.base, in: repository)?.commit
        var from: ObjectID?
        if let base { from = try repository.mergeBase(tip.commit, base) }
        return HeadSighting(
            PullRequestHead(commit: tip.commit.hex, tree: commit.tree.hex, from: from?.hex),
            relation: try relation(of: commit, to: state.head.commit, in: repository),
            isKnown: try isKnown(tip.commit, to: state, in: repository),
            isLocal: tip.isOwn && !repository.isBare)
    }

    /// Whether a commit is in the history of a place where the branch was seen before.
    private static func isKnown(
        _ commit: ObjectID, to state: PullRequestState, in repository: borrowing Repository
    ) throws(GitError) -> Bool {
        let places = Set(state.heads.compactMap { ObjectID(hex: $0.head.commit) })
        if places.contains(commit) { return true }
        return try repository.isReachable(commit, fromAny: places.filter { repository.contains($0) }.sorted())
    }

    private static func relation(
        of commit: Commit, to known: String, in repository: borrowing Repository
    ) throws(GitError) -> HeadSighting.Relation {
        guard let known = ObjectID(hex: known), repository.contains(known) else { return .apart }
        if try repository.isAncestor(known, of: commit.id) { return .ahead }
        if try repository.isAncestor(commit.id, of: known) { return .behind }
        return try repository.commit(known).parents == commit.parents ? .sibling : .apart
    }

    /// How the base has come to have the head's changes; nil when it has them not.
    private static func merge(
        of state: PullRequestState, at head: PullRequestHead, in repository: borrowing Repository
    ) throws(GitError) -> PullRequestMerge? {
        guard let base = try repository.reference(PullRequestBranches.reference(of: state.base)) else {
            return nil
        }
        if let landed = try MergePoint.landed(state.id, in: base, repository) { return landed }
        guard state.status == .open, head != state.head || !head.isEmpty,
            let commit = ObjectID(hex: head.commit),
            repository.contains(commit), try repository.isAncestor(commit, of: base)
        else { return nil }
        return PullRequestMerge(commit: base.hex, method: .elsewhere)
    }

    /// Whether merging is possible, computed on objects alone.
    public static func mergeability(
        of state: PullRequestState, in repository: borrowing Repository
    ) throws(GitError) -> Mergeability {
        guard let base = try PullRequestBranches.tip(of: state.base, in: repository)?.commit else {
            return Mergeability(.missingBase)
        }
        guard let head = ObjectID(hex: state.head.commit), repository.contains(head) else {
            return Mergeability(.missingHead, base: base.hex)
        }
        guard try repository.mergeBase(base, head) != nil else {
            return Mergeability(.unrelated, base: base.hex)
        }
        let (ahead, behind) = try repository.aheadBehind(local: head, upstream: base)
        let outcome: Mergeability.Outcome
        if ahead == 0 {
            outcome = .merged
        } else {
            outcome = try conflicts(base, head, in: repository)
        }
        return Mergeability(outcome, base: base.hex, ahead: ahead, behind: behind)
    }

    private static func conflicts(
        _ base: ObjectID, _ head: ObjectID, in repository: borrowing Repository
    ) throws(GitError) -> Mergeability.Outcome {
        do throws(GitError) {
            let paths = try repository.conflicts(ours: base, theirs: head).map(\.path)
            return paths.isEmpty ? .clean : .conflicts(paths)
        } catch {
            guard [.readOnly, .diskFull].contains(error.kind) else { throw error }
            return .unknown
        }
    }

    /// Whether the branch is there, as one of this clone or of a remote.
    public static func hasBranch(
        _ state: PullRequestState, in repository: borrowing Repository
    ) throws(GitError) -> Bool {
        try PullRequestBranches.tip(of: state.headBranch, in: repository) != nil
    }
}

extension PullRequestLook {
    /// Whether a branch of this clone is elsewhere than it is known to be. Says nothing about what the base
    /// has, which would take a walk through the history.
    public static func isStale(
        _ summary: PullRequestSummary, in repository: borrowing Repository
    ) -> Bool {
        let reference = PullRequestBranches.reference(of: summary.headBranch)
        guard let tip = try? repository.reference(reference) else { return false }
        return tip.hex != summary.commit
    }

    /// The two commits between which the changes of a pull request lie.
    public static func changes(
        of state: PullRequestState, in repository: borrowing Repository
    ) throws(PullRequestError) -> (from: ObjectID, to: ObjectID) {
        guard let head = ObjectID(hex: state.head.commit), repository.contains(head) else {
            throw .missingCommit(state.head.commit)
        }
        do throws(GitError) {
            // Since the merge the base has them, too.
            var base: ObjectID?
            if let merge = state.merge {
                base = merge.content.previous.flatMap { ObjectID(hex: $0) }
            } else {
                base = try PullRequestBranches.tip(of: state.base, in: repository)?.commit
            }
            if let base, repository.contains(base), let from = try repository.mergeBase(base, head) {
                return (from, head)
            }
        } catch { throw .git(error) }
        guard let from = state.head.from.flatMap({ ObjectID(hex: $0) }), repository.contains(from) else {
            throw .unrelated(head: state.headBranch, base: state.base)
        }
        return (from, head)
    }
}
