import Domain
import JSON
import Platform

/// The JSON documents of pull requests, schema 1. Times are milliseconds since 1970, as in events.
extension PullRequestView {
    /// Everything about it.
    var document: JSON.Object {
        var document: JSON.Object = [
            "id": .string(state.id.description), "name": .string(name), "title": .string(state.title),
            "status": .string(state.status.rawValue), "draft": .bool(state.isDraft),
            "head": .string(state.headBranch), "base": .string(state.base),
            "commit": .string(state.head.commit), "tree": .string(state.head.tree),
            "from": text(state.head.from), "issue": text(state.issue), "run": text(state.run),
            "author": .string(state.author), "opened_at": time(state.openedAt),
            "updated_at": time(state.updatedAt), "ended_at": time(state.endedAt),
            "description": text(description), "branch_exists": .bool(hasBranch),
        ]
        document["mergeability"] = mergeability.map { mergeable($0) } ?? .null
        document["verification"] = verdict.map { verification($0) } ?? .null
        document["heads"] = .array(
            state.heads.map { seen in
                [
                    "commit": .string(seen.head.commit), "tree": .string(seen.head.tree),
                    "cause": text(seen.cause?.rawValue), "at": time(seen.at),
                ]
            })
        document["comments"] = .array(zip(state.comments, places).map { comment($0, $1) })
        let outdated = Set(state.opinions.filter(\.isOutdated).map(\.review.id))
        document["reviews"] = .array(
            state.reviews.map { review in
                [
                    "id": .string(review.id), "actor": .string(review.actor), "at": time(review.at),
                    "verdict": .string(review.content.opinion.rawValue),
                    "text": .string(review.content.text), "commit": text(review.content.commit),
                    "outdated": .bool(outdated.contains(review.id)),
                ]
            })
        document["merge"] = state.merge.map { merge($0) } ?? .null
        return document
    }

    private func mergeable(_ answer: Mergeability) -> JSON {
        var conflicts: [String] = []
        if case .conflicts(let paths) = answer.outcome { conflicts = paths }
        return [
            "outcome": .string(answer.outcome.name), "conflicts": .array(conflicts.map { .string($0) }),
            "base": text(answer.base), "ahead": .integer(Int64(answer.ahead)),
            "behind": .integer(Int64(answer.behind)),
        ]
    }

    private func verification(_ verdict: Verdict) -> JSON {
        [
            "tree": .string(verdict.tree), "passed": .bool(verdict.isPassed),
            "tested": .bool(verdict.hasTests),
            "unfinished": .array(verdict.unfinished.map { .string($0) }),
            "checks": .array(verdict.checks.map { .object($0.document) }),
        ]
    }

    private func comment(
        _ said: PullRequestState.Said<PullRequestComment>, _ place: CommentPlace
    ) -> JSON {
        var object: JSON.Object = [
            "id": .string(said.id), "actor": .string(said.actor), "at": time(said.at),
            "text": .string(said.content.text), "path": text(said.content.path),
            "line": number(said.content.line), "commit": text(said.content.commit),
            "outdated": .bool(place == .outdated),
        ]
        if case .followed(let path, let line) = place {
            object["now"] = ["path": .string(path), "line": number(line)]
        } else {
            object["now"] = .null
        }
        return .object(object)
    }

    private func merge(_ merge: PullRequestState.Merge) -> JSON {
        [
            "commit": .string(merge.content.commit), "method": text(merge.content.method?.rawValue),
            "previous": text(merge.content.previous), "actor": .string(merge.actor), "at": time(merge.at),
        ]
    }

    private func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

    private func number(_ number: Int?) -> JSON { number.map { .integer(Int64($0)) } ?? .null }

    private func time(_ time: Timestamp?) -> JSON { time.map { .integer($0.milliseconds) } ?? .null }
}

extension PullRequestSummary {
    /// A pull request in a list.
    func entry(name: String) -> JSON {
        [
            "id": .string(id.description), "name": .string(name), "title": .string(title),
            "status": .string(status.rawValue), "draft": .bool(isDraft), "head": .string(headBranch),
            "base": .string(base), "commit": .string(commit), "tree": .string(tree),
            "issue": issue.map { .string($0) } ?? .null, "run": run.map { .string($0) } ?? .null,
            "author": .string(author), "opened_at": .integer(openedAt.milliseconds),
            "updated_at": .integer(updatedAt.milliseconds),
            "ended_at": endedAt.map { .integer($0.milliseconds) } ?? .null,
            "comments": .integer(Int64(comments)), "approvals": .integer(Int64(approvals)),
            "rejections": .integer(Int64(rejections)),
        ]
    }
}
