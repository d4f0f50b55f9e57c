import Domain
import Engine
import Git
import JSON
import Journal
import Platform
import Synchronization
import Templates
import TestSupport
import Testing

@testable import Verification

/// A repository whose trees are verified.
final class VerificationPlace {
    let sandbox: Sandbox
    let stop: StopRequest
    private let journalTime = TimeSource.fixed(Timestamp(milliseconds: 1_780_000_000_000))
    private let progress = Mutex<[String]>([])

    init() throws {
        sandbox = try Sandbox()
        stop = try StopRequest()
        try sandbox.git(["init", "--quiet", "repo"])
    }

    /// What was seen of the last verification.
    var seen: [String] { progress.withLock { $0 } }

    var path: String { sandbox.path("repo") }

    /// Writes files and commits them; the commit.
    @discardableResult
    func commit(_ files: [String: String]) throws -> ObjectID {
        for (name, text) in files { try sandbox.write("repo/\(name)", text) }
        try sandbox.git(["add", "--all"], in: "repo")
        try sandbox.git(["commit", "--quiet", "--allow-empty", "--message=files"], in: "repo")
        let hex = try sandbox.git(["rev-parse", "HEAD"], in: "repo")
        return try #require(ObjectID(hex: String(hex.prefix(40))))
    }

    func repository() throws -> Repository { try Repository(discovering: path, useEnvironment: false) }

    /// Finds the checks of a commit.
    func plan(_ commit: ObjectID) throws -> CheckPlan {
        let repository = try repository()
        return try CheckPlan(of: try repository.commit(commit).tree, in: repository) { Fixture.tables }
    }

    /// Verifies a commit and records what is new.
    @discardableResult
    func verify(
        _ commit: ObjectID, environment: [String: String] = [:],
        change: (inout Verifier.Request) -> Void = { _ in }, limits: OutputFile.Limits = OutputFile.Limits(),
        demand: SandboxDemand = .none,
        observe: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
    ) throws -> Verification {
        var journal = Journal(in: try repository(), time: journalTime, trace: .off)
        let tree = try journal.repository.commit(commit).tree
        let known = try KnownVerdicts(of: tree, commit: commit, in: &journal)
        var request = Verifier.Request(tree: tree, commit: commit)
        change(&request)
        let environment = sandbox.environment.merging(environment) { $1 }
        let pool = try ScratchPool(
            cacheDirectory: sandbox.path("cache"), environment: environment, time: journalTime,
            isDurable: false)
        var site = VerificationSite(
            pool: pool, folder: sandbox.path("work"), environment: environment,
            secrets: Secrets(environment: environment), stop: stop)
        site.limits = limits
        site.sandboxes = SandboxSettings(.agents) { () throws(SandboxRulesError) in
            try SandboxRules(yaml: Templates.sandbox)
        }
        site.sandbox = demand
        progress.withLock { $0 = [] }
        let repository = try self.repository()
        let verification = try Verifier(tables: { Fixture.tables }, site: site).verify(
            request, known: known, in: repository
        ) { news in
            self.progress.withLock { $0.append(Self.text(news)) }
            observe(news)
        }
        if let decision = verification.decision(actor: "person/test") {
            _ = try journal.append(decision, by: Identity(name: "Test", email: "test@example.com"))
        }
        return verification
    }

    /// The environment of a machine that has these programs beside a shell, Git and the common tools, and no others.
    ///
    /// - Parameter programs: the scripts of `sh`, by name.
    func machine(_ programs: [String: String] = [:]) throws -> [String: String] {
        try sandbox.script("mkdir -p bin")
        try sandbox.writePrograms(programs, in: "bin")
        try sandbox.script(
            """
            for name in sh git env cat cmp cp ls mkdir mv rm; do ln -sf "$(command -v $name)" bin; done
            """)
        return ["PATH": sandbox.path("bin")]
    }

    /// What was recorded on a commit's tree.
    func recorded(_ commit: ObjectID) throws -> Verdict? {
        var journal = Journal(in: try repository(), time: journalTime, trace: .off)
        return try RecordedVerdicts.verdict(
            of: try journal.repository.commit(commit).tree.hex, in: &journal)
    }

    private static func text(_ progress: VerificationProgress) -> String {
        switch progress {
        case .planned(let checks): "planned \(checks.map(\.name).joined(separator: " "))"
        case .preparing(let name): "preparing \(name)"
        case .began(let name): "began \(name)"
        case .printed(let name, _): "printed \(name)"
        case .counted(let name, let counts): "counted \(name) \(counts.text)"
        case .remarked(let text): "remarked \(text)"
        case .ended(let result, let isKnown): "ended \(result.name) \(result.status.rawValue) \(isKnown)"
        }
    }
}

extension VerificationPlace: @unchecked Sendable {}
