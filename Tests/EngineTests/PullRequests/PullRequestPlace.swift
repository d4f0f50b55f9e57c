import Domain
import Engine
import Git
import Journal
import Platform
import TestSupport
import Testing

/// A repository with a branch to merge, and what tests do to its pull requests.
struct PullRequestPlace {
    let engine: EngineSandbox
    /// The clone, relative to the sandbox.
    let folder: String

    var sandbox: Sandbox { engine.sandbox }
    var path: String { sandbox.path(folder) }

    /// - Parameter script: of `sh`, run in the repository, which is at `main` with one commit.
    init(_ script: String = PullRequestPlace.ahead) throws {
        engine = try EngineSandbox()
        folder = "repository"
        try shell(script)
    }

    /// Another clone of the same sandbox.
    init(_ folder: String, of other: PullRequestPlace) { (engine, self.folder) = (other.engine, folder) }

    /// One commit on `fix/it`; `main` is checked out.
    static let ahead = """
        git checkout --quiet -b fix/it; echo fixed > README; git commit --quiet -am 'fix it'
        git checkout --quiet main
        """

    @discardableResult
    func shell(_ script: String) throws -> CommandOutcome {
        let outcome = try sandbox.run(["/bin/sh", "-ec", script], in: folder)
        if outcome.status != 0 { Issue.record("\(script)\n\(outcome.stdout)\(outcome.stderr)") }
        return outcome
    }

    func git(_ arguments: String...) throws -> String { try sandbox.git(arguments, in: folder) }

    var changes: PullRequests {
        PullRequests(
            identity: Identity(name: "Ada", email: "ada@example.org"), actor: "person/ada@example.org",
            environment: sandbox.environment)
    }

    func request(_ number: UInt64 = 1, head: String = "fix/it", base: String = "main") -> PullRequestRequest {
        PullRequestRequest(id: PullRequestID(bits: number), head: head, base: base)
    }

    @discardableResult
    func create(
        _ number: UInt64 = 1, head: String = "fix/it", _ change: (inout PullRequestRequest) -> Void = { _ in }
    ) throws -> PullRequestState {
        var request = request(number, head: head)
        change(&request)
        var journal = try engine.journal(in: folder)
        return try changes.create(request, in: &journal)
    }

    /// What a look at the pull request shows.
    func follow(_ number: UInt64 = 1) throws -> PullRequestState {
        var journal = try engine.journal(in: folder)
        return try changes.follow(PullRequestID(bits: number), in: &journal)
    }

    func perform(_ command: PullRequestCommand, _ number: UInt64 = 1) throws -> PullRequestState {
        var journal = try engine.journal(in: folder)
        return try changes.perform(command, on: PullRequestID(bits: number), in: &journal)
    }

    func mergeability(_ number: UInt64 = 1) throws -> Mergeability {
        let state = try follow(number)
        return try PullRequestLook.mergeability(of: state, in: engine.journal(in: folder).repository)
    }

    @discardableResult
    func merge(
        _ method: PullRequestMerge.Method = .merge, number: UInt64 = 1, deletesBranch: Bool = false,
        verify: (ObjectID, ObjectID) throws -> Verdict? = { _, _ in nil }
    ) throws -> MergeReport {
        var wish = MergeWish(at: engine.clock.source.now())
        (wish.method, wish.deletesBranch) = (method, deletesBranch)
        var journal = try engine.journal(in: folder)
        return try changes.merge(PullRequestID(bits: number), wish, in: &journal, verify: verify)
    }

    /// All references but those of ours.
    func references() throws -> String {
        try git("for-each-ref").split(separator: "\n")
            .filter { !$0.contains("refs/autowrk/") }.joined(separator: "\n")
    }

    /// Has Git check all objects and references; those that were merged in vain lead nowhere.
    func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let outcome = try sandbox.gitOutcome("fsck", "--full", "--strict", "--no-dangling", in: folder)
        #expect(outcome.status == 0, "\(outcome.stderr)", sourceLocation: sourceLocation)
        #expect(outcome.stdout + outcome.stderr == "", sourceLocation: sourceLocation)
    }
}

extension PullRequestError {
    /// The case alone, for comparing.
    var name: String { String("\(self)".prefix { $0 != "(" }) }
}

/// The name of the error that `body` ends with; nil when it succeeds.
func errorName(_ body: () throws -> Void) -> String? {
    do {
        try body()
        return nil
    } catch { return (error as? PullRequestError)?.name ?? "\(error)" }
}
