/// Puts alternatives into an order that can be explained.
///
/// Each part is a number that is shown; one goes before the other by the first part that differs, in the order
/// of ``RankParts``. Nothing is left to chance: the same alternatives come out in the same order.
public enum Ranking {
    /// The alternatives, the best first.
    ///
    /// - Parameters:
    ///   - alternatives: in the order in which they were thought of, which decides where nothing else does.
    ///   - names: what can be called here.
    ///   - judge: what the rules of safety say.
    ///   - history: what came of similar suggestions.
    public static func rank(
        _ alternatives: [Alternative], names: CommandNames, judge: CommandJudging, history: TaskHistory
    ) -> [RankedAlternative] {
        let ranked = alternatives.map { alternative in
            let steps = alternative.steps.map { step in
                if alternative.isOpen(step) { return RankedStep(open: step) }
                return RankedStep(
                    step: step, verdict: judge(step.command, step.place),
                    undoVerdict: step.undo.command.map { judge($0, step.place) },
                    unknown: names.unknown(in: step.scripts.joined(separator: "\n")) ?? [],
                    isReadable: step.scripts.allSatisfy { names.unknown(in: $0) != nil })
            }
            return RankedAlternative(
                alternative: alternative, steps: steps, history: history.value(of: alternative))
        }
        return ranked.enumerated().sorted { left, right in
            let (a, b) = (left.element.parts.order, right.element.parts.order)
            return a == b ? left.offset < right.offset : a.lexicographicallyPrecedes(b)
        }.map(\.element)
    }
}

/// An alternative with everything that speaks for it or against it.
public struct RankedAlternative: Sendable, Equatable {
    /// What was ranked.
    public let alternative: Alternative
    /// Its steps with what was found about each.
    public let steps: [RankedStep]
    /// What came of similar ones before, in hundredths: what was performed counts for it, what was turned down
    /// against it.
    public let history: Int

    /// By what it was ranked.
    public var parts: RankParts {
        let verdicts = steps.flatMap { [$0.verdict, $0.undoVerdict].compactMap { $0 } }
        return RankParts(
            refused: verdicts.count { $0.decision == .refuse }, missing: alternative.missing.count,
            fit: alternative.fit, valid: steps.count { $0.unknown.isEmpty && $0.isReadable },
            steps: steps.count,
            asked: steps.count { $0.verdict.decision == .ask }, history: history)
    }

    /// The sternest verdict on what is performed at once. What takes it back is performed only when a person says
    /// so: that it would be asked about says nothing, that it is refused does.
    public var decision: JudgedCommand.Decision {
        let undone = steps.contains { $0.undoVerdict?.decision == .refuse }
        return undone ? .refuse : steps.map(\.verdict.decision).max() ?? .allow
    }

    /// The same with steps that a person is asked about besides, by their numbers from 0.
    public func asking(about findings: [Int: JudgedCommand.Finding]) -> RankedAlternative {
        let steps = steps.enumerated().map { index, step in
            guard let finding = findings[index] else { return step }
            let verdict = JudgedCommand(
                max(step.verdict.decision, .ask), step.verdict.findings + [finding])
            return RankedStep(
                step: step.step, verdict: verdict, undoVerdict: step.undoVerdict, unknown: step.unknown,
                isReadable: step.isReadable)
        }
        return RankedAlternative(alternative: alternative, steps: steps, history: history)
    }

    /// Whether it can be performed at all.
    public var canRun: Bool { decision != .refuse && alternative.missing.isEmpty }
}

/// A step with what was found about it.
public struct RankedStep: Sendable, Equatable {
    /// What was looked at.
    public let step: SuggestedStep
    /// On its command.
    public let verdict: JudgedCommand
    /// On what takes it back.
    public let undoVerdict: JudgedCommand?
    /// Programs and files that it calls and that are not there.
    public let unknown: [String]
    /// Whether a shell would read it.
    public let isReadable: Bool
}

extension RankedStep {
    /// A step that lacks a value, of which nothing can be said before.
    fileprivate init(open step: SuggestedStep) {
        let finding = JudgedCommand.Finding(
            rule: "missing-value", reason: "is judged when its values are given")
        self.init(
            step: step, verdict: JudgedCommand(.ask, [finding]), undoVerdict: nil, unknown: [],
            isReadable: true)
    }
}

/// By what alternatives are ranked, the weightiest first.
public struct RankParts: Sendable, Equatable {
    /// Commands that are refused.
    public var refused: Int
    /// Values that somebody has to give first.
    public var missing: Int
    /// How well it fits the task, from 0 to 100.
    public var fit: Int
    /// Steps whose programs are all there.
    public var valid: Int
    /// All steps.
    public var steps: Int
    /// Commands that a person is asked about.
    public var asked: Int
    /// What came of similar ones, in hundredths.
    public var history: Int

    /// Smaller is better; whole steps of ten decide about the fit, as words are no exact measure.
    var order: [Int] {
        [
            min(refused, 1), min(missing, 1), -(fit / 10), steps - valid, min(asked, 1), -history, asked,
            steps,
            -fit,
        ]
    }
}

extension SuggestedStep.Undo {
    /// The command, where it is one.
    public var command: String? { if case .command(let command) = self { command } else { nil } }
}
