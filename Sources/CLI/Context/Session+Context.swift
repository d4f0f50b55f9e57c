import Context
import Domain
import Git
import Journal

/// What was found, and where it was looked for.
struct FoundContext {
    let base: ObjectID
    let result: ContextResult
}

extension Session {
    /// Searches the tree of a commit for the files that matter for an issue.
    func findContext(
        _ issue: Issue, at revision: String?, _ limits: ContextLimits
    ) throws(Failure) -> FoundContext {
        let journal = try openJournal()
        let base = try Self.base(revision, in: journal.repository)
        var finder = ContextFinder(indexIn: ContextFinder.folder(of: journal.repository))
        let query = ContextQuery(title: issue.title, body: issue.body, references: issue.references)
        do throws(ContextError) {
            let result = try finder.find(query, at: base, in: journal.repository, limits: limits)
            return FoundContext(base: base, result: result)
        } catch { throw Failure(error) }
    }

    private static func base(
        _ revision: String?, in repository: borrowing Repository
    ) throws(Failure) -> ObjectID {
        if let revision {
            do { return try repository.peel(revision: revision) } catch {
                throw Failure(.usage, "'\(printable(revision))' is not a commit of this repository")
            }
        }
        let head: Head
        do { head = try repository.head() } catch { throw Failure(error) }
        guard let commit = head.id else {
            throw Failure(.repository, "cannot search for files: there is no commit yet")
        }
        return commit
    }
}

extension Failure {
    init(_ error: ContextError) {
        switch error {
        case .git(let error): self.init(error)
        case .index(let error): self.init(.system, "cannot search for files: \(error)")
        }
    }
}
