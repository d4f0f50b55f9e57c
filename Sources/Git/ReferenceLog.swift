import CLibgit2

/// A move of a reference, as its log has it.
public struct ReferenceLogEntry: Sendable, Hashable {
    /// Where it was; nil for one that was made.
    public let old: ObjectID?
    /// Where it went.
    public let new: ObjectID
    /// The name of who has moved it.
    public let committer: String
    /// Why, in one line.
    public let message: String
}

extension Repository {
    /// The moves of a reference, the newest first; none where no log is kept.
    public func referenceLog(of name: String) throws(GitError) -> [ReferenceLogEntry] {
        let log = try Handle<Owned.ReferenceLog> { git_reflog_read($0, pointer, name) }
        return (0..<git_reflog_entrycount(log.pointer)).compactMap { index in
            guard let entry = git_reflog_entry_byindex(log.pointer, index),
                let committer = git_reflog_entry_committer(entry)
            else { return nil }
            let old = ObjectID(git_reflog_entry_id_old(entry))
            return ReferenceLogEntry(
                old: old == .zero ? nil : old, new: ObjectID(git_reflog_entry_id_new(entry)),
                committer: committer.pointee.name.map { String(cString: $0) } ?? "",
                message: git_reflog_entry_message(entry).map { String(cString: $0) } ?? "")
        }
    }
}
