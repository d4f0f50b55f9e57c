public import Git
import SQLite

/// Finds the files of a tree that matter for an issue; see <doc:Ranking>.
///
/// It keeps an index in a folder, which a new tree costs only the difference. Where nothing can be written, and where
/// the index is damaged beyond mending, it works in memory. For one thread at a time.
public struct ContextFinder: ~Copyable {
    private let folder: String?
    private let weights: ContextWeights
    private var opened: ContextIndex?

    /// A finder with its index in `folder`, which is made when it is not there; in memory for none.
    public init(indexIn folder: String?) {
        self.init(indexIn: folder, weights: .standard)
    }

    init(indexIn folder: String?, weights: ContextWeights) {
        (self.folder, self.weights) = (folder, weights)
    }

    /// The folder that the index of a repository lies in.
    public static func folder(of repository: borrowing Repository) -> String {
        repository.commonDirectory + "/autowrk"
    }

    /// The files that matter, the most important first, with excerpts as far as the budget goes.
    ///
    /// - Parameters:
    ///   - query: what the issue says.
    ///   - commit: whose tree is searched; its history counts as well.
    ///   - repository: has that commit.
    ///   - limits: how much is wanted.
    public mutating func find(
        _ query: ContextQuery, at commit: ObjectID, in repository: borrowing Repository,
        limits: ContextLimits = ContextLimits()
    ) throws(ContextError) -> ContextResult {
        do {
            return try search(query, at: commit, in: repository, limits)
        } catch {
            guard case .index(let failure) = error, let folder else { throw error }
            // Damaged, the disk is full, or others are at it. Built anew, or for this once, it does the same work.
            opened = nil
            if failure.isCorruption { ContextIndex.remove(from: folder) }
            do throws(DatabaseError) { opened = try ContextIndex.inMemory() } catch { throw .index(error) }
            return try search(query, at: commit, in: repository, limits)
        }
    }

    private mutating func search(
        _ query: ContextQuery, at commit: ObjectID, in repository: borrowing Repository,
        _ limits: ContextLimits
    ) throws(ContextError) -> ContextResult {
        let index: ContextIndex
        do throws(DatabaseError) {
            index = if let open = opened.take() { open } else { try ContextIndex.open(in: folder) }
        } catch { throw .index(error) }
        let result = try ContextSearch(query, commit, limits, weights).run(index, repository)
        opened = consume index
        return result
    }
}
