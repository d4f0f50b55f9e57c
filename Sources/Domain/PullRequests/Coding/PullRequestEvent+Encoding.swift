public import JSON

/// How facts about pull requests stand in the journal: a type and an object. Documented in `PullRequests.md`.
extension PullRequestEvent {
    /// The event's type in the journal.
    public var type: String {
        switch self {
        case .opened: "pr_opened"
        case .edited: "pr_edited"
        case .headMoved: "pr_head_moved"
        case .commented: "pr_commented"
        case .reviewed: "pr_reviewed"
        case .readied: "pr_readied"
        case .closed: "pr_closed"
        case .reopened: "pr_reopened"
        case .merged: "pr_merged"
        }
    }

    /// The event's data. What says nothing is left out.
    public var data: JSON.Object {
        switch self {
        case .opened(let opening): opening.json
        case .edited(let edit): JSON.Object().adding("title", edit.title).adding("base", edit.base)
        case .headMoved(let head, let cause): head.json.adding("cause", cause.rawValue)
        case .commented(let comment): comment.json
        case .reviewed(let review):
            JSON.Object().adding("verdict", review.opinion.rawValue)
                .adding("text", review.text.isEmpty ? nil : review.text).adding("commit", review.commit)
        case .readied, .closed, .reopened: [:]
        case .merged(let merge):
            JSON.Object().adding("commit", merge.commit).adding("method", merge.method?.rawValue)
                .adding("previous", merge.previous)
        }
    }
}

extension PullRequestOpening {
    fileprivate var json: JSON.Object {
        var object = commit.json.adding("title", title).adding("head", head).adding("base", base)
            .adding("issue", issue).adding("run", run)
        if isDraft { object["draft"] = true }
        return object
    }
}

extension PullRequestHead {
    fileprivate var json: JSON.Object {
        JSON.Object().adding("commit", commit).adding("tree", tree).adding("from", from)
    }
}

extension PullRequestComment {
    fileprivate var json: JSON.Object {
        var object = JSON.Object().adding("text", text).adding("path", path).adding("commit", commit)
        if let line { object["line"] = .integer(Int64(line)) }
        return object
    }
}

extension JSON.Object {
    /// The object with one more text; a missing one adds none.
    fileprivate func adding(_ key: String, _ text: String?) -> JSON.Object {
        guard let text else { return self }
        var object = self
        object[key] = .string(text)
        return object
    }
}
