import Domain
import Engine
import Git
import Journal
import Platform
import Verification

/// One verification in this process: what it needs, what is shown meanwhile, what is recorded in the end.
struct VerificationRun {
    private let verifier: Verifier
    private let stop: StopRequest
    private let signals: StopSignals
    private let board: VerificationBoard
    private let gitDirectory: String
    private let folder: String

    /// Makes everything ready; nothing is recorded yet.
    init(
        _ session: borrowing Session, _ journal: borrowing Journal, board: VerificationBoard
    ) throws(Failure) {
        self.board = board
        gitDirectory = journal.repository.gitDirectory
        let settings = try session.configuration(of: journal.repository)
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        folder = "\(journal.repository.commonDirectory)/autowrk/output/verify-\(number)"
        do {
            let stop = try StopRequest()
            self.stop = stop
            // Before there are threads.
            signals = try StopSignals { _ in board.remarkStop() }
            let pool = try ScratchPool(
                cacheDirectory: try session.cacheDirectory(), environment: session.environment,
                time: session.time, isDurable: false)
            let secrets = Secrets(
                environment: session.environment, listed: settings.strings("autowrk.secret"),
                shapes: KnownShapes.scan)
            var site = VerificationSite(
                pool: pool, folder: folder, environment: session.environment, secrets: secrets, stop: stop,
                mark: ProcessMark(variable: "AUTOWRK_MARK", value: "verify/\(number)"))
            site.sandboxes = try settings.sandboxes(in: session.environment)
            site.sandbox = site.sandboxes.demandOfCommands
            verifier = Verifier(tables: BuiltInTables.read, site: site)
        } catch let failure as Failure { throw failure } catch {
            throw Failure(EngineError(wrapping: error))
        }
    }

    /// Verifies, on a thread of its own; a signal stops it.
    func perform(
        _ request: Verifier.Request, known: KnownVerdicts
    ) throws(Failure) -> (verification: Verification, stoppedBy: StopSignal?) {
        let (verifier, board, stop, gitDirectory) = (verifier, board, stop, gitDirectory)
        let (result, signal) = signals.run {
            await board.whileDrawn {
                await withTaskCancellationHandler {
                    await VerificationThread().run { () -> Result<Verification, VerificationError> in
                        do throws(VerificationError) {
                            let repository = try Self.open(gitDirectory)
                            return .success(
                                try verifier.verify(request, known: known, in: repository) {
                                    board.observe($0)
                                })
                        } catch { return .failure(error) }
                    }
                } onCancel: {
                    stop.stop()
                }
            }
        }
        try? Files.removeTree(folder)
        switch result {
        case .success(let verification): return (verification, signal)
        case .failure(let error): throw Failure(error)
        }
    }

    private static func open(_ gitDirectory: String) throws(VerificationError) -> Repository {
        do throws(GitError) { return try Repository(discovering: gitDirectory, useEnvironment: true) } catch {
            throw .engine(EngineError(wrapping: error))
        }
    }

    /// Records what is new as an event, and all of it as a note on the commit: another one may have had the tree
    /// when it was verified.
    static func record(
        _ verification: Verification, _ session: borrowing Session, in journal: inout Journal
    ) throws(Failure) {
        let identity = try session.identity(in: journal)
        if let decision = verification.decision(actor: session.actor(identity)) {
            do throws(JournalError) { _ = try journal.append(decision, by: identity) } catch {
                throw Failure(error)
            }
        }
        // What was stopped on its way, or asked some checks only, says nothing of the commit as a whole.
        guard let commit = verification.commit, verification.isWhole else { return }
        let signature = Signature(
            name: identity.name, email: identity.email, seconds: session.time.now().milliseconds / 1000,
            offsetMinutes: 0)
        do throws(GitError) {
            try VerdictNote.write(verification.verdict, on: commit, author: signature, in: journal.repository)
        } catch {
            // The event is what counts; the note can be written another time.
            session.remark("warning: cannot write the note on '\(commit)': \(error.message)")
        }
    }
}

/// A thread for commands.
private actor VerificationThread {
    private let executor = ThreadExecutor()

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func run<R: Sendable>(_ body: @Sendable () -> R) -> R { body() }
}
