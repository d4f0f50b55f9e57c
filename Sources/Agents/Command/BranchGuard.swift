import Git
import Journal
import Platform

/// Watches over the references of a repository while an agent works in a checkout of it.
///
/// An agent may commit in its checkout, and may make branches; it must not move those of the user. What it has
/// moved is told from what the user moves at the same time by the reflog: the agent's Git commands have a
/// committer of their own.
struct BranchGuard {
    /// The committer of what the agent does.
    let committer: Identity
    private let before: [String: ObjectID]

    /// What an agent has done to references.
    struct Findings {
        /// Branches of others that it has moved or deleted, put back.
        var restored: [String] = []
        /// Branches that it has made, taken away.
        var removed: [String] = []
        /// References that are elsewhere now, and nobody can tell who has moved them.
        var unclear: [String] = []
    }

    /// Notes where all references are.
    init(_ committer: Identity, in repository: borrowing Repository) throws(GitError) {
        self.committer = committer
        before = try Self.references(in: repository)
    }

    /// Puts back what the agent has moved.
    func restore(in repository: borrowing Repository) throws(GitError) -> Findings {
        let after = try Self.references(in: repository)
        var findings = Findings()
        for name in Set(before.keys).union(after.keys).sorted() where before[name] != after[name] {
            let (old, new) = (before[name], after[name])
            guard isByAgent(name, at: new, repository) else {
                findings.unclear.append(name)
                continue
            }
            do throws(GitError) {
                switch (old, new) {
                case (nil, let new?):
                    try repository.deleteReference(name, expecting: .mustMatch(new))
                    findings.removed.append(name)
                case (let old?, let new):
                    try repository.updateReference(
                        name, to: old, expecting: new.map { .mustMatch($0) } ?? .mustNotExist,
                        logMessage: "autowrk: put back what an agent has moved")
                    findings.restored.append(name)
                case (nil, nil): break
                }
            } catch {
                // Somebody goes on with it.
                findings.unclear.append(name)
            }
        }
        return findings
    }

    /// Whether the last entry of a reference's log is the agent's. Where a reference is gone, its log is, too: what
    /// vanishes while an agent works was hardly deleted by somebody else.
    private func isByAgent(
        _ name: String, at commit: ObjectID?, _ repository: borrowing Repository
    ) -> Bool {
        guard commit != nil else { return true }
        guard let log = try? Files.read("\(repository.commonDirectory)/logs/\(name)") else { return false }
        let lines = log.split(separator: UInt8(ascii: "\n"))
        guard let last = lines.last else { return false }
        return String(decoding: last, as: UTF8.self).contains("<\(committer.email)>")
    }

    /// All but those of this program.
    private static func references(
        in repository: borrowing Repository
    ) throws(GitError) -> [String: ObjectID] {
        var references: [String: ObjectID] = [:]
        for reference in try repository.references(under: "refs/")
        where !reference.name.hasPrefix("refs/autowrk/") && !reference.name.hasPrefix("refs/notes/autowrk") {
            references[reference.name] = reference.target
        }
        return references
    }
}
