/// What the name of a branch says of the issue that it is for, as `fix/issue-12` and
/// `feature/issue-12-dark-mode` do.
public struct IssueBranch: Hashable, Sendable {
    /// What the branch does for the issue; the folder in its name.
    public enum Purpose: String, Sendable, CaseIterable {
        /// It mends a bug.
        case fix
        /// It adds something.
        case feature
    }

    /// What the branch does for the issue.
    public let purpose: Purpose
    /// The issue's number or id, as it stands in the name; nil for a branch that names none.
    public let issue: String?

    /// Reads the short name of a branch; nil for one in another folder.
    public init?(_ name: String) {
        guard let slash = name.firstIndex(of: "/"), let purpose = Purpose(rawValue: String(name[..<slash]))
        else { return nil }
        self.purpose = purpose
        let rest = name[name.index(after: slash)...]
        let issue = rest.hasPrefix("issue-") ? rest.dropFirst(6).prefix { !"-_./".contains($0) } : ""
        self.issue = issue.isEmpty ? nil : String(issue)
    }

    /// The issue's number; nil where it has none.
    public var number: Int? {
        guard let issue, issue.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(issue)
    }
}
