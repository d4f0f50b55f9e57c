import Engine
import Journal
import Platform
import Workflow

/// Finds the run that a command is about.
struct RunChoice {
    /// What is wanted of the run, as in "waits for an approval"; for the message that there is none.
    let wanted: String
    /// Whether the command makes sense for a run that stands here.
    let fits: (RunView, Interpreter) -> Bool
    /// Whether runs that are over are looked at where no other one fits.
    var includesEnded = false

    /// Of many runs that have ended only the latest are looked at.
    private static let endedLimit = 50

    /// The run that is named; without a name the only one for which the command makes sense.
    func choose(_ name: String?, in journal: inout Journal) throws(Failure) -> RunView {
        if let name { return try RunReader.view(try RunNames.find(name, in: &journal), in: &journal) }
        var found = try fitting([.pending, .running, .waiting], .max, in: &journal)
        if found.isEmpty, includesEnded {
            found = try fitting([.completed, .failed, .cancelled], Self.endedLimit, in: &journal)
        }
        guard let first = found.first else {
            throw Failure(.usage, "no run \(wanted)", hints: ["'git autowrk runs' lists them"])
        }
        guard found.count == 1 else {
            throw Failure(
                .usage, "more than one run \(wanted): name one",
                hints: found.prefix(8).map { view in
                    "\(view.shortName)  \(view.state.start.workflow)  \(view.reason ?? view.status)"
                } + (found.count > 8 ? ["…"] : []))
        }
        return first
    }

    private func fitting(
        _ statuses: [RunStatus], _ limit: Int, in journal: inout Journal
    ) throws(Failure) -> [RunView] {
        var runs: [RunID] = []
        do throws(JournalError) {
            try RunIndex.forEach(in: &journal, statuses: statuses, limit: limit) { summary in
                runs.append(summary.id)
                return true
            }
        } catch { throw Failure(error) }
        var found: [RunView] = []
        for run in runs {
            let view = try RunReader.view(run, in: &journal)
            guard let definition = RunReader.definition(of: view.state, in: journal) else { continue }
            if fits(view, Interpreter(definition)) { found.append(view) }
        }
        return found
    }
}

extension RunChoice {
    /// A run that a request would not be refused for.
    ///
    /// - Parameters:
    ///   - wanted: as above.
    ///   - includesEnded: whether runs that are over are looked at.
    ///   - command: the request.
    ///   - session: tells the time.
    init(
        wanted: String, includesEnded: Bool = false, _ command: RunCommand, _ session: borrowing Session
    ) {
        let context = DecisionContext(now: session.time.now())
        self.init(
            wanted: wanted,
            fits: { view, interpreter in
                let events = try? interpreter.decide(command, in: view.state, context)
                return events?.isEmpty == false
            }, includesEnded: includesEnded)
    }
}
