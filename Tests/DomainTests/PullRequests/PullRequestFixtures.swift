import Domain
import Platform

extension PullRequestID {
    static let sample = PullRequestID(bits: 7)
}

extension PullRequestHead {
    /// A place whose commit, tree and origin are told apart by numbers.
    static func numbered(_ number: Int, tree: Int? = nil, from: Int? = 0) -> PullRequestHead {
        PullRequestHead(
            commit: "c\(number)", tree: "t\(tree ?? number)", from: from.map { "c\($0)" })
    }
}

extension PullRequestOpening {
    static func sample(isDraft: Bool = false) -> PullRequestOpening {
        PullRequestOpening(
            title: "Fix it", head: "fix/it", base: "main", issue: "42", run: "r", isDraft: isDraft,
            commit: .numbered(1))
    }
}

/// Numbers facts in the order in which they are given.
func records(
    _ events: [PullRequestEvent], replica: String = "here", actor: String = "person/ada"
) -> [PullRequestRecord] {
    events.enumerated().map { index, event in
        record(event, index + 1, replica: replica, actor: actor)
    }
}

/// A fact at a place of the journal.
func record(
    _ event: PullRequestEvent, _ number: Int, replica: String = "here", actor: String = "person/ada"
) -> PullRequestRecord {
    let digits = String(number)
    return PullRequestRecord(
        id: String(repeating: "0", count: 4 - digits.count) + digits + replica, replica: replica,
        at: Timestamp(milliseconds: Int64(number) * 1000), actor: actor, event: event)
}

/// What facts add up to, one after the other.
func state(_ events: [PullRequestEvent]) -> PullRequestState {
    guard let state = PullRequestState.fold(records(events), of: .sample) else {
        preconditionFailure("no beginning")
    }
    return state
}
