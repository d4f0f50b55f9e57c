import Git

/// The references of a repository while an agent is at work, except those of our own.
///
/// Other processes of the user may move references at the same time. Only what the log of a reference proves
/// to be the agent's is taken back: all of its entries since then were written in the agent's environment.
struct ReferenceGuard {
    private let before: [String: ObjectID]
    private let marker: String

    init(_ repository: borrowing Repository, marker: String) throws(GitError) {
        before = try Self.references(repository)
        self.marker = marker
    }

    private static func references(_ repository: borrowing Repository) throws(GitError) -> [String: ObjectID]
    {
        var found: [String: ObjectID] = [:]
        for reference in try repository.references(under: "refs/")
        where !reference.name.hasPrefix("refs/autowrk/") {
            found[reference.name] = reference.target
        }
        return found
    }

    /// What an agent has done to references.
    struct Findings {
        /// One for each that was moved by the agent, or by nobody knows whom.
        var remarks: [String] = []
        /// Those of others that the agent has moved or deleted, and that are back.
        var overstepped: [String] = []
    }

    /// Compares with how they were, and puts back what the agent has moved.
    func restore(_ repository: borrowing Repository) throws(GitError) -> Findings {
        let after = try Self.references(repository)
        var findings = Findings()
        for name in Set(before.keys).union(after.keys).sorted() where before[name] != after[name] {
            try restore(name, from: before[name], to: after[name], repository, &findings)
        }
        return findings
    }

    private func restore(
        _ name: String, from old: ObjectID?, to new: ObjectID?, _ repository: borrowing Repository,
        _ findings: inout Findings
    ) throws(GitError) {
        if let new {
            switch authors(of: name, from: old, to: new, repository) {
            case .others: return
            case .unknown:
                let place = old.map { "moved from \($0)" } ?? "made"
                findings.remarks.append(
                    "'\(name)' was \(place) to \(new) while the agent was at work, by nobody knows whom")
                return
            case .agent: break
            }
        }
        // The log of one that is gone went with it, and nothing proves who it was. One that comes back does
        // less harm than one that is lost.
        let what = new.map { "moved '\(name)' to \($0)" } ?? "deleted '\(name)'"
        do throws(GitError) {
            if let old {
                try repository.updateReference(
                    name, to: old, expecting: new.map { .mustMatch($0) } ?? .mustNotExist,
                    logMessage: "autowrk: undo what an agent has moved")
                findings.remarks.append("the agent has \(what); it is back at \(old)")
                findings.overstepped.append(name)
            } else if let new {
                try repository.deleteReference(name, expecting: .mustMatch(new))
                findings.remarks.append("the agent has made '\(name)' at \(new); it is gone again")
            }
        } catch {
            findings.remarks.append("the agent has \(what), and it can't be put back: \(error.message)")
            findings.overstepped.append(name)
        }
    }

    private enum Authors {
        case agent
        case others
        case unknown
    }

    /// Who has moved a reference, by its log: the newest entries, back to the one that left it where it was.
    private func authors(
        of name: String, from old: ObjectID?, to new: ObjectID, _ repository: borrowing Repository
    ) -> Authors {
        guard let entries = try? repository.referenceLog(of: name), entries.first?.new == new else {
            return .unknown
        }
        var agents = 0
        var others = 0
        for entry in entries {
            if entry.committer == marker { agents += 1 } else { others += 1 }
            if entry.old == old || entry.old == nil && old == nil { break }
        }
        return others == 0 ? .agent : agents == 0 ? .others : .unknown
    }
}
