import Domain
import Git

/// What a branch has that its base has not.
struct BranchChange {
    /// Where the branch is.
    let tip: ObjectID
    /// The same as pull requests have it.
    let head: PullRequestHead
    /// Of its commits, the oldest first; merges do not count.
    let subjects: [String]
    /// The files that are different, in the order of their paths.
    let files: [PullRequestDescription.File]

    /// More commits than that are not read for the sake of a description.
    private static let longest = 1000

    init(head: String, base: String, in repository: borrowing Repository) throws(PullRequestError) {
        do {
            guard let tip = try PullRequestBranches.tip(of: head, in: repository)?.commit else {
                throw PullRequestError.missingBranch(head)
            }
            guard let target = try PullRequestBranches.tip(of: base, in: repository)?.commit else {
                throw PullRequestError.missingBranch(base)
            }
            guard let from = try repository.mergeBase(tip, target) else {
                throw PullRequestError.unrelated(head: head, base: base)
            }
            guard from != tip else { throw PullRequestError.nothingToMerge(head: head, base: base) }
            self.tip = tip
            let commit = try repository.commit(tip)
            self.head = PullRequestHead(commit: tip.hex, tree: commit.tree.hex, from: from.hex)
            var subjects: [String] = []
            for id in try repository.revisions(
                from: [tip], hiding: [target], order: [.topological, .reverse]
            ).suffix(Self.longest) {
                let commit = try repository.commit(id)
                if commit.parents.count < 2 { subjects.append(commit.subject) }
            }
            self.subjects = subjects
            files = try repository.changes(from: from, to: tip, detectingRenames: true).map { change in
                PullRequestDescription.File(change.path, change.remark)
            }
        } catch { throw PullRequestError(error) }
    }
}

extension FileChange {
    /// What happened, beside other content.
    fileprivate var remark: String? {
        switch status {
        case .added: "new"
        case .deleted: "deleted"
        case .renamed: old.map { "was \($0.path)" }
        case .modified, .typeChanged: nil
        }
    }
}
