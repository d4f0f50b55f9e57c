import CLibgit2
import Glibc

/// The order of a walk through the history; combine `reverse` with one of the others.
public struct RevisionOrder: OptionSet, Sendable {
    /// libgit2's `git_sort_t`.
    public let rawValue: UInt32

    /// From libgit2's `git_sort_t`.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// No commit before all of its children.
    public static let topological = RevisionOrder(rawValue: GIT_SORT_TOPOLOGICAL.rawValue)
    /// Newest commit time first.
    public static let time = RevisionOrder(rawValue: GIT_SORT_TIME.rawValue)
    /// The other way round: with ``topological``, parents before children.
    public static let reverse = RevisionOrder(rawValue: GIT_SORT_REVERSE.rawValue)
}

extension Repository {
    /// Shows `visit` every commit reachable from `tips` and not from `hidden`, until it returns false.
    ///
    /// Hidden commits that are missing here are passed over. The walk stops with `notFound` at a missing
    /// parent; see ``shallowBoundary()``.
    public func revisionWalk(
        from tips: [ObjectID], hiding hidden: [ObjectID] = [], order: RevisionOrder = .topological,
        visit: (ObjectID) throws(GitError) -> Bool
    ) throws(GitError) {
        let walk = try Handle<Owned.RevisionWalk> { git_revwalk_new($0, pointer) }
        try check(git_revwalk_sorting(walk.pointer, order.rawValue))
        for tip in tips {
            var raw = tip.raw
            try check(git_revwalk_push(walk.pointer, &raw))
        }
        for id in hidden where contains(id) {
            var raw = id.raw
            try check(git_revwalk_hide(walk.pointer, &raw))
        }
        var id = git_oid()
        while true {
            let code = git_revwalk_next(&id, walk.pointer)
            if code == GIT_ITEROVER.rawValue { return }
            try check(code)
            guard try visit(ObjectID(id)) else { return }
        }
    }

    /// The same walk as a list.
    public func revisions(
        from tips: [ObjectID], hiding hidden: [ObjectID] = [], order: RevisionOrder = .topological
    ) throws(GitError) -> [ObjectID] {
        var found: [ObjectID] = []
        try revisionWalk(from: tips, hiding: hidden, order: order) { id in
            found.append(id)
            return true
        }
        return found
    }

    /// Whether `ancestor` is `commit` or in its history.
    public func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
        if ancestor == commit { return true }
        var old = ancestor.raw
        var new = commit.raw
        return try check(git_graph_descendant_of(pointer, &new, &old)) == 1
    }

    /// Whether `commit` is one of `tips` or in the history of any.
    public func isReachable(_ commit: ObjectID, fromAny tips: [ObjectID]) throws(GitError) -> Bool {
        if tips.contains(commit) { return true }
        if tips.isEmpty { return false }
        var raw = commit.raw
        let descendants = tips.map(\.raw)
        return try check(git_graph_reachable_from_any(pointer, &raw, descendants, descendants.count)) == 1
    }

    /// The best common ancestor; `nil` for histories that have none.
    public func mergeBase(_ left: ObjectID, _ right: ObjectID) throws(GitError) -> ObjectID? {
        var base = git_oid()
        var one = left.raw
        var two = right.raw
        let code = git_merge_base(&base, pointer, &one, &two)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try check(code)
        return ObjectID(base)
    }

    /// How many commits each side has that the other hasn't.
    public func aheadBehind(
        local: ObjectID, upstream: ObjectID
    ) throws(GitError) -> (ahead: Int, behind: Int) {
        var ahead = 0
        var behind = 0
        var one = local.raw
        var two = upstream.raw
        try check(git_graph_ahead_behind(&ahead, &behind, pointer, &one, &two))
        return (ahead, behind)
    }
}
