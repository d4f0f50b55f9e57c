import Git
import JSON
import Journal
import Platform
import TestSupport

/// A clone that appends, reads and syncs through the module, each time as a process of its own would.
struct Peer: Sendable {
    let sandbox: Sandbox
    let path: String

    /// When everything happens: one clock for all, so that only counters and names tell ids apart.
    static let now = Timestamp(milliseconds: 1_795_234_442_000)  // 2026-11-21
    static let identity = Identity(name: "Test Person", email: "test@example.com")

    private static let isPrepared: Void = Repository.setDurable(false)

    /// The repository that is at `path`.
    init(at path: String, in sandbox: Sandbox) {
        _ = Self.isPrepared
        self.sandbox = sandbox
        self.path = sandbox.path(path)
    }

    var gitDirectory: String { Files.exists("\(path)/.git") ? "\(path)/.git" : path }

    /// The journal as a new process opens it.
    func journal(at time: Timestamp = now) throws -> Journal {
        Journal(
            in: try Repository(discovering: path, useEnvironment: false), time: .fixed(time), trace: .off)
    }

    var replica: ReplicaID? {
        get throws { try journal().replica() }
    }

    /// Records an event for each text, in commits of their own.
    @discardableResult
    func append(
        _ texts: String..., attaching attachments: [Attachment] = [], at time: Timestamp = now
    ) throws -> [EventID] {
        try append(texts, attaching: attachments, at: time)
    }

    @discardableResult
    func append(
        _ texts: [String], attaching attachments: [Attachment] = [], at time: Timestamp = now
    ) throws -> [EventID] {
        var journal = try journal(at: time)
        return try texts.flatMap { text in
            try journal.append(try Self.decision(text, attachments), by: Self.identity).events
        }
    }

    static func decision(_ text: String, _ attachments: [Attachment] = []) throws -> Decision {
        guard let stream = StreamName("task/1"), let type = EventType("noted") else {
            throw GitError(.other, "no names for a test's events")
        }
        return Decision(events: [
            EventDraft(
                stream: stream, type: type, actor: "person/test@example.com", data: ["text": .string(text)],
                attachments: attachments)
        ])
    }

    @discardableResult
    func sync(_ remote: String = "origin", budget: Duration? = nil) throws -> SyncReport {
        var journal = try journal()
        return try journal.sync(
            with: remote, through: GitProgram(environment: sandbox.environment), budget: budget)
    }

    /// The lines that `git autowrk export` prints.
    func export() throws -> [String] {
        var lines: [String] = []
        var journal = try journal()
        try journal.forEachLine { line in
            lines.append(String(decoding: line, as: UTF8.self))
            return true
        }
        return lines
    }

    /// The texts of all events, sorted.
    func texts() throws -> [String] {
        var journal = try journal()
        return try Self.texts(of: &journal)
    }

    static func texts(of journal: inout Journal) throws -> [String] {
        try journal.events().compactMap { $0.data["text"]?.stringValue }.sorted()
    }

    /// The ids of all events.
    func ids() throws -> Set<EventID> {
        var journal = try journal()
        return Set(try journal.events().map(\.id))
    }

    /// The names of the lanes that have a reference here.
    func lanes() throws -> [String] { try journal().lanes().map(\.replica.description).sorted() }

    @discardableResult
    func git(_ arguments: String..., input: String = "") throws -> String {
        try sandbox.git(arguments, in: path, input: input)
    }

    func autowrk(_ arguments: String..., environment: [String: String] = [:]) throws -> CommandOutcome {
        try sandbox.autowrk(arguments, in: path, environment: environment)
    }

    func deleteCache() throws {
        for name in try Files.list("\(gitDirectory)/autowrk") where name.hasPrefix("cache.") {
            try Files.remove("\(gitDirectory)/autowrk/\(name)")
        }
    }

    /// What Git has to say about the objects: nothing, as it should be.
    ///
    /// - Parameter options: `--no-dangling` where commits may be there that no lane has any more.
    func fsck(_ options: String...) throws -> String {
        try sandbox.git(["fsck", "--full", "--strict", "--no-progress"] + options, in: path)
    }
}
