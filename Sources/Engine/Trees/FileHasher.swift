import Git
import Synchronization
import Workflow

/// What `hashFiles` gives: one hash for the files of a run's tree that match patterns.
///
/// As GitHub's: the SHA-256 over the SHA-256 digests of the contents, folder by folder in the order of the
/// names' bytes; the empty text where nothing matches. A symbolic link counts with the path that it leads to,
/// and other repositories do not count.
final class FileHasher: Sendable {
    private struct State: ~Copyable {
        let repository: Repository
        /// By content: a file is read once, however often it is asked for.
        var digests: [ObjectID: [UInt8]] = [:]

        /// The digest of a file's content.
        mutating func digest(of id: ObjectID) throws(GitError) -> [UInt8] {
            if let known = digests[id] { return known }
            let digest = SHA256.digest(of: try repository.blob(id))
            if digests.count >= FileHasher.limit { digests = [:] }
            digests[id] = digest
            return digest
        }
    }

    private let state: Mutex<State>

    /// So many digests are remembered.
    private static let limit = 100_000

    /// - Parameter repository: a handle that nobody else uses from now on.
    init(_ repository: consuming sending Repository) {
        state = Mutex(State(repository: repository))
    }

    /// - Parameters:
    ///   - patterns: which files.
    ///   - tree: the run's, in hexadecimal; nil for that of its base.
    ///   - base: the commit that the run starts from, in hexadecimal.
    func hash(
        _ patterns: [String], in tree: String?, or base: String
    ) throws(ExpressionError) -> String {
        let globs = patterns.map { GlobPattern($0) }
        do {
            return try state.withLock { state in
                guard let root = ObjectID(hex: tree ?? base) else { return "" }
                var digests: [UInt8] = []
                for file in try Self.files(of: root, below: "", in: state.repository) {
                    guard let last = globs.last(where: { $0.matches(file.path) }), !last.isExclusion else {
                        continue
                    }
                    digests += try state.digest(of: file.id)
                }
                return digests.isEmpty ? "" : SHA256.hexadecimal(of: digests)
            }
        } catch {
            throw ExpressionError(.evaluation, "cannot hash files: \(EngineError(error).message)")
        }
    }

    /// The files as a walk through folders finds them, which is not Git's order: that has a folder behind
    /// `name.txt`, as if its own name ended in a slash.
    private static func files(
        of tree: ObjectID, below prefix: String, in repository: borrowing Repository
    ) throws(GitError) -> [(path: String, id: ObjectID)] {
        var files: [(path: String, id: ObjectID)] = []
        let entries = try repository.tree(tree).sorted {
            $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
        for entry in entries {
            switch entry.mode {
            case .tree:
                files += try self.files(of: entry.id, below: "\(prefix)\(entry.name)/", in: repository)
            case .submodule: break
            default: files.append((prefix + entry.name, entry.id))
            }
        }
        return files
    }
}
