import Domain
public import Engine
public import Git
import JSON
import Journal
import Platform
public import Workflow
import YAML

extension Action {
    /// `verify`: performs the checks of the run's tree; its verdict is recorded together with the step's end.
    ///
    /// A tree without any check is not refused: the output `needs-review` says that a person has to look.
    ///
    /// What an agent has written is verified as the agent's own checks are: in a sandbox, and without commands that
    /// it may not run.
    ///
    /// - Parameters:
    ///   - tables: reads what checks are found by, when it is needed.
    ///   - refusals: tells why an agent may not run a command, by what the commit says that the run began with.
    public static func verify(
        _ tables: @escaping @Sendable () throws(VerificationError) -> VerificationTables,
        refusals: @escaping Refusals = { _, _ in { _ in nil } }
    ) -> Action {
        Action(
            signature: ActionSignature(
                name: "verify", summary: "perform the repository's own checks on the run's files",
                inputs: [
                    .init(
                        "checks",
                        "the names of those to perform, by commas or lines; all where it is left out"),
                    .init("cache", "whether verdicts that are known stand in; true where it is left out"),
                ],
                outputs: ["tree", "passed", "headline", "note", "checks", "needs-review", "remarks"]),
            attempt: { (call) throws(StepFailure) in
                let verification = try await perform(call, tables, refusals)
                if verification.wasStopped { throw StepFailure(.cancelled, "stopped") }
                return ending(of: verification, try await remarks(on: verification.tree, call, tables), call)
            },
            recovery: .repeats, compensation: .nothing)
    }

    /// Why commands may not be run, at a commit.
    public typealias Refusals =
        @Sendable (_ base: ObjectID, borrowing Repository) throws -> @Sendable (_ command: String) -> String?

    private static func perform(
        _ call: ActionCall, _ tables: @escaping @Sendable () throws(VerificationError) -> VerificationTables,
        _ refusals: @escaping Refusals
    ) async throws(StepFailure) -> Verification {
        let tree = try await call.tree()
        let origins = try call.origins()
        let commit = try await call.commit(among: origins, with: tree)
        var request = Verifier.Request(tree: tree, commit: commit)
        request.usesKnown = try usesKnown(call)
        request.names = names(call.text("checks") ?? "")
        if call.state.holdsAgentWork {
            let base = try call.base()
            request.refusal = try await call.git { try refusals(base, $0) }
        }
        let known = try await call.journal { journal in
            try KnownVerdicts(of: tree, commit: commit, from: origins, in: &journal)
        }
        let (secrets, demand) = (call.secrets, call.sandboxDemand)
        return try await call.work { [request] place in
            var site = VerificationSite(
                pool: place.pool, folder: try place.makeFolder() + "/\(place.step)",
                environment: place.configuration.environment, secrets: secrets, stop: place.stop,
                mark: place.mark)
            site.sandboxes = place.configuration.sandbox
            site.sandbox = demand
            let (show, remark) = (place.show, place.remark)
            do throws(VerificationError) {
                return try Verifier(tables: tables, site: site).verify(
                    request, known: known, in: place.repository
                ) { news in
                    if case .remarked(let text) = news { remark(text) }
                    if let text = news.text { show(Array(text.utf8)) }
                }
            } catch { throw StepFailure(error) }
        }
    }

    /// Names have spaces, as `go test`.
    static func names(_ text: String) -> [String] {
        text.split { $0 == "," || $0.isNewline }.map { name in
            String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty }
    }

    /// Expressions and inputs of runs hand on a text as well as a truth value.
    private static func usesKnown(_ call: ActionCall) throws(StepFailure) -> Bool {
        switch call.text("cache") {
        case nil, "true": return true
        case "false": return false
        case let text?:
            throw StepFailure(
                .input, "input 'cache' of step '\(call.step)' must be true or false, not '\(text)'")
        }
    }

    /// What an agent has changed of what its work is checked by.
    private static func remarks(
        on tree: ObjectID, _ call: ActionCall,
        _ tables: @escaping @Sendable () throws(VerificationError) -> VerificationTables
    ) async throws(StepFailure) -> [String] {
        guard call.state.holdsAgentWork else { return [] }
        let base = try call.base()
        return try await call.git { repository in
            let before = try repository.commit(base).tree
            do throws(VerificationError) {
                return try PlanComparison(from: before, to: tree, in: repository, tables: tables).remarks
            } catch { throw StepFailure(error) }
        }
    }

    private static func ending(
        of verification: Verification, _ remarks: [String], _ call: ActionCall
    ) -> StepEnding {
        let verdict = verification.verdict
        var outcome = StepOutcome(
            result: StepResult(
                outputs: [
                    "tree": .string(verdict.tree), "passed": .bool(verdict.isPassed),
                    "headline": .string(verdict.headline), "note": .string(verdict.note),
                    "checks": .array(verdict.checks.map(\.json)),
                    "needs-review": .bool(!verdict.hasTests || !remarks.isEmpty),
                    "remarks": .array(remarks.map { .string($0) }),
                ],
                summary: (verdict.checks.isEmpty
                    ? "Found no checks: a person has to look at it"
                    : "Verified: " + verdict.checks.map(\.line).joined(separator: ", "))
                    + (remarks.isEmpty
                        ? "" : "; a person has to look: " + remarks.joined(separator: ", "))))
        outcome.events = verification.draft(actor: call.actor).map { [$0] } ?? []
        guard let failed = verdict.checks.first(where: \.isBlocking) else { return .completed(outcome) }
        var failure = StepFailure(failed.failureKind, failed.line, exitStatus: failed.exitStatus)
        failure.output = "$ \(failed.command)\n\(failed.excerpt ?? "")"
        return .failed(failure, outcome)
    }
}

extension ActionCall {
    /// What the run's files were made from: the tips of its branches, and the commit that it has begun with.
    fileprivate func origins() throws(StepFailure) -> [ObjectID] {
        let tips = state.branches.sorted { $0.key < $1.key }.compactMap { ObjectID(hex: $0.value.current) }
        return tips + [try base()]
    }

    /// The first of these commits that has this tree; nil where it was not committed yet.
    fileprivate func commit(
        among commits: [ObjectID], with tree: ObjectID
    ) async throws(StepFailure) -> ObjectID? {
        try await git { repository in
            for commit in commits where try repository.commit(commit).tree == tree { return commit }
            return nil
        }
    }
}

extension CheckResult {
    fileprivate var failureKind: StepFailure.Kind {
        switch status {
        case .timedOut: .timeout
        case .missing: .missing
        case .passed, .failed, .skipped: .exit
        }
    }
}

extension StepFailure {
    /// Why checks could not be performed at all.
    public init(_ error: VerificationError) {
        switch error {
        case .engine(let error): self.init(wrapping: error)
        case .failure(let failure): self = failure
        case .table, .configuration, .unknownCheck, .refused:
            self.init(.input, ([error.message] + error.hints).joined(separator: "; "))
        }
    }
}

extension VerificationProgress {
    /// What is shown of it on a line that is written over until the check has ended.
    fileprivate var text: String? {
        switch self {
        case .preparing(let name): "preparing \(name)\n"
        case .began(let name): "Running \(name)…"
        case .counted(let name, let counts):
            "\rRunning \(name)… \(counts.passed) passed, \(counts.failed) failed"
        case .ended(let result, let isKnown): "\r\(result.line)\(isKnown ? ", as was known" : "")\n"
        case .remarked(let text): "autowrk: \(text)\n"
        case .planned, .printed: nil
        }
    }
}
