import AI
import Agents
import Engine
import JSON
import Journal
import Platform

/// One question to models from the command line: asks, records what it has cost, tells what goes wrong.
struct ModelAsking {
    let service: ModelService
    let purpose: ModelCalls.Purpose
    let isStreamed: Bool

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
        var ledger = ModelLedger(session)
        let router = service.router(isStreamed: isStreamed, spent: try ledger.spentToday(session.time.now()))
        let news = JobQueue<(Int, RoutingNews)>()
        let usesCache = service.settings.cachesReplies
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
        try ledger.record(
            outcomes.filter { !$0.record.attempts.isEmpty }.map {
                service.keys.mask.apply(to: $0.record.json)
            },
            for: purpose, session)
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
    init(_ session: borrowing Session) {
        do throws(Failure) { journal = try session.openJournalForReading() } catch { journal = nil }
    }

    /// What was used today, by calls of every kind.
    mutating func spentToday(_ now: Timestamp) throws(Failure) -> Spending {
        do throws(JournalError) {
            return try withJournal { (journal) throws(JournalError) in
                try ModelCalls.spent(on: now, in: &journal)
            } ?? Spending()
        } catch { throw Failure(error) }
    }

    /// Keeps what was asked, unless nobody was.
    mutating func record(
        _ calls: [JSON], for purpose: ModelCalls.Purpose, _ session: borrowing Session
    ) throws(Failure) {
        let now = session.time.now()
        do {
            _ = try withJournal { journal in
                // Asking a question is no reason to have a name.
                guard let identity = try? session.identity(in: journal) else { return }
                let events = calls.compactMap { call in
                    call.objectValue.map {
                        ModelCalls.draft($0, for: purpose, at: now, by: session.actor(identity))
                    }
                }
                guard !events.isEmpty else { return }
                let subject = "\(purpose.name): a model was asked"
                _ = try journal.append(Decision(subject: subject, events: events), by: identity)
            }
        } catch let error as JournalError { throw Failure(error) } catch { preconditionFailure("\(error)") }
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
