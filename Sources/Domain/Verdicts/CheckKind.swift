/// What a check looks at, in the order in which checks are performed.
public enum CheckKind: String, Sendable, CaseIterable, Comparable {
    case lint
    case types
    case build
    case test
    case custom

    /// By the order in which they are performed.
    public static func < (left: CheckKind, right: CheckKind) -> Bool { left.place < right.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
