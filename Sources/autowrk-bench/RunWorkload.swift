import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

/// Runs whose steps do nothing that takes time, so that what is left is the engine.
struct RunWorkload {
    let path: String
    let engine: Engine
    private let base: ObjectID

    /// A new repository at `path` with one commit, and an engine on it.
    init(_ path: String, on workbench: Workbench) throws {
        self.path = path
        let repository = try Repository(creatingBareAt: path)
        base = try Self.commit(in: repository, workbench)
        let journal = Journal(in: repository, time: .system, trace: .off)
        engine = try Engine(journal, configuration: workbench.engine, library: Self.none)
    }

    /// The repository at `path` as a process finds it that was just started.
    init(reopening path: String, on workbench: Workbench) throws {
        self.path = path
        let repository = try Repository(discovering: path, useEnvironment: false)
        base = try repository.peel(revision: "refs/heads/main")
        let journal = Journal(in: repository, time: .system, trace: .off)
        engine = try Engine(journal, configuration: workbench.engine, library: Self.none)
    }

    @Sendable private static func none(_ name: String) async throws -> RunnableWorkflow {
        throw BenchError(.failure, "there is no workflow '\(name)'")
    }

    private static func commit(
        in repository: borrowing Repository, _ workbench: Workbench
    ) throws -> ObjectID {
        let signature = Signature(
            name: workbench.identity.name, email: workbench.identity.email, seconds: 1_800_000_000,
            offsetMinutes: 0)
        let tree = try repository.writeTree([])
        let commit = try repository.writeCommit(
            tree: tree, parents: [], author: signature, committer: signature, message: "first\n")
        try repository.updateReference(
            "refs/heads/main", to: commit, expecting: .mustNotExist, logMessage: "first")
        return commit
    }

    /// What starts a run of so many steps, one after the other.
    static func request(steps: Int, base: ObjectID) throws -> RunRequest {
        let text = NamedArgument(name: "text", value: .template(try Template(parsing: "done")))
        let definitions = (1...steps).map { number in
            StepDefinition(
                id: "step-\(number)", kind: .uses("message", with: [text]),
                needs: number == 1 ? [] : ["step-\(number - 1)"])
        }
        let lines = (1...steps).map { _ in "  - uses: message\n    with: {text: done}\n" }
        let file = "name: idle\nsteps:\n" + lines.joined()
        return RunRequest(
            RunnableWorkflow(Definition(name: "idle", steps: definitions), text: Array(file.utf8)),
            base: base)
    }

    /// Starts so many runs and leaves them as a process does that is killed.
    func leave(_ runs: Int, steps: Int) async throws {
        let request = try Self.request(steps: steps, base: base)
        let engine = engine
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<runs {
                group.addTask { engine.handOver(try await engine.start(request)) }
            }
            try await group.waitForAll()
        }
    }

    /// Starts so many runs at once and performs them to their end.
    ///
    /// - Returns: the seconds that it took.
    func perform(_ runs: Int, steps: Int) async throws -> Double {
        let request = try Self.request(steps: steps, base: base)
        let engine = engine
        let stopwatch = Stopwatch()
        try await withThrowingTaskGroup(of: RunStatus.self) { group in
            for _ in 0..<runs {
                group.addTask { try await engine.follow(try await engine.start(request)).status }
            }
            for try await status in group where status != .completed {
                throw BenchError(.failure, "a run ended as '\(status.rawValue)'")
            }
        }
        return stopwatch.elapsedMilliseconds / 1000
    }
}

extension Workbench {
    /// How engines are made here.
    var engine: EngineConfiguration {
        EngineConfiguration(
            identity: identity, actor: "person/\(identity.email)", environment: [:],
            cacheDirectory: path("cache"))
    }
}

/// The memory that this process has used.
enum PeakMemory {
    /// The most so far, in 10⁶ bytes (`VmHWM` in proc(5)).
    static func megabytes() throws -> Double {
        let status = String(decoding: try Files.read("/proc/self/status"), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kibibytes = line.flatMap { Double($0.filter(\.isNumber)) } ?? 0
        return kibibytes * 1024 / 1_000_000
    }

}
