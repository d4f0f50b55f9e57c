import Git
import JSON
import Journal

/// How the verdict on a tree stands, for the gate of `pre-push`.
enum VerdictStanding: Equatable {
    case passed
    /// The names of critical checks that did not pass.
    case failed([String])
    /// Nobody has verified this tree.
    case missing

    /// What the journal knows of a commit's tree.
    static func of(_ commit: ObjectID, in journal: inout Journal) throws(Failure) -> VerdictStanding {
        let tree: ObjectID
        do throws(GitError) { tree = try journal.repository.commit(commit).tree } catch {
            throw Failure(error)
        }
        guard let stream = StreamName("verdict/\(tree.hex)") else { return .missing }
        var standing = VerdictStanding.missing
        do throws(JournalError) {
            try journal.forEachEvent(of: stream, newestFirst: true) { event in
                guard event.type.description == "tree_verified", let checks = event.data["checks"]?.arrayValue
                else { return true }
                standing = VerdictStanding(checks)
                return false
            }
        } catch { throw Failure(error) }
        return standing
    }

    init(_ checks: [JSON]) {
        let failed = checks.filter { check in
            let status = check["status"]?.stringValue
            return check["critical"]?.boolValue ?? true && status != "passed" && status != "skipped"
        }
        if checks.isEmpty {
            self = .missing
        } else {
            self = failed.isEmpty ? .passed : .failed(failed.map { $0["name"]?.stringValue ?? "a check" })
        }
    }
}
