import AI
import Agents
import Engine
import Git
import JSON
import Journal
import Platform

/// One question to models from the command line: asks, records what it has cost, tells what goes wrong.
struct ModelAsking {
    let service: ModelService
    let purpose: ModelCalls.Purpose
    let isStreamed: Bool
    /// Whether an answer that was given before will do, where the user wants that.
    var usesCache = true

    /// What has come back, and what it was worth.
    struct Outcome: Sendable {
        let routed: Result<RoutedReply, RoutingFailure>

        var record: CallRecord {
            switch routed {
            case .success(let reply): reply.record
            case .failure(let failure): failure.record
            }
        }
    }

    /// Asks several things at once; the outcomes are in the order of the questions.
    ///
    /// - Parameters:
    ///   - questions: what is asked, and whom.
    ///   - session: where it is printed.
    ///   - show: is told what happens, at once and on the calling thread: the number of the question, and the news.
    func ask(
        _ questions: [(ModelRequest, Route)], _ session: inout Session,
        show: (Int, RoutingNews, inout Session) throws(Failure) -> Void = { (_, _, _) throws(Failure) in }
    ) throws(Failure) -> [Outcome] {
        let keepsDay = service.settings.day != SpendingLimit()
        var ledger = try ModelLedger(session, keepsDay: keepsDay)
        let router = service.router(
            isStreamed: isStreamed, spent: keepsDay ? try ledger.spentToday(session.time.now()) : Spending())
        let news = JobQueue<(Int, RoutingNews)>()
        let usesCache = usesCache && service.settings.cachesReplies
        let options = AskOptions(priority: .interactive, timeLimit: Self.timeLimit, usesCache: usesCache)
        let signals: StopSignals
        do throws(SystemError) { signals = try StopSignals { _ in } } catch { throw Failure(error) }
        let task = Task { () -> [Outcome] in
            let outcomes = await withTaskGroup(of: (Int, Outcome).self) { group in
                for (index, (request, route)) in questions.enumerated() {
                    group.addTask {
                        do throws(RoutingFailure) {
                            let reply = try await router.ask(
                                request, over: route, options, observer: { news.append((index, $0)) })
                            return (index, Outcome(routed: .success(reply)))
                        } catch { return (index, Outcome(routed: .failure(error))) }
                    }
                }
                return await group.reduce(into: [Int: Outcome]()) { $0[$1.0] = $1.1 }
            }
            return outcomes.sorted { $0.key < $1.key }.map(\.value)
        }
        // This thread prints what comes; Ctrl-C ends the questions, and what they have cost is recorded all the
        // same.
        let ending = JobQueue<([Outcome], StopSignal?)>()
        do throws(SystemError) {
            try BackgroundThread.start {
                let (outcomes, signal) = signals.run {
                    await withTaskCancellationHandler {
                        await task.value
                    } onCancel: {
                        task.cancel()
                    }
                }
                ending.append((outcomes, signal))
                news.close()
            }
        } catch { throw Failure(error) }
        var failure: Failure?
        while case let batch = news.next(), !batch.isEmpty {
            guard failure == nil else { continue }
            do throws(Failure) {
                for (index, piece) in batch { try show(index, piece, &session) }
                try session.flush()
            } catch {
                failure = error
                task.cancel()
            }
        }
        guard let (outcomes, signal) = ending.next().first else { return [] }
        // What was answered is paid: it is shown also where that can't be recorded.
        do throws(Failure) {
            try ledger.record(
                outcomes.filter { !$0.record.attempts.isEmpty }.map {
                    service.keys.mask.apply(to: $0.record.json)
                },
                for: purpose, session)
        } catch {
            session.remark(harmless("warning: what this has taken is not recorded: \(error.message)"))
            for hint in error.hints { session.remark(harmless("hint: \(hint)")) }
        }
        if let failure { throw failure }
        if let signal { throw Failure(stoppedBy: signal) }
        return outcomes
    }

    /// All attempts together: whoever sits in front of it has gone by then.
    private static let timeLimit = Duration.seconds(1800)
}

/// What models cost, as the journal of the repository has it; outside of one nothing is recorded.
struct ModelLedger: ~Copyable {
    private var journal: Journal?

    /// Opens the journal, if there is one.
    ///
    /// - Parameter keepsDay: whether a day has a limit, which can't be kept where the journal can't be read.
    /// - Throws: for such a journal. Without a limit it is said that nothing is recorded.
    init(_ session: borrowing Session, keepsDay: Bool) throws(Failure) {
        do throws(Failure) { journal = try session.openJournalForReading() } catch {
            if !error.isForWantOfRepository {
                if keepsDay {
                    throw Failure(
                        error.kind, "the budget of today can't be kept: \(error.message)",
                        hints: error.hints)
                }
                session.remark(harmless("warning: what this takes is not recorded: \(error.message)"))
            }
            journal = nil
        }
    }

    /// What was used today, by calls of every kind.
    mutating func spentToday(_ now: Timestamp) throws(Failure) -> Spending {
        do throws(JournalError) {
            return try withJournal { (journal) throws(JournalError) in
                try ModelCalls.spent(on: now, in: &journal)
            } ?? Spending()
        } catch { throw Failure(error) }
    }

    /// The same, read anew in a repository.
    static func spent(on now: Timestamp, in folder: String, _ time: TimeSource) throws(Failure) -> Spending {
        do throws(JournalError) {
            let repository: Repository
            do throws(GitError) {
                repository = try Repository(discovering: folder, useEnvironment: false)
            } catch { throw .git(error) }
            var journal = Journal(in: repository, time: time, trace: .off)
            return try ModelCalls.spent(on: now, in: &journal)
        } catch { throw Failure(error) }
    }

    /// Keeps what was asked, unless nobody was.
    mutating func record(
        _ calls: [JSON], for purpose: ModelCalls.Purpose, _ session: borrowing Session
    ) throws(Failure) {
        guard !calls.isEmpty else { return }
        let now = session.time.now()
        _ = try withJournal { (journal) throws(Failure) in
            let identity = try session.identity(in: journal)
            let events = calls.compactMap { call in
                call.objectValue.map {
                    ModelCalls.draft($0, for: purpose, at: now, by: session.actor(identity))
                }
            }
            let subject = "\(purpose.name): a model was asked"
            do throws(JournalError) {
                _ = try journal.append(Decision(subject: subject, events: events), by: identity)
            } catch { throw Failure(error) }
        }
    }

    /// Calls `body` with the journal, if there is one.
    private mutating func withJournal<R, E: Error>(_ body: (inout Journal) throws(E) -> R) throws(E) -> R? {
        guard var open = journal.take() else { return nil }
        let result: Swift.Result<R, E>
        do throws(E) { result = .success(try body(&open)) } catch { result = .failure(error) }
        journal = consume open
        return try result.get()
    }
}
