import Domain
import Platform

/// Everything about a pull request, for people.
struct PullRequestReport {
    let view: PullRequestView
    let style: TextStyle
    let now: Timestamp

    private var state: PullRequestState { view.state }

    var lines: [String] { head + description + verification + comments + reviews + next }

    private var head: [String] {
        let mark = RunMark(state.status, isDraft: state.isDraft).text(style)
        let status = PullRequestWords.status(state.status, isDraft: state.isDraft)
        var lines = [
            "\(mark) \(style.bold("pull request \(view.name)"))  \(harmless(state.title))  \(status)",
            field("branch", "\(state.headBranch) at \(state.head.commit.prefix(12))\(branchRemark)"),
            field("into", state.base),
            field("opened", "\(moment(state.openedAt)) by \(state.author)"),
        ]
        if let issue = state.issue { lines.append(field("issue", Int(issue) == nil ? issue : "#\(issue)")) }
        if let run = state.run { lines.append(field("run", run)) }
        if let answer = view.mergeability { lines.append(field("merge", PullRequestWords.merging(answer))) }
        if let merge = state.merge {
            lines.append(field("merged", PullRequestWords.merged(merge, moment(merge.at))))
        }
        for opinion in state.opinions {
            let word = opinion.review.content.opinion == .approve ? "approved" : "rejected"
            let remark = opinion.isOutdated ? ", outdated: the files have changed since" : ""
            lines.append(field(word, "by \(opinion.review.actor)\(remark)"))
        }
        return lines
    }

    private var branchRemark: String {
        if view.hasBranch { return "" }
        return state.status == .open ? ", the branch is gone" : ""
    }

    private var description: [String] {
        guard let text = view.description, !text.isEmpty else { return [] }
        return [""]
            + text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.isEmpty ? "" : "    \(harmless(String(line)))"
            }.trimmed
    }

    /// Where the description has no place for it.
    private var verification: [String] {
        let isTold = view.description.map { PullRequestDescription.tellsVerdict($0) } ?? false
        guard state.status == .open, !isTold else { return [] }
        guard let verdict = view.verdict else { return ["", "  not verified"] }
        return ["", "  verification"]
            + PullRequestDescription.lines(for: verdict).map { "    \(harmless($0))" }
    }

    private var comments: [String] {
        state.comments.isEmpty
            ? [] : ["", "  comments"] + zip(state.comments, view.places).flatMap { lines(about: $0, $1) }
    }

    private func lines(
        about comment: PullRequestState.Said<PullRequestComment>, _ place: CommentPlace
    ) -> [String] {
        let words: String
        switch place {
        case .general: words = ""
        case .followed(let path, let line): words = "  \(path)\(line.map { ":\($0)" } ?? "")"
        case .outdated:
            let path = comment.content.path ?? ""
            words = "  \(path)\(comment.content.line.map { ":\($0)" } ?? ""), outdated"
        }
        return ["    \(harmless(comment.actor)), \(age(comment.at))\(harmless(words))"]
            + quoted(comment.content.text)
    }

    private var reviews: [String] {
        let said = state.reviews.filter { !$0.content.text.isEmpty }
        if said.isEmpty { return [] }
        return ["", "  reviews"]
            + said.flatMap { review in
                [
                    "    \(harmless(review.actor)), \(age(review.at)): \(review.content.opinion.rawValue)"
                ] + quoted(review.content.text)
            }
    }

    private var next: [String] {
        let commands = PullRequestWords.commands(for: view)
        return commands.isEmpty ? [] : ["", "  next"] + commands.map { "    \($0)" }
    }

    private func moment(_ time: Timestamp) -> String { "\(TimeText.moment(time)), \(age(time))," }

    private func age(_ time: Timestamp) -> String { TimeText.age(time, at: now) }

    private func field(_ name: String, _ value: String) -> String {
        "  \(name)\(String(repeating: " ", count: max(1, 10 - name.count)))\(harmless(value))"
    }

    private func quoted(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }.trimmed.map {
            "      \(style.faint("\(style.bar) \(harmless(withoutEscapes($0)))"))"
        }
    }
}

extension [String] {
    /// Without the empty lines at the end.
    fileprivate var trimmed: [String] {
        var lines = self
        while lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines
    }
}
