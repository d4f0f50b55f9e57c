import Git
public import Journal
public import Platform
public import Workflow

/// What is kept of runs that are over, and for how long.
public enum RunRetention {
    /// Rollback points are dropped so long after the end of their run, unless the user says otherwise:
    /// 30 days, in milliseconds.
    public static let usual: Int64 = 30 * 86_400_000

    /// Drops the rollback points of runs that ended before a time, and what they found in working directories. What the runs did stays in the journal,
    /// and their trees can be made from it again.
    ///
    /// - Returns: the runs whose points were dropped.
    public static func dropPoints(
        ofRunsEndedBefore time: Timestamp, in journal: inout Journal
    ) throws(JournalError) -> [RunID] {
        var dropped: [RunID] = []
        do {
            let prefixes = [PointChain.prefix, RunID.beforePrefix]
            for (prefix, reference) in try prefixes.flatMap({ prefix in
                try journal.repository.references(under: prefix).map { (prefix, $0) }
            }) {
                guard let run = RunID(String(reference.name.dropFirst(prefix.count))),
                    let summary = try RunIndex.summary(of: run, in: &journal), let end = summary.endedAt,
                    end < time
                else { continue }
                if try drop(reference, in: journal.repository), !dropped.contains(run) { dropped.append(run) }
            }
        } catch let error as JournalError {
            throw error
        } catch let error as GitError {
            throw .git(error)
        } catch { preconditionFailure("no other error is thrown: \(error)") }
        return dropped
    }

    /// Drops the references that keep the commits which runs started from, once no run of a commit is under
    /// way or ended after a time.
    public static func dropBases(
        ofRunsEndedBefore time: Timestamp, in journal: inout Journal
    ) throws(JournalError) {
        do throws(GitError) {
            if try journal.repository.references(under: KeptBases.prefix).isEmpty { return }
        } catch { throw .git(error) }
        var runs: [RunID] = []
        try RunIndex.forEach(in: &journal) { summary in
            if summary.endedAt.map({ $0 >= time }) ?? true { runs.append(summary.id) }
            return true
        }
        var needed: Set<String> = []
        for run in runs {
            // The first event that this version knows of a run has its beginning.
            try journal.forEachEvent(of: RunStore.stream(of: run)) { event in
                guard case .started(let start)? = RunRecord(event)?.event else { return true }
                needed.insert(start.base)
                return false
            }
        }
        do throws(GitError) {
            for reference in try journal.repository.references(under: KeptBases.prefix)
            where !needed.contains(reference.target.hex) {
                try drop(reference, in: journal.repository)
            }
        } catch { throw .git(error) }
    }

    /// - Returns: false where somebody is at the reference or has left a lock behind, which
    ///   `git autowrk doctor` tells.
    @discardableResult
    private static func drop(
        _ reference: Reference, in repository: borrowing Repository
    ) throws(GitError) -> Bool {
        do throws(GitError) {
            try repository.deleteReference(reference.name, expecting: .mustMatch(reference.target))
            return true
        } catch {
            guard [.locked, .modified].contains(error.kind) else { throw error }
            return false
        }
    }

    /// Removes what commands of runs that are over have left beside the journal: output that a killed
    /// process could not attach.
    public static func dropOutput(in journal: inout Journal) throws(JournalError) {
        let folder = CommandOutput.folder(commonDirectory: journal.repository.commonDirectory)
        for name in (try? Files.list(folder)) ?? [] {
            guard let run = RunID(name), try RunIndex.summary(of: run, in: &journal)?.endedAt != nil else {
                continue
            }
            try? Files.removeTree("\(folder)/\(name)")
        }
    }
}
