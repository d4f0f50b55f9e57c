import Domain
import Git
import JSON
import Journal

/// The branches whose moves are recorded: those for issues and features, those that a run has made, and those
/// with an open pull request.
enum WatchedBranches {
    /// The first branch that each run has made, as far as its steps tell.
    private static let ofRuns = Projection(name: "run-branches", version: 1, streamPrefix: "run/") {
        _, events in
        for event in events {
            for effect in event.data["effects"]?.arrayValue ?? [] {
                guard effect["kind"]?.stringValue == "branch_created",
                    let reference = effect["reference"]?.stringValue
                else { continue }
                return Summary(state: reference, text: "")
            }
        }
        return nil
    }

    /// The head of each pull request that is open.
    private static let ofPullRequests = Projection(name: "pr-branches", version: 1, streamPrefix: "pr/") {
        _, events in
        var (head, isOpen) = ("", false)
        for event in events {
            switch event.type.description {
            case "pr_opened": (head, isOpen) = (event.data["head"]?.stringValue ?? "", true)
            case "pr_closed", "pr_merged": isOpen = false
            case "pr_reopened": isOpen = true
            default: break
            }
        }
        return isOpen ? Summary(state: "refs/heads/\(head)", text: "") : nil
    }

    /// Whether moves of a branch, which is named in full, are recorded.
    static func contain(_ reference: String, in journal: inout Journal) throws(JournalError) -> Bool {
        guard reference.hasPrefix("refs/heads/") else { return false }
        if IssueBranch(name(of: reference)) != nil { return true }
        if try exists(reference, ofRuns, &journal) { return true }
        return try exists(reference, ofPullRequests, &journal)
    }

    /// The short name of a branch.
    static func name(of reference: String) -> String {
        reference.hasPrefix("refs/heads/") ? String(reference.dropFirst("refs/heads/".count)) : reference
    }

    private static func exists(
        _ reference: String, _ projection: Projection, _ journal: inout Journal
    ) throws(JournalError) -> Bool {
        var isThere = false
        try journal.forEachSummary(of: projection, states: [reference], limit: 1) { _ in
            isThere = true
            return false
        }
        return isThere
    }
}
