import Git
import Platform

/// Finds files that a move of a checked-out branch would overwrite though Git knows nothing of their content.
///
/// Git itself refuses to overwrite files that are untracked, but not those that are ignored, and what people
/// let Git ignore may be dear to them.
enum FilesInTheWay {
    /// The paths of new files at which something is, or on the way to which a file is that no commit has.
    ///
    /// - Parameters:
    ///   - folder: the files of the old commit, whose index is clean.
    ///   - old: the commit that is checked out.
    ///   - new: the commit that is to be.
    ///   - repository: where both are.
    static func paths(
        in folder: String, from old: ObjectID, to new: ObjectID, _ repository: borrowing Repository
    ) throws(GitError) -> [String] {
        var found: [String] = []
        for change in try repository.changes(from: old, to: new) where change.old == nil {
            let path = change.path
            let ends = path.indices.filter { path[$0] == "/" }
            if isThere("\(folder)/\(path)") {
                found.append(path)
            } else if let parent = ends.lazy.map({ String(path[..<$0]) }).first(where: {
                isFile("\(folder)/\($0)")
            }), try repository.entry(at: parent, in: old) == nil {
                found.append(parent)
            }
        }
        return found
    }

    private static func isThere(_ path: String) -> Bool {
        (try? Files.status(of: path, followingLinks: false)) != nil
    }

    private static func isFile(_ path: String) -> Bool {
        (try? Files.status(of: path, followingLinks: false)).map { !$0.isDirectory } ?? false
    }
}
