import Git
import Journal
import Platform

/// One event as a row of a table.
struct Row: Sendable {
    let stream: String
    let line: String
}

/// The whole workload in a journal, written once and then read by several cases.
struct Corpus {
    /// How events are spread over commits.
    enum Shape: String, CaseIterable {
        /// As ``SharedJournal`` writes them when a thousand runs go on at once.
        case grouped
        /// One a commit, as single appends leave them behind once they are packed.
        case single
    }

    let path: String

    /// The corpus of this shape, made when it is asked for first.
    init(_ shape: Shape, on workbench: Workbench) async throws {
        path = workbench.path("corpus-\(shape.rawValue)")
        if Files.exists(path) { return }
        switch shape {
        case .grouped:
            Repository.setDurable(false)
            try await ConcurrentLoad(workbench.workload).append(to: path, on: workbench)
        case .single:
            let grouped = try await Corpus(.grouped, on: workbench)
            let messages = try grouped.rows(workbench).map { FastImport.message(of: $0) }
            let lane = try grouped.lane()
            let stream = FastImport.stream(messages, to: lane.name, by: workbench.identity)
            try FastImport.write(stream, to: path, on: workbench)
        }
    }

    /// All events in the order of the journal.
    func rows(_ workbench: Workbench) throws -> [Row] { try Self.rows(of: path, workbench) }

    /// All events of the journal at `path`, in its order.
    static func rows(of path: String, _ workbench: Workbench) throws -> [Row] {
        var journal = try workbench.openJournal(path)
        var rows: [Row] = []
        try journal.forEachEvent { event in
            rows.append(Row(stream: event.stream.description, line: event.line))
            return true
        }
        return rows
    }

    /// The lane that everything is on.
    func lane() throws -> Reference {
        try Self.lane(in: try Repository(discovering: path, useEnvironment: false))
    }

    private static func lane(in repository: borrowing Repository) throws -> Reference {
        guard let lane = try repository.references(under: Lanes.prefix).first else {
            throw BenchError(.failure, "no lane in '\(repository.gitDirectory)'")
        }
        return lane
    }

    /// The messages of the lane's commits in the repository at `path`, the oldest first.
    static func messages(of path: String) throws -> [[UInt8]] {
        let repository = try Repository(discovering: path, useEnvironment: false)
        var messages: [[UInt8]] = []
        var next: ObjectID? = try lane(in: repository).target
        while let id = next {
            let (message, parent) = try repository.withCommit(id) { ([UInt8]($0.message), $0.parents.first) }
            messages.append(message)
            next = parent
        }
        return messages.reversed()
    }
}
