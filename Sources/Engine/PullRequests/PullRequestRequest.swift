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
    /// What its author says of it, for a description that is made; nil for nothing.
    public var report: PullRequestDescription.Report?
    /// The issue that it settles: a number, or the name of one without.
    public var issue: String?
    /// What a person has to look at.
    public var remarks: [String] = []
    /// The run that makes it.
    public var run: String?
    /// Whether it is not to be merged yet.
    public var isDraft = false

    /// A request for these branches.
    public init(id: PullRequestID, head: String, base: String) {
        (self.id, self.head, self.base) = (id, head, base)
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
                    subjects: change.subjects, files: change.files, report: report, verdict: verdict,
                    issue: issue)
            }
            description = PullRequestDescription.text(description ?? "", remarks: remarks)
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
