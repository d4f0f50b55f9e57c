/// What came of suggestions for similar tasks, as far as it says something about a new one.
public struct TaskHistory: Sendable {
    private let similar: [(past: PastSuggestion, weight: Double)]

    /// After this time a suggestion counts for half.
    static let halfLife = 30.0 * 86_400_000

    /// The history that matters for a task.
    ///
    /// - Parameters:
    ///   - task: what somebody wants done now.
    ///   - past: what was suggested before.
    ///   - now: milliseconds of the same clock as those of `past`.
    public init(of task: String, in past: [PastSuggestion], now: Int64) {
        let words = TaskWords.set(of: task)
        similar = past.compactMap { past in
            let likeness = TaskWords.likeness(words, TaskWords.set(of: past.task))
            guard likeness >= 0.3, past.outcome != .open else { return nil }
            return (past, likeness * Self.recency(now - past.at))
        }
    }

    /// What the history says about an alternative, in hundredths.
    func value(of alternative: Alternative) -> Int {
        let words = CommandLikeness(alternative.steps.map(\.command))
        var value = 0.0
        for (past, weight) in similar {
            let likeness = past.chosen.map { words.value(to: CommandLikeness($0)) } ?? 0
            switch past.outcome {
            case .accepted: value += weight * likeness
            case .rejected:
                value -=
                    weight
                    * (likeness > 0
                        ? likeness : past.offered.map { words.value(to: CommandLikeness($0)) }.max() ?? 0)
            case .changed:
                value += weight * likeness
                // What had to be changed was not right.
                let before = past.replaced.map { words.value(to: CommandLikeness($0)) } ?? 0
                value -= weight * 0.5 * before
            case .open: break
            }
        }
        return Int((value * 100).rounded())
    }

    /// The nearest suggestions of which something was made, the best first.
    func nearest(_ count: Int) -> [PastSuggestion] {
        let good = similar.filter {
            ($0.past.outcome == .accepted || $0.past.outcome == .changed) && $0.past.chosen != nil
        }
        return good.enumerated().sorted { left, right in
            left.element.weight == right.element.weight
                ? left.element.past.at > right.element.past.at : left.element.weight > right.element.weight
        }.prefix(count).map(\.element.past)
    }

    private static func recency(_ age: Int64) -> Double {
        // Halves without the C library's exponential: exact enough, and the same everywhere.
        var (weight, age) = (1.0, Double(max(0, age)))
        while age >= halfLife, weight > 0.001 {
            weight /= 2
            age -= halfLife
        }
        return weight * (1 - 0.5 * min(1, age / halfLife))
    }
}

/// How alike two sequences of commands are: by the words that both have.
private struct CommandLikeness {
    private let words: Set<String>

    init(_ commands: [String]) {
        words = Set(
            commands.flatMap { $0.split { $0.isWhitespace || ";|&()\"'".contains($0) }.map(String.init) })
    }

    func value(to other: CommandLikeness) -> Double { TaskWords.likeness(words, other.words) }
}
