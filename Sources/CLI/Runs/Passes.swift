import Engine
import Journal
import Platform
import Workflow

/// Goes on with all runs that can, once or again and again.
enum Passes {
    /// Goes on with the runs that can, until each has come to rest or a signal comes.
    ///
    /// - Parameters:
    ///   - session: what the program was started with.
    ///   - isJSON: whether each run is printed when it has come to rest.
    ///   - interval: how long to wait before looking again; nil to look once.
    static func run(
        _ session: inout Session, isJSON: Bool, every interval: Duration?
    ) throws(Failure) -> ExitStatus {
        let following = try RunFollowing(
            session, patience: interval == nil ? .seconds(60) : .zero, namesRuns: true, mode: .lines)
        let reports = try RunReports(session, board: following.board, isJSON: isJSON)
        let (engine, board) = (following.engine, following.board)
        let (failure, signal) = following.signals.run {
            await board.whileDrawn { await look(engine, reports, every: interval) }
        }
        if let failure { throw Failure(failure) }
        if reports.count == 0, interval == nil { session.remark("no run can go on") }
        return signal.map { ExitStatus($0) } ?? reports.status
    }

    private static func look(
        _ engine: Engine, _ reports: RunReports, every interval: Duration?
    ) async -> EngineError? {
        await withTaskGroup(of: Void.self) { group in
            repeat {
                do throws(EngineError) {
                    for run in try await engine.continuable() {
                        group.addTask { reports.report((run.id, await RunFollowing.attempt(run.id, engine))) }
                    }
                } catch {
                    return error
                }
                guard let interval else { break }
                try? await Task.sleep(for: interval)
            } while !Task.isCancelled
            await group.waitForAll()
            return nil
        }
    }
}
