/// What the rules of safety say about a text of commands.
public struct JudgedCommand: Sendable, Equatable {
    /// What is to be done with it, from the mildest on.
    public enum Decision: String, Sendable, Equatable, Comparable, CaseIterable {
        case allow, ask, refuse

        /// Whether the left one is milder.
        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int { self == .allow ? 0 : self == .ask ? 1 : 2 }
    }

    /// Why a person is to be asked, or more.
    public struct Finding: Sendable, Equatable {
        /// The rule's name.
        public var rule: String
        /// For people, in a line.
        public var reason: String
        /// The words of the command that it is about; may be empty.
        public var words: String

        /// A finding of these parts.
        public init(rule: String, reason: String, words: String = "") {
            (self.rule, self.reason, self.words) = (rule, reason, words)
        }
    }

    /// The sternest of what was found.
    public var decision: Decision
    /// The sternest first.
    public var findings: [Finding]

    /// What was found.
    public init(_ decision: Decision, _ findings: [Finding] = []) {
        (self.decision, self.findings) = (decision, findings)
    }
}

/// Judges a text of commands; where it is going to run matters for what it can do.
public typealias CommandJudging = @Sendable (_ script: String, SuggestedStep.Place) -> JudgedCommand
