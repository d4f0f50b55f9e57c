/// What merging the branches of a pull request would come to, as of one moment.
public struct Mergeability: Sendable, Equatable {
    /// The answer.
    public enum Outcome: Sendable, Equatable {
        /// The changes go together.
        case clean
        /// A person has to decide about these paths.
        case conflicts([String])
        /// The base has all of its commits.
        case merged
        /// They have no common history.
        case unrelated
        /// There is no such branch in this clone.
        case missingBase
        /// The head's commit is not in this clone.
        case missingHead
        /// Nobody could find out: files have to be merged for that, and there is no place for them.
        case unknown
    }

    /// The answer.
    public var outcome: Outcome
    /// Where the base is, in hexadecimal.
    public var base: String?
    /// How many commits the head has that the base has not.
    public var ahead: Int
    /// How many commits the base has that the head has not.
    public var behind: Int

    /// An answer for these places.
    public init(_ outcome: Outcome, base: String? = nil, ahead: Int = 0, behind: Int = 0) {
        (self.outcome, self.base, self.ahead, self.behind) = (outcome, base, ahead, behind)
    }

    /// Whether there is nothing in the way.
    public var isClean: Bool { outcome == .clean }
}

extension Mergeability.Outcome {
    /// For programs.
    public var name: String {
        switch self {
        case .clean: "clean"
        case .conflicts: "conflicts"
        case .merged: "merged"
        case .unrelated: "unrelated"
        case .missingBase: "missing_base"
        case .missingHead: "missing_head"
        case .unknown: "unknown"
        }
    }
}
