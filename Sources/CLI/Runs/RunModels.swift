import AI
import Agents
import JSON
import Journal
import Platform
import Workflow

/// What models were asked for a run: how often, whom in vain, what was waited for and what it cost.
struct RunModels {
    /// In the order of the journal.
    private let calls: [ModelCalls.Call]

    /// - Parameters:
    ///   - view: the run.
    ///   - now: where it is not over.
    init(_ view: RunView, to now: Timestamp, in journal: inout Journal) throws(Failure) {
        var calls: [ModelCalls.Call] = []
        let run = view.state.id.description
        do throws(JournalError) {
            // Most runs ask no model, and it need not be found out day by day.
            if try ModelCalls.areKnown(for: view.state.id, in: &journal) {
                try ModelCalls.forEach(
                    from: view.state.startedAt, to: view.state.endedAt ?? now, in: &journal
                ) {
                    if $0.purpose.run == run { calls.append($0) }
                }
            }
        } catch { throw Failure(error) }
        self.calls = calls
    }

    /// Whether no model was asked.
    var isEmpty: Bool { calls.isEmpty }

    /// For people; nothing where no model was asked.
    var lines: [String] {
        guard !calls.isEmpty else { return [] }
        let usage = spending(of: calls)
        var lines = [
            "  models   \(counted(calls.count, "call")), \(usage.tokens) tokens\(price(usage.money)), \(TimeText.span(calls.reduce(0) { $0 + $1.record.milliseconds }))\(waits(calls))"
        ]
        for (number, call) in calls.enumerated() where call.record.attempts.count > 1 || !call.isAnswered {
            lines.append(
                harmless("    call \(number + 1)\(call.purpose.step.map { " of \($0)" } ?? ""): ")
                    + "\(TimeText.span(call.record.milliseconds))\(waits([call]))\(price(call.record.spending.money))"
            )
            lines += call.record.attempts.map { "      " + harmless(text(of: $0)) }
        }
        return lines
    }

    /// For programs.
    var json: JSON {
        .array(
            calls.map { call in
                var object: JSON.Object = [
                    "at": .integer(call.at.milliseconds), "purpose": .string(call.purpose.name),
                    "call": call.record.json,
                ]
                object["step"] = call.purpose.step.map { .string($0) } ?? .null
                return .object(object)
            })
    }

    private func text(of attempt: CallAttempt) -> String {
        let waited = attempt.queuedMilliseconds + attempt.pausedMilliseconds
        let pause = waited > 0 ? "after \(TimeText.span(waited)) " : ""
        let name = attempt.model.isEmpty ? attempt.provider : "\(attempt.provider)/\(attempt.model)"
        let cost = attempt.cost.map { price($0) } ?? ""
        switch attempt.outcome {
        case .answered: return "\(pause)\(name) answered in \(TimeText.span(attempt.milliseconds))\(cost)"
        case .cached: return "\(name): the answer was at hand"
        case .failed(let kind, let message):
            let again =
                attempt.retryAfterMilliseconds.map { ", wants to be asked again in \(TimeText.span($0))" }
                ?? ""
            return "\(pause)\(name): \(kind.rawValue)\(again): \(message)"
        case .skipped(let kind, let message): return "\(name) was not asked: \(kind.rawValue): \(message)"
        }
    }

    private func spending(of calls: [ModelCalls.Call]) -> Spending {
        calls.reduce(into: Spending()) { $0 += $1.record.spending }
    }

    private func price(_ money: Money) -> String { money > .zero ? ", \(money)" : "" }

    private func waits(_ calls: [ModelCalls.Call]) -> String {
        let waited = calls.reduce(0) { $0 + $1.record.waitedMilliseconds }
        return waited > 0 ? ", \(TimeText.span(waited)) of it waiting" : ""
    }
}

extension ModelCalls.Call {
    /// Whether somebody has answered.
    fileprivate var isAnswered: Bool {
        switch record.attempts.last?.outcome {
        case .answered?, .cached?: true
        case .failed?, .skipped?, nil: false
        }
    }
}
