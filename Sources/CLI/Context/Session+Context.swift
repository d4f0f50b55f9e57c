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
    /// Searches the tree of a commit for the files that matter for an issue: unless one is given, of the one that a
    /// run for that issue would start from.
    func findContext(
        _ issue: Issue, at revision: String?, _ limits: ContextLimits
    ) throws(Failure) -> FoundContext {
        let journal = try openJournal()
        let purpose = "search for files"
        let base =
            if let revision {
                try RunBase.commit(revision, in: journal.repository, to: purpose)
            } else {
                try RunBase.commit(
                    ofBranch: try RunBase.branch(
                        in: journal.repository, try configuration(of: journal.repository)),
                    in: journal.repository, to: purpose)
            }
        var finder = ContextFinder(indexIn: ContextFinder.folder(of: journal.repository))
        do throws(ContextError) {
            var result = try finder.find(
                ContextQuery(issue), at: base, in: journal.repository, limits: limits)
            for file in result.files.indices {
                for excerpt in result.files[file].excerpts.indices {
                    let text = result.files[file].excerpts[excerpt].text
                    result.files[file].excerpts[excerpt].text = KnownShapes.scan.masked(text)
                }
            }
            return FoundContext(base: base, result: result)
        } catch { throw Failure(error) }
    }
}

extension Failure {
    init(_ error: ContextError) {
        switch error {
        case .git(let error):
            let failure = Failure(error)
            self.init(failure.kind, "cannot search for files: \(failure.message)", hints: failure.hints)
        case .index: self.init(.system, "cannot search for files: \(error)")
        }
    }
}
