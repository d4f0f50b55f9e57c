import Git
import SQLite

extension ContextIndex {
    /// Commits that are looked at, merges not counted.
    static let depth = 800
    /// Commits that are walked to find them.
    private static let walked = 3000
    private static let keptHistories: Int64 = 8

    /// The newest commits that lead to `tip`, the newest first. Where history is cut off, or damaged, it ends, and is
    /// not kept: the rest may come later.
    borrowing func history(
        of tip: ObjectID, in repository: borrowing Repository
    ) throws(ContextError) -> [Touch] {
        do throws(DatabaseError) {
            if let stored = try storedHistory(of: tip) { return stored }
        } catch { throw .index(error) }
        let walk = try Self.commits(before: tip, in: repository)
        do throws(DatabaseError) {
            return try database.transaction { () throws(DatabaseError) in
                try takeIn(walk, of: tip, from: repository)
            }
        } catch { throw .index(error) }
    }

    /// What a history has.
    private struct Walk {
        let commits: [ObjectID]
        /// Whether commits were wanted that are not here.
        let isIncomplete: Bool
    }

    /// Walks by itself: libgit2 sorts all of a history before it shows the first commit, and finds a shallow
    /// clone's missing parents an error.
    private static func commits(
        before tip: ObjectID, in repository: borrowing Repository
    ) throws(ContextError) -> Walk {
        var found: [ObjectID] = []
        var isIncomplete = false
        var known: Set<ObjectID> = [tip]
        var waiting: [Commit] = []
        do throws(GitError) { waiting.append(try repository.commit(tip)) } catch { throw .git(error) }
        var count = 0
        // The newest stands at the end.
        while let commit = waiting.popLast(), found.count < depth, count < walked {
            count += 1
            if commit.parents.count < 2 { found.append(commit.id) }
            for id in commit.parents where known.insert(id).inserted {
                // New packs were looked for when the first one was missing.
                guard !isIncomplete || repository.contains(id, refreshing: false),
                    let parent = try? repository.commit(id)
                else {
                    isIncomplete = true
                    continue
                }
                let place = waiting.lastIndex { $0.committer.seconds <= parent.committer.seconds }
                waiting.insert(parent, at: place.map { $0 + 1 } ?? 0)
            }
        }
        return Walk(commits: found, isIncomplete: isIncomplete)
    }

    private borrowing func takeIn(
        _ walk: Walk, of tip: ObjectID, from repository: borrowing Repository
    ) throws(DatabaseError) -> [Touch] {
        var touches: [Touch] = []
        var isIncomplete = walk.isIncomplete
        let query = try database.prepare("SELECT facts FROM touch WHERE id = ?1")
        let insertion = try database.prepare("INSERT OR REPLACE INTO touch VALUES (?1, ?2)")
        var writer = PackedWriter()
        for id in walk.commits {
            try query.bind(1, id)
            if try query.step() {
                touches.append(query.withBytes(0) { Touch(packed: $0) })
                query.reset()
            } else {
                guard let touch = Self.touch(of: id, in: repository) else {
                    isIncomplete = true
                    continue
                }
                try insertion.bind(1, id)
                try insertion.bind(2, blob: touch.packed)
                try insertion.run()
                touches.append(touch)
            }
            id.withBytes { for byte in $0 { writer.append(byte: byte) } }
        }
        if !isIncomplete { try store(writer.bytes, of: tip) }
        return touches
    }

    /// What one commit tells; nil when it, or what it is compared with, is not here.
    private static func touch(of id: ObjectID, in repository: borrowing Repository) -> Touch? {
        do throws(GitError) {
            let commit = try repository.commit(id)
            var parent: ObjectID?
            if let first = commit.parents.first {
                guard repository.contains(first) else { return nil }
                parent = first
            }
            // All files of a first commit are new, which tells nothing.
            guard let parent else { return Touch(message: commit.message, paths: []) }
            let changes = try repository.changes(from: parent, to: id)
            return Touch(message: commit.message, paths: changes.map(\.path))
        } catch { return nil }
    }

    private borrowing func storedHistory(of tip: ObjectID) throws(DatabaseError) -> [Touch]? {
        let history = try database.prepare("SELECT commits FROM history WHERE id = ?1")
        try history.bind(1, tip)
        guard try history.step() else { return nil }
        let bytes = history.withBytes(0) { Array($0) }
        let query = try database.prepare("SELECT facts FROM touch WHERE id = ?1")
        var touches: [Touch] = []
        for start in stride(from: 0, to: bytes.count - 19, by: 20) {
            try query.bind(1, blob: Array(bytes[start..<start + 20]))
            guard try query.step() else { return nil }
            touches.append(query.withBytes(0) { Touch(packed: $0) })
            query.reset()
        }
        return touches
    }

    private borrowing func store(_ commits: [UInt8], of tip: ObjectID) throws(DatabaseError) {
        let turn = try nextTurn()
        let insertion = try database.prepare("INSERT OR REPLACE INTO history VALUES (?1, ?2, ?3)")
        try insertion.bind(1, tip)
        try insertion.bind(2, turn)
        try insertion.bind(3, blob: commits)
        try insertion.run()
        let deletion = try database.prepare(
            "DELETE FROM history WHERE id NOT IN (SELECT id FROM history ORDER BY turn DESC LIMIT ?1)")
        try deletion.bind(1, Self.keptHistories)
        try deletion.run()
    }
}
