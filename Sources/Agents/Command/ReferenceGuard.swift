import Engine
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
        where !reference.name.hasPrefix("refs/autowrk/") && !reference.name.hasPrefix(Notes.reference) {
            found[reference.name] = reference.target
        }
        return found
    }

    /// What became of references.
    struct Findings {
        /// Those that were there before and that the agent has moved.
        var moved: [String] = []
        /// For people, one for each reference that was moved by the agent, or by nobody knows whom.
        var remarks: [String] = []
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
        guard let new else {
            // Its log went with it, and nothing proves who it was. One too many is sooner put right than one
            // that is lost.
            guard let old else { return }
            let isBack =
                (try? repository.updateReference(
                    name, to: old, expecting: .mustNotExist,
                    logMessage: "autowrk: was deleted while an agent worked")) != nil
            findings.remarks.append(
                "'\(name)' was deleted while the agent was at work; \(isBack ? "it is back at" : "it was at") \(old)"
            )
            return
        }
        switch authors(of: name, from: old, to: new, repository) {
        case .others: return
        case .unknown:
            let place = old.map { "moved from \($0) to" } ?? "made at"
            findings.remarks.append(
                "'\(name)' was \(place) \(new) while the agent was at work, by nobody knows whom")
            return
        case .agent: break
        }
        if old != nil { findings.moved.append(name) }
        findings.remarks.append(putBack(name, from: old, to: new, repository))
    }

    private func putBack(
        _ name: String, from old: ObjectID?, to new: ObjectID, _ repository: borrowing Repository
    ) -> String {
        do throws(GitError) {
            if let old {
                try repository.updateReference(
                    name, to: old, expecting: .mustMatch(new),
                    logMessage: "autowrk: undo what an agent has moved")
                return "the agent has moved '\(name)' to \(new); it is back at \(old)"
            }
            try repository.deleteReference(name, expecting: .mustMatch(new))
            return "the agent has made '\(name)' at \(new); it is gone again"
        } catch {
            return "the agent has moved '\(name)' to \(new), and it can't be put back: \(error.message)"
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
