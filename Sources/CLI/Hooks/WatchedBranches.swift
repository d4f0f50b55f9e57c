import Domain
import Engine
import JSON
import Journal
import Workflow

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

    /// Whether moves of a branch, which is named in full, are recorded.
    static func contain(_ reference: String, in journal: inout Journal) throws(JournalError) -> Bool {
        guard reference.hasPrefix("refs/heads/") else { return false }
        if IssueBranch(name(of: reference)) != nil { return true }
        var isThere = false
        try journal.forEachSummary(of: ofRuns, states: [reference], limit: 1) { _ in
            isThere = true
            return false
        }
        if isThere { return true }
        return try !PullRequestIndex.open(head: name(of: reference), in: &journal).isEmpty
    }

    /// Whether a run that is not over has made a branch: the pull request of that is its own affair.
    static func haveLiveRun(_ reference: String, in journal: inout Journal) throws(JournalError) -> Bool {
        var runs: [RunID] = []
        try journal.forEachSummary(of: ofRuns, states: [reference]) { entry in
            if let run = RunIndex.run(of: entry.stream) { runs.append(run) }
            return true
        }
        for run in runs {
            guard let status = try RunIndex.summary(of: run, in: &journal)?.status else { continue }
            if RunIndex.unfinishedStatuses.contains(status) { return true }
        }
        return false
    }

    /// The short name of a branch.
    static func name(of reference: String) -> String {
        reference.hasPrefix("refs/heads/") ? String(reference.dropFirst("refs/heads/".count)) : reference
    }
}
