public import JSON

extension PullRequestEvent {
    /// Reads a fact from the journal.
    ///
    /// - Parameters:
    ///   - type: the event's type.
    ///   - data: its data; members that this version does not know are passed over.
    /// - Returns: nil for a type of a later version, and for data that is not of its form: such events are
    ///   skipped.
    public init?(type: String, data: JSON.Object) {
        guard let event = Self.decode(type, data) else { return nil }
        self = event
    }

    private static func decode(_ type: String, _ data: JSON.Object) -> PullRequestEvent? {
        switch type {
        case "pr_opened": PullRequestOpening(data).map { .opened($0) }
        case "pr_edited": .edited(PullRequestEdit(title: data.text("title"), base: data.text("base")))
        case "pr_head_moved":
            // However it has moved, it is there: a cause of a later version counts as the most general one.
            PullRequestHead(data).map {
                .headMoved($0, data.text("cause").flatMap { HeadMove(rawValue: $0) } ?? .rebase)
            }
        case "pr_commented":
            data.text("text").map { text in
                .commented(
                    PullRequestComment(
                        text, path: data.text("path"), line: data["line"]?.integerValue.map { Int($0) },
                        commit: data.text("commit")))
            }
        case "pr_reviewed":
            data.text("verdict").flatMap { PullRequestReview.Opinion(rawValue: $0) }.map { opinion in
                .reviewed(
                    PullRequestReview(opinion, data.text("text") ?? "", commit: data.text("commit")))
            }
        case "pr_readied": .readied
        case "pr_closed": .closed
        case "pr_reopened": .reopened
        case "pr_merged":
            data.text("commit").map { commit in
                .merged(
                    PullRequestMerge(
                        commit: commit,
                        method: data.text("method").flatMap { PullRequestMerge.Method(rawValue: $0) },
                        previous: data.text("previous")))
            }
        default: nil
        }
    }
}

extension PullRequestOpening {
    fileprivate init?(_ data: JSON.Object) {
        guard let title = data.text("title"), let head = data.text("head"), let base = data.text("base"),
            let commit = PullRequestHead(data)
        else { return nil }
        self.init(
            title: title, head: head, base: base, issue: data.text("issue"), run: data.text("run"),
            isDraft: data["draft"]?.boolValue ?? false, commit: commit)
    }
}

extension PullRequestHead {
    fileprivate init?(_ data: JSON.Object) {
        guard let commit = data.text("commit"), let tree = data.text("tree") else { return nil }
        self.init(commit: commit, tree: tree, from: data.text("from"))
    }
}

extension JSON.Object {
    fileprivate func text(_ name: String) -> String? { self[name]?.stringValue }
}
