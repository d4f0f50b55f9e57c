public import Platform

/// What lists need of a pull request.
public struct PullRequestSummary: Sendable, Equatable {
    /// Its name.
    public var id: PullRequestID
    /// Where it stands.
    public var status: PullRequestStatus
    /// What it does.
    public var title: String
    /// The branch that is to be merged.
    public var headBranch: String
    /// The branch that it is to be merged into.
    public var base: String
    /// Whether it is not to be merged yet.
    public var isDraft: Bool
    /// The issue that it settles.
    public var issue: String?
    /// The run that has made it.
    public var run: String?
    /// Who has opened it.
    public var author: String
    /// When.
    public var openedAt: Timestamp
    /// When something was recorded last.
    public var updatedAt: Timestamp
    /// When it was closed or merged.
    public var endedAt: Timestamp?
    /// Its head's commit, in hexadecimal.
    public var commit: String
    /// The head's tree, in hexadecimal.
    public var tree: String
    /// How much was said.
    public var comments: Int
    /// How many are for it, having looked at the files as they are.
    public var approvals: Int
    /// How many are against it, having looked at the files as they are.
    public var rejections: Int
}

extension PullRequestState {
    /// What lists need.
    public var summary: PullRequestSummary {
        PullRequestSummary(
            id: id, status: status, title: title, headBranch: headBranch, base: base, isDraft: isDraft,
            issue: issue, run: run, author: author, openedAt: openedAt, updatedAt: updatedAt,
            endedAt: endedAt, commit: head.commit, tree: head.tree, comments: comments.count + reviews.count,
            approvals: approvedBy.count, rejections: rejectedBy.count)
    }
}

extension PullRequestSummary {
    /// The summary as one text; the form is the query cache's own and may change at any time.
    public var text: String {
        let fields = [
            status.rawValue, headBranch, base, isDraft ? "1" : "", issue ?? "", run ?? "", author,
            String(openedAt.milliseconds), String(updatedAt.milliseconds),
            endedAt.map { String($0.milliseconds) } ?? "", commit, tree, String(comments), String(approvals),
            String(rejections), title,
        ]
        return fields.map(Self.plain).joined(separator: "\t")
    }

    /// Reads a summary from its text; nil for anything else.
    public init?(_ id: PullRequestID, text: String) {
        let fields = text.utf8.split(separator: 0x09, omittingEmptySubsequences: false).map { String($0) }
        guard fields.count == 16, let status = fields[0].flatMap({ PullRequestStatus(rawValue: $0) }) else {
            return nil
        }
        func field(_ index: Int) -> String { fields[index] ?? "" }
        func present(_ index: Int) -> String? { field(index).isEmpty ? nil : field(index) }
        func time(_ index: Int) -> Timestamp { Timestamp(milliseconds: Int64(field(index)) ?? 0) }
        self.init(
            id: id, status: status, title: field(15), headBranch: field(1), base: field(2),
            isDraft: field(3) == "1", issue: present(4), run: present(5), author: field(6), openedAt: time(7),
            updatedAt: time(8), endedAt: present(9).map { _ in time(9) }, commit: field(10), tree: field(11),
            comments: Int(field(12)) ?? 0, approvals: Int(field(13)) ?? 0, rejections: Int(field(14)) ?? 0)
    }

    /// A text without what parts fields.
    private static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A }) else { return text }
        return String(decoding: text.utf8.map { $0 == 0x09 || $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
    }
}
