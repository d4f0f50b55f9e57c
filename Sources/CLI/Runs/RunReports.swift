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
            let run: RunState
            switch outcome.result {
            case .success(let state): run = state
            // Somebody else was quicker.
            case .failure(.busy): return
            case .failure(let error): return tell(Failure(error), of: outcome.run, in: &state)
            }
            do throws(Failure) {
                tell(try RunReader.view(of: run, in: &state.journal), in: &state)
            } catch {
                tell(error, of: outcome.run, in: &state)
            }
        }
    }

    private func tell(_ view: RunView, in state: inout State) {
        state.count += 1
        state.worst = state.worst.worse(ExitStatus(view.state))
        board.report(view)
        guard isJSON else { return }
        // Who has stopped reading will not hear of this run.
        try? state.output.write(Session.document(RunDocument.document(of: view)) + "\n")
        try? state.output.flush()
    }

    private func tell(_ failure: Failure, of run: RunID, in state: inout State) {
        state.worst = state.worst.worse(.failed)
        board.remark("run \(run): \(failure.text.dropLast())")
    }
}
