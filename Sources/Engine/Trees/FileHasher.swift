import Git
import Synchronization
import Workflow

/// What `hashFiles` gives: one hash for the files of a run's tree that match patterns.
///
/// Unlike GitHub's it is 40 digits long: Git's own hash over the names that Git has for the contents, in
/// the order of the paths, so that no file has to be read. Nothing matches: the empty text.
final class FileHasher: Sendable {
    private let repository: Mutex<Repository>

    /// - Parameter repository: a handle that nobody else uses from now on.
    init(_ repository: consuming sending Repository) { self.repository = Mutex(repository) }

    /// - Parameters:
    ///   - patterns: which files.
    ///   - tree: the run's, in hexadecimal; nil for that of its base.
    ///   - base: the commit that the run starts from, in hexadecimal.
    func hash(
        _ patterns: [String], in tree: String?, or base: String
    ) throws(ExpressionError) -> String {
        let globs = patterns.map { GlobPattern($0) }
        do {
            return try repository.withLock { repository in
                var lines = ""
                guard let root = ObjectID(hex: tree ?? base) else { return "" }
                try Self.visit(root, below: "", in: repository) { path, id in
                    let last = globs.last { $0.matches(path) }
                    if let last, !last.isExclusion { lines += "\(id)\n" }
                }
                return lines.isEmpty ? "" : try repository.name(ofObject: Array(lines.utf8), as: .blob).hex
            }
        } catch {
            throw ExpressionError(.evaluation, "cannot hash files: \(EngineError(error).message)")
        }
    }

    private static func visit(
        _ tree: ObjectID, below prefix: String, in repository: borrowing Repository,
        _ body: (String, ObjectID) -> Void
    ) throws(GitError) {
        for entry in try repository.tree(tree) {
            if entry.mode == .tree {
                try visit(entry.id, below: "\(prefix)\(entry.name)/", in: repository, body)
            } else {
                body(prefix + entry.name, entry.id)
            }
        }
    }
}
