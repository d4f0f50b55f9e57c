import Engine
import Git
import Glibc
import JSON
import Journal
import Platform
import Workflow

/// Follows runs by what other processes record and what their commands print.
struct RunWatcher {
    private let board: RunBoard
    private var presence: RunPresence
    private let commonDirectory: String
    private let isJSON: Bool
    /// Whether runs that start meanwhile are watched, too.
    private let isOpen: Bool
    private var runs: [RunID: WatchedRun] = [:]
    private var cursor: IntakeCursor

    /// Microseconds between two looks; a person does not notice them.
    private static let interval: UInt32 = 250_000
    /// So many looks a run that nobody goes on with is given: a process may just be about to.
    private static let patience = 12

    /// Finds the runs; nothing is shown yet.
    init(
        _ arguments: Arguments, _ session: borrowing Session, _ journal: inout Journal
    ) throws(Failure) {
        isJSON = arguments.has("--json")
        isOpen = arguments.operands.isEmpty
        board = RunBoard(
            try session.openJournal(), session, mode: isJSON ? .lines : RunBoard.mode(session),
            namesRuns: arguments.operands.count != 1)
        commonDirectory = journal.repository.commonDirectory
        presence = RunPresence(commonDirectory: commonDirectory)
        do throws(JournalError) { cursor = try journal.cursor() } catch { throw Failure(error) }
        for word in arguments.operands { runs[try RunNames.find(word, in: &journal)] = WatchedRun() }
        guard isOpen else { return }
        do throws(JournalError) {
            for run in try RunIndex.unfinished(in: &journal) { runs[run.id] = WatchedRun() }
        } catch { throw Failure(error) }
    }

    /// Watches to the end, which is never where runs that start meanwhile are watched, too.
    mutating func watch(_ session: inout Session, _ journal: inout Journal) throws(Failure) -> ExitStatus {
        // Whoever names a run wants to know how it came to where it is.
        for run in runs.keys.sorted() { try take(run, tellsAll: !isOpen, &session, &journal) }
        while true {
            followOutput()
            if !isJSON { board.draw() }
            if !isOpen, runs.values.allSatisfy(\.isAtRest) { break }
            usleep(Self.interval)
            try look(&session, &journal)
        }
        var (views, worst) = ([RunView](), ExitStatus.done)
        for run in runs.keys.sorted() {
            let view = try RunReader.view(run, in: &journal)
            views.append(view)
            worst = worst.worse(ExitStatus(view.state))
        }
        if !isJSON { board.finish(views) }
        return worst
    }

    /// Takes in what others have recorded since the last look.
    private mutating func look(_ session: inout Session, _ journal: inout Journal) throws(Failure) {
        guard journal.hasNews(since: cursor) else { return }
        // Before the first run of all there is nothing that could be locked.
        presence = RunPresence(commonDirectory: commonDirectory)
        let changes: StreamChanges
        do throws(JournalError) {
            changes = try journal.changes(since: cursor, startingWith: RunLog.prefix)
        } catch { throw Failure(error) }
        cursor = changes.cursor
        for change in changes.streams {
            guard let run = RunLog.run(of: change.stream), isOpen || runs[run] != nil else { continue }
            try take(run, tellsAll: true, &session, &journal)
        }
    }

    /// Tells what is new about a run.
    private mutating func take(
        _ run: RunID, tellsAll: Bool, _ session: inout Session, _ journal: inout Journal
    ) throws(Failure) {
        let (loaded, state) = try RunReader.loaded(run, in: &journal)
        var watched = runs[run] ?? WatchedRun()
        if isJSON { try printNews(of: run, watched.seen, &session, &journal) }
        let news = loaded.records.filter { watched.seen.insert($0.id).inserted }
        watched.state = state
        watched.idleLooks = 0
        runs[run] = watched
        guard !isJSON else { return }
        board.show(state, isPerformed: presence.isPerformed(run), news: tellsAll ? news : [])
    }

    private func printNews(
        of run: RunID, _ seen: Set<String>, _ session: inout Session, _ journal: inout Journal
    ) throws(Failure) {
        try EventOutput.forEachLine(of: try RunLog.stream(of: run), in: &journal) { (line) throws(Failure) in
            if let event = try? Event(line: line), !seen.contains(event.id.description) {
                try session.write(EventOutput.document(line) + "\n")
            }
            return true
        }
        try session.flush()
    }

    /// Reads on in the output of commands, and looks who is still at it.
    private mutating func followOutput() {
        for run in runs.keys {
            guard var watched = runs[run], let state = watched.state else { continue }
            let isPerformed = presence.isPerformed(run)
            watched.idleLooks = isPerformed ? 0 : watched.idleLooks + 1
            let isSettled =
                state.phase.isOver
                ? state.requests.isEmpty : state.status == .waiting && !state.summary.hasRequests
            watched.isAtRest = !isPerformed && (isSettled || watched.idleLooks > Self.patience)
            board.setPerformed(run, isPerformed)
            if !isJSON, board.mode == .screen {
                for (step, known) in state.steps where known.status == .running {
                    let file = CommandOutput.file(of: step, run, commonDirectory: commonDirectory)
                    let bytes = watched.readOn(step, file)
                    if !bytes.isEmpty { board.observe(.printed(run, step: step, bytes)) }
                }
            }
            runs[run] = watched
        }
    }
}
