import Git

/// All that a lane and what it has adopted hold, for writing it anew.
struct LaneContent {
    /// How many commits it was read from.
    private(set) var commitCount = 0

    private var text: [UInt8] = []
    /// Lines of commits without attachments.
    private var plain: [Line] = []
    /// Commits with attachments, which are kept one by one.
    private var attached: [(tree: ObjectID, message: [UInt8])] = []
    /// Lines of those.
    private var attachedLines: [Line] = []

    private struct Line {
        let id: EventID
        let range: Range<Int>
    }

    /// Reads everything reachable from `tip`.
    ///
    /// - Throws: when a commit is missing or is no event commit: what can't be read can't be replaced.
    init(of tip: ObjectID, in repository: borrowing Repository) throws(JournalError) {
        var walk = LaneWalk(from: [tip], stoppingAt: [])
        while let visit = try walk.next(
            in: repository,
            { (id, message) throws(JournalError) in try add(id, message, repository) })
        {
            switch visit {
            case .read: commitCount += 1
            case .missing(let id): throw .unreadableCommit(id.hex, reason: "it is missing")
            case .notACommit(let id, let reason): throw .unreadableCommit(id.hex, reason: reason)
            }
        }
        sortAndUnite()
    }

    private mutating func add(
        _ commit: ObjectID, _ message: UnsafeBufferPointer<UInt8>, _ repository: borrowing Repository
    ) throws(JournalError) {
        var lines: [Line] = []
        do {
            try CommitMessage.forEachLine(message) { (line) throws(EventFormatError) in
                let id = try EventScan(line).id
                lines.append(Line(id: id, range: text.count..<text.count + line.count))
                text += line
            }
        } catch { throw .unreadableCommit(commit.hex, reason: error.reason) }
        let tree: ObjectID
        do { tree = try repository.withCommit(commit) { $0.tree } } catch { throw .git(error) }
        if tree == .emptyTree {
            plain += lines
        } else {
            attached.append((tree, Array(message)))
            attachedLines += lines
        }
    }

    /// Orders the plain lines and takes those out that are there twice.
    private mutating func sortAndUnite() {
        plain.sort { ($0.id, text[$0.range]) < ($1.id, text[$1.range]) }
        var united: [Line] = []
        for line in plain where united.last.map({ text[$0.range] != text[line.range] }) ?? true {
            united.append(line)
        }
        plain = united
    }

    /// How many commits an archive takes.
    var archiveCommitCount: Int { groups().count + attached.count }

    /// Writes the events as a chain of large commits.
    ///
    /// - Returns: its tip.
    func writeArchive(
        by signature: Signature, in repository: borrowing Repository
    ) throws(JournalError) -> ObjectID {
        do throws(GitError) {
            let empty = try repository.writeTree([])
            var tip: ObjectID?
            for group in groups() {
                var lines: [UInt8] = []
                for line in group { lines += text[line.range] + [0x0A] }
                let subject = "archive: \(group.count) events"
                tip = try repository.writeCommit(
                    tree: empty, parents: tip.map { [$0] } ?? [], author: signature, committer: signature,
                    message: CommitMessage.text(subject: subject, lines: lines))
            }
            for commit in attached {
                tip = try repository.writeCommit(
                    tree: commit.tree, parents: tip.map { [$0] } ?? [], author: signature,
                    committer: signature,
                    message: commit.message)
            }
            guard let tip else { throw GitError(.notFound, "the lane has no events") }
            return tip
        } catch { throw .git(error) }
    }

    private func groups() -> [ArraySlice<Line>] {
        var groups: [ArraySlice<Line>] = []
        var start = plain.startIndex
        var bytes = 0
        for (index, line) in plain.enumerated() {
            bytes += line.range.count
            if index - start == CommitMessage.maximumEvents || bytes > CommitMessage.maximumBytes,
                index > start
            {
                groups.append(plain[start..<index])
                (start, bytes) = (index, line.range.count)
            }
        }
        if start < plain.endIndex { groups.append(plain[start...]) }
        return groups
    }

    /// Whether both hold the same lines and the same trees.
    func hasSameEvents(as other: LaneContent) -> Bool {
        let trees = Set(attached.map(\.tree))
        return trees == Set(other.attached.map(\.tree)) && allLines() == other.allLines()
    }

    private func allLines() -> Set<ArraySlice<UInt8>> {
        Set((plain + attachedLines).map { text[$0.range] })
    }
}

/// The order of ids, then of bytes.
private func < (left: (EventID, ArraySlice<UInt8>), right: (EventID, ArraySlice<UInt8>)) -> Bool {
    left.0 != right.0 ? left.0 < right.0 : left.1.lexicographicallyPrecedes(right.1)
}
