public import Domain
import Git
import JSON
public import Journal

/// A pull request that is to be opened, as somebody asks for it.
public struct PullRequestRequest: Sendable {
    /// Its name.
    public var id: PullRequestID
    /// The branch that is to be merged.
    public var head: String
    /// The branch that it is to be merged into.
    public var base: String
    /// What it does; nil for what the commit says, or the issue, or the branch's name.
    public var title: String?
    /// Its description; nil for one that is made from the commits and the verdict.
    public var description: String?
    /// The issue that it settles: a number, or the name of one without.
    public var issue: String?
    /// The run that makes it.
    public var run: String?
    /// Whether it is not to be merged yet.
    public var isDraft = false

    /// A request for these branches.
    public init(id: PullRequestID, head: String, base: String) {
        (self.id, self.head, self.base) = (id, head, base)
    }
}

/// A pull request that can be recorded.
public struct PreparedPullRequest: Sendable {
    /// Its name.
    public var id: PullRequestID
    /// What it begins with.
    public var opening: PullRequestOpening
    /// Its description.
    public var description: String
    /// An open one for the same branches, which stands in the way.
    public var existing: PullRequestID?

    /// The facts to be recorded.
    public func drafts(by actor: String) -> [EventDraft] {
        PullRequestStore.drafts([.opened(opening)], of: id, by: actor, description: description)
    }
}

extension PullRequestRequest {
    /// Looks at the branches and finds what was not asked for; keeps the head's commit from being collected.
    /// Nothing is recorded.
    ///
    /// - Throws: for branches that are missing, have no common history or nothing to merge.
    public func prepare(in journal: inout Journal) throws(PullRequestError) -> PreparedPullRequest {
        let (head, base) = (PullRequestBranches.name(head), PullRequestBranches.name(base))
        if head == base { throw .sameBranch(head) }
        let change = try BranchChange(head: head, base: base, in: journal.repository)
        do {
            let existing = try PullRequestIndex.open(head: head, base: base, in: &journal).first?.id
            var title = PullRequestOpening.title(self.title ?? "")
            if title.isEmpty {
                title = PullRequestOpening.title(try defaultTitle(of: change, in: &journal))
            }
            var description = self.description
            if description == nil {
                let verdict = try RecordedVerdicts.verdict(of: change.head.tree, in: &journal)
                description = PullRequestDescription.text(
                    subjects: change.subjects, files: change.files, verdict: verdict, issue: issue)
            }
            try KeptHeads.keep(change.tip, in: journal.repository)
            return PreparedPullRequest(
                id: id,
                opening: PullRequestOpening(
                    title: title, head: head, base: base, issue: issue, run: run, isDraft: isDraft,
                    commit: change.head),
                description: description ?? "", existing: existing)
        } catch { throw PullRequestError(error) }
    }

    private func defaultTitle(
        of change: BranchChange, in journal: inout Journal
    ) throws(JournalError) -> String {
        if change.subjects.count == 1 { return change.subjects[0] }
        if let issue, let title = try Self.title(ofIssue: issue, in: &journal) { return title }
        let words = (head.split(separator: "/").last ?? "").replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// What an issue is called now.
    private static func title(
        ofIssue issue: String, in journal: inout Journal
    ) throws(JournalError) -> String? {
        guard let stream = StreamName("issue/\(issue)") else { return nil }
        var title: String?
        try journal.forEachEvent(of: stream, newestFirst: true) { event in
            title = event.data["title"]?.stringValue
            return title == nil
        }
        return title
    }
}

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
