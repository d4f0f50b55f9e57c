import Domain

/// How it stands with pull requests, in words.
enum PullRequestWords {
    static func status(_ status: PullRequestStatus, isDraft: Bool) -> String {
        status == .open && isDraft ? "draft" : status.rawValue
    }

    /// What merging would come to.
    static func merging(_ answer: Mergeability) -> String {
        let distance = "\(counted(answer.ahead, "commit")) ahead, \(answer.behind) behind"
        switch answer.outcome {
        case .clean: return "possible, \(distance)"
        case .conflicts(let paths):
            return "conflicts in \(paths.prefix(10).joined(separator: ", "))"
                + "\(paths.count > 10 ? ", …" : ""); \(distance)"
        case .merged: return "nothing to merge, the base has all of its commits"
        case .unrelated: return "impossible, the branches have no common history"
        case .missingBase: return "impossible, there is no branch of that name here"
        case .unknown: return "unknown, as nothing can be written here; \(distance)"
        case .missingHead: return "unknown, the commit is not in this clone"
        }
    }

    /// How it has come into its base.
    static func merged(_ merge: PullRequestState.Merge, _ moment: String) -> String {
        let way: String
        switch merge.content.method {
        case .merge: way = "by merge commit"
        case .squash: way = "as one commit"
        case .rebase: way = "by rebase"
        case .elsewhere: way = "by other means, seen"
        case nil: way = ""
        }
        return "\(moment) \(way) at \(merge.content.commit.prefix(12)) by \(merge.actor)"
    }

    /// What can be done now.
    static func commands(for view: PullRequestView) -> [String] {
        let command = "git autowrk pr"
        switch view.state.status {
        case .merged: return []
        case .closed: return ["\(command) reopen \(view.name)"]
        case .open:
            var commands = ["\(command) diff \(view.name)"]
            if view.state.isDraft { commands.append("\(command) ready \(view.name)") }
            if !view.state.isDraft, view.mergeability?.isClean ?? false {
                commands.append("\(command) merge \(view.name)")
            }
            return commands
        }
    }
}

extension RunMark {
    /// For a pull request.
    init(_ status: PullRequestStatus, isDraft: Bool) {
        switch status {
        case .open: self = isDraft ? .open : .waiting
        case .merged: self = .done
        case .closed: self = .skipped
        }
    }
}
