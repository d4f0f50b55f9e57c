import Engine
import Git
import JSON
import Journal
import Platform
import TestSupport
import Workflow

/// A repository with one commit, and engines on it, each as another process would have it.
///
/// Time stands still unless a test moves ``clock``, and no engine stays for a time that has to come.
struct EngineSandbox {
    let sandbox: Sandbox
    let clock = MovableClock()
    let repository: String

    private static let isPrepared: Void = Repository.setDurable(false)

    init() throws {
        _ = Self.isPrepared
        sandbox = try Sandbox()
        // What a test writes need not outlive the machine, and needs no sample hooks.
        try sandbox.git("config", "--global", "core.fsync", "none")
        try sandbox.git("config", "--global", "init.templateDir", "")
        repository = try sandbox.repository()
        try sandbox.commit("first", files: ["README": "hello\n"], in: "repository")
    }

    /// - Parameters:
    ///   - folder: the clone.
    ///   - actor: who uses it.
    ///   - workflows: what steps can start, by name.
    ///   - change: what else is different.
    func engine(
        in folder: String = "repository", actor: String = "person/ada@example.org",
        workflows: [String: String] = [:],
        _ change: (inout EngineConfiguration) -> Void = { _ in }
    ) throws -> Engine {
        var configuration = EngineConfiguration(
            identity: Identity(name: "Ada", email: "ada@example.org"), actor: actor,
            environment: sandbox.environment, cacheDirectory: sandbox.path("cache"), time: clock.source)
        configuration.patience = .zero
        change(&configuration)
        return try Engine(journal(in: folder), configuration: configuration) { name in
            guard let text = workflows[name] else { throw RunRefusal("no workflow '\(name)'") }
            return try workflow(text)
        }
    }

    /// The journal of a clone as a process of its own would open it.
    func journal(in folder: String = "repository") throws -> Journal {
        Journal(
            in: try Repository(discovering: sandbox.path(folder), useEnvironment: false), time: clock.source,
            trace: .off)
    }

    /// Records a run of this workflow, as a process does that ends before it performs anything.
    func start(
        _ text: String, inputs: [String: JSON] = [:], in folder: String = "repository",
        workflows: [String: String] = [:]
    ) async throws -> RunID {
        try await engine(in: folder, workflows: workflows)
            .start(RunRequest(try workflow(text), inputs: inputs, base: try base(folder)))
    }

    /// Starts a run and goes on with it until it is over or waits.
    func perform(
        _ text: String, inputs: [String: JSON] = [:], in folder: String = "repository",
        workflows: [String: String] = [:], _ change: (inout EngineConfiguration) -> Void = { _ in }
    ) async throws -> RunState {
        let engine = try engine(in: folder, workflows: workflows, change)
        let request = RunRequest(try workflow(text), inputs: inputs, base: try base(folder))
        return try await engine.follow(engine.start(request))
    }

    /// Goes on with a run in a new process.
    @discardableResult
    func resume(
        _ run: RunID, in folder: String = "repository", workflows: [String: String] = [:],
        _ change: (inout EngineConfiguration) -> Void = { _ in }
    ) async throws -> RunState {
        try await engine(in: folder, workflows: workflows, change).follow(run)
    }

    /// Asks something of a run in a new process, and goes on with the run there.
    @discardableResult
    func ask(
        _ command: RunCommand, of run: RunID, in folder: String = "repository",
        workflows: [String: String] = [:]
    ) async throws -> RunState {
        let engine = try engine(in: folder, workflows: workflows)
        try await engine.request(command, of: run)
        return try await engine.follow(run)
    }

    /// Where a run stands by what a new process reads.
    func state(of run: RunID, in folder: String = "repository") async throws -> RunState {
        try await engine(in: folder).state(of: run)
    }

    /// Records facts as the process of the run's owner would.
    func record(_ events: [RunEvent], of run: RunID, in folder: String = "repository") throws {
        guard let stream = StreamName("run/\(run)") else { throw RunRefusal("no stream of \(run)") }
        var journal = try journal(in: folder)
        let drafts = try events.map { event in
            guard let type = EventType(event.type) else { throw RunRefusal("no type \(event.type)") }
            return EventDraft(
                stream: stream, type: type, actor: "person/ada@example.org", data: event.data)
        }
        _ = try journal.append(
            Decision(events: drafts), by: Identity(name: "Ada", email: "ada@example.org"))
    }

    // MARK: Git

    @discardableResult
    func git(_ arguments: String..., in folder: String = "repository") throws -> String {
        try sandbox.git(arguments, in: folder)
    }

    /// Where a branch is; nil for one that is not there.
    func tip(of branch: String, in folder: String = "repository") throws -> String? {
        let outcome = try sandbox.gitOutcome(
            "rev-parse", "--verify", "--quiet", "refs/heads/\(branch)", in: folder)
        return outcome.status == 0 ? String(outcome.stdout.dropLast()) : nil
    }

    /// All references but those of the journal, with what they lead to.
    func references(in folder: String = "repository") throws -> [String] {
        try sandbox.git("for-each-ref", "--format=%(refname) %(objectname)", in: folder)
            .split(separator: "\n").map { String($0) }
            .filter { !$0.hasPrefix("refs/autowrk/journal/") && !$0.hasPrefix("refs/autowrk/remotes/") }
    }

    /// A file of a commit.
    func file(_ path: String, at revision: String, in folder: String = "repository") throws -> String {
        try sandbox.git("show", "\(revision):\(path)", in: folder)
    }

    /// Adds a commit to a branch without a checkout, as a person elsewhere would, and returns it.
    @discardableResult
    func push(
        _ files: [String: String], to branch: String, in folder: String = "repository"
    ) throws -> String {
        let name = "person-\(clock.next())"
        try sandbox.git("clone", "--quiet", "--branch", branch, sandbox.path(folder), sandbox.path(name))
        let commit = try sandbox.commit("by a person", files: files, in: name)
        try sandbox.git("push", "--quiet", "origin", "HEAD:refs/heads/\(branch)", in: name)
        return commit
    }

    func base(_ folder: String = "repository") throws -> ObjectID { try commit("HEAD", in: folder) }

    func commit(_ revision: String, in folder: String = "repository") throws -> ObjectID {
        let hex = try sandbox.git("rev-parse", revision, in: folder)
        guard let id = ObjectID(hex: hex) else { throw RunRefusal("no commit") }
        return id
    }
}

/// A workflow as its file would be read.
func workflow(_ text: String) throws -> RunnableWorkflow {
    let bytes = Array(text.utf8)
    let (definition, diagnostics) = Definition.read(
        bytes, name: "test", catalogue: Catalogue(actions: ActionTable.builtIn.signatures))
    guard let definition else { throw RunRefusal("\(diagnostics)") }
    return RunnableWorkflow(definition, text: bytes)
}
