extension Issue {
    /// How much there is to an issue, and why.
    public struct Complexity: Sendable, Equatable {
        /// How it is worked on: only what is complex waits for a person first.
        public enum Level: String, Sendable, CaseIterable {
            case simple
            case moderate
            case complex
        }

        /// Something that makes it more or less complex.
        public struct Reason: Sendable, Equatable {
            /// What it adds to the score.
            public var score: Int
            /// For people: `label 'security'`, `7 files named`.
            public var text: String

            /// A reason that adds this.
            public init(_ score: Int, _ text: String) { (self.score, self.text) = (score, text) }
        }

        /// The sum of the reasons, at least 0.
        public var score: Int
        /// By the bounds of the settings.
        public var level: Level
        /// The weightiest first.
        public var reasons: [Reason]

        /// A judgement of these parts.
        public init(score: Int, level: Level, reasons: [Reason]) {
            (self.score, self.level, self.reasons) = (score, level, reasons)
        }
    }

    /// How complex it is, by its length, the files that it names, its labels, criteria and questions.
    public func complexity(_ settings: IssueSettings = IssueSettings()) -> Complexity {
        var reasons: [Complexity.Reason] = []
        func add(_ score: Int, _ text: String) {
            if score != 0 { reasons.append(Complexity.Reason(score, text)) }
        }
        for label in labels {
            let scores = settings.labelScores.filter { Label(label).isAmong([$0.key]) }
            if let score = scores.values.max() { add(score, "label '\(label)'") }
        }
        let files = Set(references.paths.filter { $0.place != .trace }.map(\.path)).count
        add(min(max(wordCount - 50, 0) / 200, 3), "\(wordCount) words")
        add(min(files / 3, 3), "\(files) files named")
        add(min(questions.count, 3), "\(questions.count) questions")
        let open = criteria.count { $0.isDone != true } + requirements.count
        add(min(open / 6, 3), "\(open) requirements")
        add(references.issues.count >= 4 ? 1 : 0, "\(references.issues.count) other issues named")
        reasons.sort { abs($0.score) > abs($1.score) }
        let score = max(0, reasons.reduce(0) { $0 + $1.score })
        let level: Complexity.Level =
            score >= settings.complexScore ? .complex : score >= settings.moderateScore ? .moderate : .simple
        return Complexity(score: score, level: level, reasons: reasons)
    }

    /// The label for which nobody shall work on it yet; nil where there is none.
    public func skipLabel(_ settings: IssueSettings = IssueSettings()) -> String? {
        labels.first { Label($0).isAmong(settings.skipLabels) }
    }
}
