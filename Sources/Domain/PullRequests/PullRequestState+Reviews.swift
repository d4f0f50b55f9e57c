extension PullRequestState {
    /// A review that says yes or no, and whether it still counts.
    public struct Opinion: Sendable, Equatable {
        /// The review.
        public var review: Said<PullRequestReview>
        /// Whether the files have changed since, so that somebody has to look again.
        public var isOutdated: Bool
    }

    /// What each reviewer has said last for or against it, in the order of the journal.
    public var opinions: [Opinion] {
        var last: [String: String] = [:]
        let clear = reviews.filter { $0.content.opinion != .comment }
        for review in clear { last[review.actor] = review.id }
        return clear.filter { last[$0.actor] == $0.id }.map { review in
            Opinion(review: review, isOutdated: isOutdated(review.content.commit))
        }
    }

    /// Who is against it, having looked at the files as they are.
    public var rejectedBy: [String] { names(of: .reject) }

    /// Who is for it, having looked at the files as they are.
    public var approvedBy: [String] { names(of: .approve) }

    /// Whether what was said about a commit is about other files than those of the head. A rebase that leaves
    /// them as they are changes nothing.
    private func isOutdated(_ commit: String?) -> Bool {
        guard let commit, let tree = tree(of: commit) else { return false }
        return tree != head.tree
    }

    private func names(of opinion: PullRequestReview.Opinion) -> [String] {
        opinions.filter { !$0.isOutdated && $0.review.content.opinion == opinion }.map(\.review.actor)
    }
}
