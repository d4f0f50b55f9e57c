import Domain
import Git
public import Journal
public import Platform

/// What is kept of pull requests that are over, and for how long.
public enum PullRequestRetention {
    /// Drops the references of pull requests that ended before a time: to the commits that their branches
    /// were at, and to where their bases were. The commits stay as long as something else leads to them.
    public static func drop(
        endedBefore time: Timestamp, in journal: inout Journal
    ) throws(JournalError) {
        let heads: [Reference]
        let merges: [Reference]
        do throws(GitError) {
            heads = try journal.repository.references(under: KeptHeads.prefix)
            merges = try journal.repository.references(under: MergePoint.prefix)
        } catch { throw .git(error) }
        if heads.isEmpty, merges.isEmpty { return }
        var living: Set<PullRequestID> = []
        try PullRequestIndex.forEach(in: &journal) { summary in
            if summary.endedAt.map({ $0 >= time }) ?? true { living.insert(summary.id) }
            return true
        }
        var needed: Set<String> = []
        for id in living {
            for seen in try PullRequestStore.state(of: id, in: &journal)?.heads ?? [] {
                needed.insert(seen.head.commit)
            }
        }
        do throws(GitError) {
            for reference in heads where !needed.contains(reference.target.hex) {
                try drop(reference, in: journal.repository)
            }
            for reference in merges {
                guard let id = MergePoint.id(of: reference.name), !living.contains(id) else { continue }
                try drop(reference, in: journal.repository)
            }
        } catch { throw .git(error) }
    }

    private static func drop(
        _ reference: Reference, in repository: borrowing Repository
    ) throws(GitError) {
        do throws(GitError) {
            try repository.deleteReference(reference.name, expecting: .mustMatch(reference.target))
        } catch {
            // Somebody is at it, or has left a lock behind: next time.
            guard [.locked, .modified].contains(error.kind) else { throw error }
        }
    }
}
