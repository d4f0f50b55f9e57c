/// What somebody wants of a pull request.
public enum PullRequestCommand: Sendable, Equatable {
    /// It is to say something else of itself.
    case edit(PullRequestEdit)
    /// Its branch is elsewhere.
    case moveHead(PullRequestHead, HeadMove)
    /// Something is to be said.
    case comment(PullRequestComment)
    /// An opinion is to be given.
    case review(PullRequestReview)
    /// It is to be a draft no longer.
    case ready
    /// It is not to be merged.
    case close
    /// It is to be merged after all.
    case reopen
    /// It is in its base: a fact, whatever anybody thinks of it.
    case merged(PullRequestMerge)
}

/// Why a pull request does not allow what was asked for.
public enum PullRequestRefusal: Error, Sendable, Equatable {
    /// It is in its base, and stays there.
    case isMerged
    /// It is not to be merged.
    case isClosed
    /// It is open already.
    case isOpen
    /// It is not to be merged yet.
    case isDraft
    /// It is no draft.
    case isReady
    /// These are against it.
    case isRejected(by: [String])
    /// There are no words.
    case isEmpty
    /// A line, but no file that it stands in.
    case lineWithoutFile
}

extension PullRequestState {
    /// What follows from a command. The table:
    ///
    /// | | open | draft | closed | merged |
    /// | --- | --- | --- | --- | --- |
    /// | edit | yes | yes | yes | title and description |
    /// | moveHead | yes | yes | nothing | nothing |
    /// | comment | yes | yes | yes | yes |
    /// | review | yes | yes | refused | refused |
    /// | ready | refused | yes | refused | refused |
    /// | close | yes | yes | refused | refused |
    /// | reopen | refused | refused | yes | refused |
    /// | merged | yes | yes | yes | nothing |
    ///
    /// Whether it may be merged, ``requireMergeable()`` says: open ones that nobody rejects.
    public func decide(_ command: PullRequestCommand) throws(PullRequestRefusal) -> [PullRequestEvent] {
        switch command {
        case .edit(let edit):
            if status == .merged, edit.base != nil { throw .isMerged }
            if let title = edit.title, PullRequestOpening.title(title).isEmpty { throw .isEmpty }
            return [
                .edited(
                    PullRequestEdit(title: edit.title.map { PullRequestOpening.title($0) }, base: edit.base))
            ]
        case .moveHead(let head, let cause):
            return status == .open && head.commit != self.head.commit ? [.headMoved(head, cause)] : []
        case .comment(let comment):
            guard !Self.isBlank(comment.text) else { throw .isEmpty }
            guard comment.line == nil || comment.path != nil else { throw .lineWithoutFile }
            return [.commented(comment)]
        case .review(let review):
            try requireOpen()
            guard review.opinion == .approve || !Self.isBlank(review.text) else { throw .isEmpty }
            return [.reviewed(review)]
        case .ready:
            try requireOpen()
            guard isDraft else { throw .isReady }
            return [.readied]
        case .close:
            try requireOpen()
            return [.closed]
        case .reopen:
            switch status {
            case .open: throw .isOpen
            case .merged: throw .isMerged
            case .closed: return [.reopened]
            }
        case .merged(let merge): return status == .merged ? [] : [.merged(merge)]
        }
    }

    /// Refuses what is not to be merged, for reasons that have nothing to do with what is in the files.
    public func requireMergeable() throws(PullRequestRefusal) {
        try requireOpen()
        if isDraft { throw .isDraft }
        let rejectedBy = rejectedBy
        if !rejectedBy.isEmpty { throw .isRejected(by: rejectedBy) }
    }

    private func requireOpen() throws(PullRequestRefusal) {
        switch status {
        case .open: return
        case .closed: throw .isClosed
        case .merged: throw .isMerged
        }
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}

extension PullRequestRefusal {
    /// What is in the way, in lower case, without the name of the pull request.
    public var message: String {
        switch self {
        case .isMerged: "it is merged"
        case .isClosed: "it is closed"
        case .isOpen: "it is open already"
        case .isDraft: "it is a draft"
        case .isReady: "it is no draft"
        case .isRejected(let names): "it is rejected by \(names.joined(separator: ", "))"
        case .isEmpty: "there is nothing in it"
        case .lineWithoutFile: "a line needs the file that it stands in"
        }
    }
}
