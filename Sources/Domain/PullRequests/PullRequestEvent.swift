/// A fact about a pull request, as its stream has it; the wire form is in `PullRequests.md`.
public enum PullRequestEvent: Sendable, Equatable {
    /// It exists. The description is attached.
    case opened(PullRequestOpening)
    /// Some of what it says of itself is different. A new description is attached.
    case edited(PullRequestEdit)
    /// Its branch leads to another commit.
    case headMoved(PullRequestHead, HeadMove)
    /// Somebody has said something.
    case commented(PullRequestComment)
    /// Somebody has said what they think of merging it.
    case reviewed(PullRequestReview)
    /// It is no draft any more.
    case readied
    /// It is not to be merged.
    case closed
    /// It is to be merged after all.
    case reopened
    /// Its changes are in the base.
    case merged(PullRequestMerge)
}

/// What a pull request begins with.
public struct PullRequestOpening: Sendable, Equatable {
    /// What it does, in one line.
    public var title: String
    /// The branch that is to be merged, as in `fix/issue-42`.
    public var head: String
    /// The branch that it is to be merged into, as in `main`.
    public var base: String
    /// The issue that it settles: a number, or the name of one without.
    public var issue: String?
    /// The run that has made it.
    public var run: String?
    /// Whether it is not to be merged yet.
    public var isDraft: Bool
    /// Where the head's branch was.
    public var commit: PullRequestHead

    /// An opening of these parts.
    public init(
        title: String, head: String, base: String, issue: String? = nil, run: String? = nil,
        isDraft: Bool = false, commit: PullRequestHead
    ) {
        (self.title, self.head, self.base, self.issue) = (title, head, base, issue)
        (self.run, self.isDraft, self.commit) = (run, isDraft, commit)
    }

    /// A text as a title may have it: in one line, without spaces around it.
    public static func title(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: " ")
    }
}

/// What of a pull request is different from now on; nil for what stays.
public struct PullRequestEdit: Sendable, Equatable {
    /// What it does, in one line.
    public var title: String?
    /// The branch that it is to be merged into.
    public var base: String?

    /// An edit of these parts; none stands for that of the description alone.
    public init(title: String? = nil, base: String? = nil) { (self.title, self.base) = (title, base) }
}

/// Where a pull request's branch was seen.
public struct PullRequestHead: Sendable, Hashable {
    /// The commit, in hexadecimal.
    public var commit: String
    /// Its tree, in hexadecimal: what verdicts are about.
    public var tree: String
    /// The best common ancestor with the base at that time, in hexadecimal; nil where there was none.
    public var from: String?

    /// A place of these parts.
    public init(commit: String, tree: String, from: String? = nil) {
        (self.commit, self.tree, self.from) = (commit, tree, from)
    }

    /// Whether it had nothing that the base had not.
    public var isEmpty: Bool { from == commit }
}

/// How a branch has come to another commit.
public enum HeadMove: String, Sendable, CaseIterable {
    /// Commits were added in a clone with files.
    case commit
    /// Commits were added by a push, or were seen in a remote.
    case push
    /// The last commit was replaced.
    case amend
    /// The commits were replaced by others.
    case rebase
    /// The branch was set back to a commit that it had left behind.
    case reset
}

/// What somebody has said.
public struct PullRequestComment: Sendable, Equatable {
    /// The words.
    public var text: String
    /// The file that they are about, from the top of the tree.
    public var path: String?
    /// The line in it, counted from 1.
    public var line: Int?
    /// The commit in which path and line are meant.
    public var commit: String?

    /// A comment of these parts.
    public init(_ text: String, path: String? = nil, line: Int? = nil, commit: String? = nil) {
        (self.text, self.path, self.line, self.commit) = (text, path, line, commit)
    }
}

/// What somebody thinks of merging.
public struct PullRequestReview: Sendable, Equatable {
    /// What they think.
    public enum Opinion: String, Sendable, CaseIterable {
        case approve
        case reject
        /// Neither.
        case comment
    }

    /// What they think.
    public var opinion: Opinion
    /// Why; may be empty.
    public var text: String
    /// The commit that they have looked at.
    public var commit: String?

    /// A review of these parts.
    public init(_ opinion: Opinion, _ text: String = "", commit: String? = nil) {
        (self.opinion, self.text, self.commit) = (opinion, text, commit)
    }
}

/// How a pull request has come into its base.
public struct PullRequestMerge: Sendable, Equatable {
    /// The way of doing it.
    public enum Method: String, Sendable, CaseIterable {
        /// A commit with both sides as parents.
        case merge
        /// One commit with all changes.
        case squash
        /// The same commits on top of the base.
        case rebase
        /// Somebody has done it without this program.
        case elsewhere
    }

    /// Where the base was then, in hexadecimal.
    public var commit: String
    /// The way; nil for one that a later version knows.
    public var method: Method?
    /// Where the base was before, in hexadecimal; nil where nobody has seen it.
    public var previous: String?

    /// A merge of these parts.
    public init(commit: String, method: Method?, previous: String? = nil) {
        (self.commit, self.method, self.previous) = (commit, method, previous)
    }
}
