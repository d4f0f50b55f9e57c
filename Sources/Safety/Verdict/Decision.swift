/// What is to be done with a command.
public enum Decision: String, Sendable, Comparable, CaseIterable {
    /// It may be performed.
    case allow
    /// A person has to say so.
    case ask
    /// It is not performed for anybody.
    case refuse

    /// Whether it is less strict than another.
    public static func < (left: Decision, right: Decision) -> Bool { left.strictness < right.strictness }

    private var strictness: Int {
        switch self {
        case .allow: 0
        case .ask: 1
        case .refuse: 2
        }
    }
}
