import Engine
import JSON
import Journal
import Platform
import Synchronization
import Workflow

/// Tells how it stands with each of many runs as soon as it has come to rest.
final class RunReports: Sendable {
    private struct State: ~Copyable {
        /// For looking only.
        var journal: Journal
        var output: OutputStream
        var worst = ExitStatus.done
        var count = 0
    }

    private let board: RunBoard
    private let isJSON: Bool
    private let state: Mutex<State>

    /// - Parameters:
    ///   - session: nothing else is printed to its standard output meanwhile.
    ///   - board: where people read.
    ///   - isJSON: whether each run is printed as a document on a line, too.
    init(_ session: borrowing Session, board: RunBoard, isJSON: Bool) throws(Failure) {
        (self.board, self.isJSON) = (board, isJSON)
        let output: OutputStream
        do { output = try StandardOutput.stream() } catch { throw Failure(error) }
        state = Mutex(State(journal: try session.openJournal(), output: output))
    }

    /// How many runs have been told of.
    var count: Int { state.withLock { $0.count } }

    /// What the caller of the program is told: a failure says more than a wait, and that more than success.
    var status: ExitStatus { state.withLock { $0.worst } }

    /// Tells of one run.
    func report(_ outcome: RunFollowing.Outcome) {
        state.withLock { state in
            do {
                let view = try RunReader.view(of: try outcome.result.get(), in: &state.journal)
                state.count += 1
                note(ExitStatus(view.state), in: &state)
                board.report(view)
                guard isJSON else { return }
                // Who has stopped reading will not hear of this run.
                try? state.output.write(Session.document(RunDocument.document(of: view)) + "\n")
                try? state.output.flush()
            } catch EngineError.busy {
                // Somebody else was quicker.
            } catch let error as EngineError {
                tell(Failure(error), of: outcome.run, in: &state)
            } catch let failure as Failure {
                tell(failure, of: outcome.run, in: &state)
            } catch {}
        }
    }

    private func tell(_ failure: Failure, of run: RunID, in state: inout State) {
        note(.failed, in: &state)
        board.remark("run \(run): \(failure.text.dropLast())")
    }

    private func note(_ status: ExitStatus, in state: inout State) {
        state.worst = state.worst.worse(status)
    }
}
