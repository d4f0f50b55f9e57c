import Git
import JSON

/// Something in the journal that is not as the format says.
public struct Finding: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Sendable {
        /// Events are missing, unreadable or ambiguous.
        case error
        /// Everything can be read, but a writer did not keep to the format.
        case warning
    }

    /// How bad it is.
    public let severity: Severity
    /// The lane's reference from which it was reached first.
    public let lane: String
    /// The commit, in hexadecimal.
    public let commit: String
    /// What is wrong, in lower case.
    public let problem: String
}

/// What a check of all lanes saw.
public struct CheckReport: Hashable, Sendable {
    /// How many lanes there are, by replica.
    public internal(set) var lanes = 0
    /// How many commits were read, each one once.
    public internal(set) var commits = 0
    /// How many different events they hold.
    public internal(set) var events = 0
    /// What is not as the format says, in the order in which it was found.
    public internal(set) var findings: [Finding] = []
}

extension Journal {
    /// Reads every commit of every lane and compares it with the format, without the cache.
    public func check() throws(JournalError) -> CheckReport {
        var report = CheckReport()
        var replicas: Set<ReplicaID> = []
        var seen: Set<ObjectID> = []
        var lines: [EventID: Int] = [:]
        let boundary: Set<ObjectID>
        var folders: FolderCheck
        do {
            boundary = try repository.shallowBoundary()
            folders = try FolderCheck(in: repository)
        } catch { throw .git(error) }
        for reference in try references() {
            if let replica = Lanes.replica(of: reference.name) { replicas.insert(replica) }
            var checker = CommitChecker(lane: reference.name)
            var walk = LaneWalk(from: [reference.target], stoppingAt: seen)
            if seen.contains(reference.target) { continue }
            var visited: [ObjectID] = []
            while let visit = try walk.next(
                in: repository,
                { (id, message) throws(JournalError) in
                    checker.check(id, message, repository, &folders)
                })
            {
                switch visit {
                case .read(let id): visited.append(id)
                case .missing(let id):
                    checker.add(
                        .error, id,
                        boundary.isEmpty
                            ? "the commit is missing" : "the commit is missing: the clone is shallow")
                case .notACommit(let id, let reason): checker.add(.error, id, reason)
                }
            }
            report.commits += walk.count
            report.findings += checker.findings
            for (id, hash) in checker.lines {
                if let other = lines[id], other != hash {
                    report.findings.append(
                        Finding(
                            severity: .error, lane: reference.name, commit: "",
                            problem: "two different events have the id \(id)"))
                }
                lines[id] = hash
            }
            seen.formUnion(visited)
        }
        report.lanes = replicas.count
        report.events = lines.count
        return report
    }
}

/// Looks at the commits of one lane.
private struct CommitChecker {
    let lane: String
    private(set) var findings: [Finding] = []
    private(set) var lines: [(EventID, Int)] = []

    init(lane: String) { self.lane = lane }

    mutating func add(_ severity: Finding.Severity, _ commit: ObjectID, _ problem: String) {
        findings.append(Finding(severity: severity, lane: lane, commit: commit.hex, problem: problem))
    }

    mutating func check(
        _ commit: ObjectID, _ message: UnsafeBufferPointer<UInt8>, _ repository: borrowing Repository,
        _ folders: inout FolderCheck
    ) {
        var last: EventID?
        do {
            try CommitMessage.forEachLine(message) { (line) throws(EventFormatError) in
                let event = try Event(line: line)
                lines.append((event.id, Array(line).hashValue))
                if (try? JSON(parsing: line).canonical.utf8.elementsEqual(line)) != true {
                    add(.warning, commit, "event \(event.id) is not in canonical form")
                }
                if let last, last >= event.id { add(.warning, commit, "event \(event.id) is out of order") }
                if !HybridClock.range.contains(event.id.time) {
                    add(.warning, commit, "event \(event.id) has a time that no clock can follow")
                }
                for (name, object) in event.attachments.sorted(by: { $0.key < $1.key }) {
                    checkAttachment(name, object, of: event.id, commit, repository, &folders)
                }
                last = event.id
            }
        } catch {
            add(.error, commit, "not an event commit: \(error.reason)")
        }
    }

    private mutating func checkAttachment(
        _ name: String, _ object: ObjectID, of id: EventID, _ commit: ObjectID,
        _ repository: borrowing Repository, _ folders: inout FolderCheck
    ) {
        let entry: TreeEntry?
        do {
            entry = try repository.entry(at: name, in: repository.withCommit(commit) { $0.tree })
        } catch { return add(.error, commit, "attachment '\(name)' of event \(id): \(error.message)") }
        guard let entry, entry.id == object else {
            return add(.error, commit, "attachment '\(name)' of event \(id) is not in the commit's tree")
        }
        switch entry.mode {
        case .submodule:
            add(.error, commit, "attachment '\(name)' of event \(id) is neither a file nor a folder")
        case .tree:
            for path in folders.missing(below: object, at: name, in: repository) {
                add(.error, commit, "attachment '\(path)' of event \(id) is missing")
            }
        case .file, .executable, .symbolicLink:
            guard !repository.contains(object) else { return }
            add(.error, commit, "attachment '\(name)' of event \(id) is missing")
        }
    }
}
