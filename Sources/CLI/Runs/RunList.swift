import Engine
import Git
import Journal
import Workflow

/// The runs that were asked for.
struct RunList {
    /// The latest first.
    private(set) var runs: [RunSummary] = []
    /// Whether there are others that were left out for their number.
    private(set) var hasMore = false
    private let presence: RunPresence
    private let replica: String?

    init(_ selection: RunSelection, in journal: inout Journal) throws(Failure) {
        presence = RunPresence(commonDirectory: journal.repository.commonDirectory)
        do throws(JournalError) {
            replica = try journal.replica()?.description
            let unfinished: [RunStatus] = [.pending, .running, .waiting]
            let (wanted, over) = (Self.statuses(selection), Set(RunStatus.allCases).subtracting(unfinished))
            var (open, ended) = ([RunSummary](), [RunSummary]())
            try RunIndex.forEach(in: &journal, statuses: unfinished) { run in
                open.append(run)
                return true
            }
            open = open.filter { matches($0, selection) }
            // Counted on its own: the first runs of all may be any.
            let room = selection.limit
            var hasMore = false
            try RunIndex.forEach(in: &journal, statuses: over.filter { wanted.contains($0) }) { run in
                guard matches(run, selection) else { return true }
                hasMore = ended.count >= room
                if !hasMore { ended.append(run) }
                return !hasMore
            }
            let ranked = (open + ended).sorted { ($0.startedAt, $0.id) > ($1.startedAt, $1.id) }
            for (index, run) in ranked.enumerated() {
                if index < room || unfinished.contains(run.status) {
                    runs.append(run)
                } else {
                    hasMore = true
                }
            }
            self.hasMore = hasMore
        } catch { throw Failure(error) }
    }

    /// Whether the run was under way in a process that is gone.
    func isInterrupted(_ run: RunSummary) -> Bool {
        run.status == .running && run.owner == replica && !presence.isPerformed(run.id)
    }

    private func matches(_ run: RunSummary, _ selection: RunSelection) -> Bool {
        if let workflow = selection.workflow, run.workflow != workflow { return false }
        guard let statuses = selection.statuses else { return true }
        let isInterrupted = isInterrupted(run)
        if isInterrupted { return statuses.contains(RunSelection.interrupted) }
        return statuses.contains(run.status.rawValue)
    }

    private static func statuses(_ selection: RunSelection) -> Set<RunStatus> {
        guard let names = selection.statuses else { return Set(RunStatus.allCases) }
        return Set(names.compactMap { RunStatus(rawValue: $0) })
    }
}
