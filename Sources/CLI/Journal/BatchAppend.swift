import Glibc
import JSON
import Journal
import Platform

/// `journal append --batch`: what has arrived on standard input by the time a commit is done goes into the
/// next one together.
enum BatchAppend {
    /// The most decisions in one go; their ids are printed when all of them are durable.
    private static let groupLimit = 1000
    /// A line beyond this can't be an event that is small enough.
    private static let lineLimit = 64 << 20

    static func run(_ session: inout Session, _ arguments: Arguments) throws(Failure) -> ExitStatus {
        var journal = try session.openJournal()
        let identity = try session.identity(in: journal)
        let actor = arguments.value("--actor") ?? session.actor(identity)
        var lines = LineReader(descriptor: STDIN_FILENO, lineLimit: lineLimit)
        var number = 0
        while true {
            let group: [[UInt8]]
            do { group = try lines.next(upTo: groupLimit) } catch { throw Failure(error) }
            if group.isEmpty { break }
            var decisions: [(line: Int, decision: Decision)] = []
            var fault: Failure?
            for line in group {
                number += 1
                guard !line.isEmpty else { continue }
                do throws(Failure) {
                    decisions.append((number, try decision(line, actor)))
                } catch {
                    // What stands before the fault is recorded; what stands behind it is not.
                    fault = error.at(line: number)
                    break
                }
            }
            try record(decisions, by: identity, in: &journal, &session, isJSON: arguments.has("--json"))
            if let fault { throw fault }
        }
        if journal.wantsPacking { Upkeep.pack(session) }
        return .done
    }

    /// Appends decisions and prints their ids, up to the first that the journal refuses.
    private static func record(
        _ decisions: [(line: Int, decision: Decision)], by identity: Identity, in journal: inout Journal,
        _ session: inout Session, isJSON: Bool
    ) throws(Failure) {
        guard !decisions.isEmpty else { return }
        let outcomes: [Swift.Result<Receipt, JournalError>]
        do throws(JournalError) {
            outcomes = try journal.append(decisions.map(\.decision), by: identity, stopsAtRefusal: true)
        } catch { throw Failure(error) }
        for (outcome, entry) in zip(outcomes, decisions) {
            switch outcome {
            case .success(let receipt):
                if isJSON { try session.print(receipt.json) } else { try session.print(receipt.text) }
            case .failure(let error):
                try session.flush()
                throw Failure(error).at(line: entry.line)
            }
        }
        try session.flush()
    }

    private static func decision(_ line: [UInt8], _ actor: String) throws(Failure) -> Decision {
        let value: JSON
        do {
            value = try JSON(parsing: line, allowsNUL: false)
        } catch { throw Failure(.input, "not JSON: \(error)") }
        return try DecisionText(value).decision(actor: actor)
    }
}

extension Failure {
    /// The same, with the line of the input that it is about.
    fileprivate func at(line: Int) -> Failure { Failure(kind, "line \(line): \(message)", hints: hints) }
}
