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
        let base = try RunBase.commit(revision, in: journal.repository, to: "search for files")
        var finder = ContextFinder(indexIn: ContextFinder.folder(of: journal.repository))
        let query = ContextQuery(title: issue.title, body: issue.body, references: issue.references)
        do throws(ContextError) {
            let result = try finder.find(query, at: base, in: journal.repository, limits: limits)
            return FoundContext(base: base, result: result)
        } catch { throw Failure(error) }
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
