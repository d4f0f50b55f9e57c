import Domain
import Git
public import Journal
public import Platform

/// Keeps the commits that branches of pull requests were at: Git collects what no reference leads to, and a
/// pull request outlives its branch.
///
/// A reference for each commit, as for the commits that runs start from (`KeptBases`).
public enum KeptHeads {
    static let prefix = "refs/autowrk/heads/"

    /// Makes the reference, if it is not there.
    static func keep(_ commit: ObjectID, in repository: borrowing Repository) throws {
        try KeptCommits.keep(commit, below: prefix, because: "a pull request is here", in: repository)
    }

    /// Drops the references of pull requests that ended before a time. Their commits stay as long as
    /// something else leads to them.
    public static func drop(
        ofPullRequestsEndedBefore time: Timestamp, in journal: inout Journal
    ) throws(JournalError) {
        do throws(GitError) {
            if try journal.repository.references(under: prefix).isEmpty { return }
        } catch { throw .git(error) }
        var living: [PullRequestID] = []
        try PullRequestIndex.forEach(in: &journal) { summary in
            if summary.endedAt.map({ $0 >= time }) ?? true { living.append(summary.id) }
            return true
        }
        var needed: Set<String> = []
        for id in living {
            for seen in try PullRequestStore.state(of: id, in: &journal)?.heads ?? [] {
                needed.insert(seen.head.commit)
            }
        }
        do throws(GitError) {
            for reference in try journal.repository.references(under: prefix)
            where !needed.contains(reference.target.hex) {
                do throws(GitError) {
                    try journal.repository.deleteReference(
                        reference.name, expecting: .mustMatch(reference.target))
                } catch {
                    // Somebody is at it, or has left a lock behind: next time.
                    guard [.locked, .modified].contains(error.kind) else { throw error }
                }
            }
        } catch { throw .git(error) }
    }
}
