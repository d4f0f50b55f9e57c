public import JSON

/// That a branch has come to another commit: the data of a `branch_moved` event.
public struct BranchMove: Hashable, Sendable {
    /// What has moved it.
    public enum Cause: String, Sendable, CaseIterable {
        case commit
        case amend
        case rebase
        case push
        case merge
        case checkout
    }

    /// The type of the event.
    public static let eventType = "branch_moved"

    /// The short name of the branch.
    public var branch: String
    /// Where it stands now, in hexadecimal.
    public var commit: String
    /// Where it stood when that was recorded last, in hexadecimal; nil for a branch that is new here.
    public var previous: String?
    /// What has moved it, as far as is known; nil for a cause that this version does not know.
    public var cause: Cause?

    /// A move of these properties.
    public init(branch: String, commit: String, previous: String? = nil, cause: Cause?) {
        (self.branch, self.commit, self.previous, self.cause) = (branch, commit, previous, cause)
    }

    /// Reads the data of an event; nil without branch and commit.
    public init?(_ data: JSON.Object) {
        guard let branch = data["branch"]?.stringValue, let commit = data["commit"]?.stringValue else {
            return nil
        }
        self.init(
            branch: branch, commit: commit, previous: data["previous"]?.stringValue,
            cause: data["cause"]?.stringValue.flatMap { Cause(rawValue: $0) })
    }

    /// The data of the event.
    public var data: JSON.Object {
        var data: JSON.Object = ["branch": .string(branch), "commit": .string(commit)]
        if let previous { data["previous"] = .string(previous) }
        if let cause { data["cause"] = .string(cause.rawValue) }
        return data
    }
}
