import Domain
import Engine
public import Git
import Journal
import Safety
import Verification
import Workflow

/// The repository's own checks as the coding agent runs them, on trees that no checkout has.
struct AgentChecks: Sendable {
    /// Reads what checks are found by, when it is needed.
    let tables: @Sendable () throws(VerificationError) -> VerificationTables

    /// Why an agent may not run a command; nil where it may.
    let refusal: @Sendable (_ command: String, Policy) -> String?
    /// What the repository says of commands, and of paths that may not be looked at.
    let policy: AgentPolicy

    /// What checks have said.
    struct Report: Sendable {
        /// For the model.
        let text: String
        let isPassed: Bool
        /// The verdict, where it is a good one. One that is not may be due to the sandbox.
        let events: [EventDraft]
    }

    /// Bytes of what failed, for the model.
    private static let outputLimit = 12_000

    /// Runs all checks of a tree, or the one of a name.
    func run(_ name: String?, on tree: ObjectID, _ call: ActionCall) async throws(StepFailure) -> Report {
        let base = try call.base()
        let whole = tree
        let tree = try await call.git { try policy.hiding(in: whole, $0) }
        let known = try await call.journal { journal in
            try KnownVerdicts(of: tree, commit: nil, from: [base], in: &journal)
        }
        let (tables, refusal, boundaries) = (tables, refusal, policy.boundaries)
        var request = Verifier.Request(tree: tree)
        request.names = name.map { [$0] } ?? []
        request.refusal = { refusal($0, boundaries) }
        let secrets = call.secrets
        let verification = try await call.work { [request] place in
            var site = VerificationSite(
                pool: place.pool, folder: try place.makeFolder() + "/\(place.step)-check",
                environment: place.configuration.environment, secrets: secrets, stop: place.stop,
                mark: place.mark)
            site.sandboxes = place.configuration.sandbox
            site.sandbox = site.sandboxes.demandOfAgents
            let show = place.show
            do throws(VerificationError) {
                return try Verifier(tables: tables, site: site)
                    .verify(request, known: known, in: place.repository) { news in
                        if case .remarked(let text) = news { show(Array("autowrk: \(text)\n".utf8)) }
                    }
            } catch { throw StepFailure(error) }
        }
        if verification.wasStopped { throw StepFailure(.cancelled, "stopped") }
        let verdict = verification.verdict
        let remarks = try await name == nil ? self.remarks(on: whole, from: base, call) : []
        guard !verdict.checks.isEmpty else {
            let lines = ["this repository has no checks"] + remarks
            return Report(text: lines.joined(separator: "\n"), isPassed: remarks.isEmpty, events: [])
        }
        var lines = verdict.checks.map(\.line) + remarks
        if tree != whole { lines.append("Files that may not be looked at were not there.") }
        for check in verdict.checks where check.isBlocking {
            lines.append(
                "\n$ \(check.command)\n\(PromptSections.shortened(check.excerpt ?? "", to: Self.outputLimit))"
            )
        }
        let events = verification.isPassed ? verification.draft(actor: call.actor).map { [$0] } ?? [] : []
        return Report(text: lines.joined(separator: "\n"), isPassed: verification.isPassed, events: events)
    }
}

extension AgentChecks {
    /// What is checked otherwise than before.
    private func remarks(
        on tree: ObjectID, from base: ObjectID, _ call: ActionCall
    ) async throws(StepFailure) -> [String] {
        let tables = tables
        return try await call.git { repository in
            let before = try repository.commit(base).tree
            do throws(VerificationError) {
                let remarks = try PlanComparison(from: before, to: tree, in: repository, tables: tables)
                    .remarks
                return remarks.map { "A person will be told: \($0)." }
            } catch { throw StepFailure(error) }
        }
    }
}

extension ModelAgentSettings {
    /// Why a command may not be run on what an agent has written, by the rules and by what the repository says at a
    /// commit.
    public func refusals(
        at commit: ObjectID, in repository: borrowing Repository
    ) throws -> @Sendable (_ command: String) -> String? {
        let (refusal, boundaries) = (refusal, try AgentPolicy(of: commit, in: repository).boundaries)
        return { refusal($0, boundaries) }
    }
}
