import Domain
import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

/// What an agent is asked to do, by a step of a run.
struct AgentTask: Sendable {
    let id: IssueID
    let issue: Issue
    /// The files that matter, as the step got them.
    let files: JSON?
    let failure: PromptFields.Failure?
    /// From 1.
    let attempt: Int
    let attempts: Int
    /// What the step says of it; nil for nothing.
    private let keepsCommits: Bool?

    init(id: IssueID, issue: Issue, _ call: ActionCall) {
        (self.id, self.issue) = (id, issue)
        files = Self.json("files", call)
        let failure = Self.json("failure", call)
        self.failure = failure.flatMap { PromptFields.Failure($0) }
        attempt = failure?["count"]?.integerValue.map { Int($0) + 1 } ?? 1
        attempts = max(attempt, call.text("attempts").flatMap { Int($0) } ?? 3)
        keepsCommits = call.text("commits").map { $0 == "true" }
    }

    /// An input that is JSON, or text that is.
    private static func json(_ name: String, _ call: ActionCall) -> JSON? {
        guard case .string(let text)? = call.inputs[name] else { return call.inputs[name] }
        return try? JSON(parsing: Array(text.utf8))
    }

    /// Has a program do it.
    func perform(
        by preset: AgentPreset, _ builtIn: [UInt8], _ call: ActionCall
    ) async throws(StepFailure) -> StepEnding {
        let (tree, base) = (try await call.tree(), try call.base())
        let (secrets, signature) = (call.secrets, call.signature)
        let kind = issue.kind(call.configuration.issues)
        return try await call.work { place in
            let template = try Self.template(of: base, builtIn, in: place.repository)
            var fields = PromptFields(
                issue: issue, id: id, kind: kind, attempt: attempt, attempts: attempts, failure: failure,
                mayCommit: !preset.isSandboxed && keepsCommits ?? preset.keepsCommits)
            fields.files = try PromptFields.File.list(files, of: tree, in: place.repository)
            let prompt: String
            do throws(PromptError) { prompt = secrets.mask.apply(to: try template.render(fields)) } catch {
                throw StepFailure(error)
            }
            var command = AgentCommand(preset, prompt: prompt)
            command.keepsCommits = fields.mayCommit
            let site = try AgentSite(place, secrets: secrets, signature: signature)
            defer { try? Files.remove(site.log) }
            let head = try place.repository.reference(place.run.pointsReference) ?? base
            let result = try command.run(on: tree, head: head, at: site, in: place.repository)
            var outcome = StepOutcome(trees: (tree, result.tree))
            outcome.result.isAgentWork = preset.isSandboxed
            outcome.attachments = [
                Attachment(name: "PROMPT.md", content: .bytes(Array(prompt.utf8)))
            ]
            if result.outputBytes > 0 {
                outcome.result.outputBytes = Int64(result.outputBytes)
                outcome.attachments.append(
                    Attachment(name: CommandOutput.attachment, content: .bytes(try Files.read(site.log))))
            }
            if let failure = result.failure {
                outcome.trees = nil
                return .failed(failure, outcome)
            }
            try describe(&outcome, by: preset.name, result.commits, in: place.repository)
            return .completed(outcome)
        }
    }

    /// Applies the patch that the step or the issue has.
    func applyPatch(_ call: ActionCall) async throws(StepFailure) -> StepEnding {
        // The same patch would have the same end.
        if let failure {
            throw StepFailure(
                .input, "the patch was not good enough: \(failure.message)", output: failure.output)
        }
        let tree = try await call.tree()
        let text = call.instruction("patch")
        return try await call.work { place in
            do {
                let application =
                    try text.map { try PatchApplication(patch: Self.patch($0, in: place.repository)) }
                    ?? PatchApplication(issue.suggestions)
                let applied = try application.apply(to: tree, in: place.repository)
                guard applied.tree != tree else { throw StepFailure(.input, "the patch changes nothing") }
                var outcome = StepOutcome(trees: (tree, applied.tree))
                for remark in applied.remarks { place.show(Array("autowrk: \(remark)\n".utf8)) }
                try describe(&outcome, by: "patch", [], in: place.repository)
                return .completed(outcome)
            } catch let error as PatchError {
                throw StepFailure(error)
            }
        }
    }

    /// The patch itself, or what is in the object that is named: a patch that a run is started with goes along
    /// with it as a file, as not every text is UTF-8.
    private static func patch(
        _ text: String, in repository: borrowing Repository
    ) throws(GitError) -> [UInt8] {
        guard let id = ObjectID(hex: text) else { return Array(text.utf8) }
        return try repository.blob(id)
    }

    /// Says who has changed which files.
    func describe(
        _ outcome: inout StepOutcome, by name: String, _ commits: [ObjectID],
        in repository: borrowing Repository
    ) throws {
        guard let (before, after) = outcome.trees else { return }
        let changes = try repository.changes(from: before, to: after)
        outcome.result.outputs = [
            "agent": .string(name), "tree": .string(after.hex),
            "files": .array(changes.map { .string($0.path) }),
            "commits": .array(commits.map { .string($0.hex) }),
        ]
        let names = changes.prefix(3).map { "`\($0.path)`" }.joined(separator: ", ")
        outcome.result.summary =
            "\(name) changed \(changes.count) file\(changes.count == 1 ? "" : "s"): \(names)"
            + (changes.count > 3 ? ", …" : "")
    }

    /// The repository's own, as it is at the commit that the run started from.
    private static func template(
        of base: ObjectID, _ builtIn: [UInt8], in repository: borrowing Repository
    ) throws -> PromptTemplate {
        do {
            return try PromptTemplate(of: base, in: repository) ?? PromptTemplate(name: "issue.md", builtIn)
        } catch let error as PromptError {
            throw StepFailure(error)
        }
    }
}

extension AgentSite {
    /// The site of a step.
    init(_ place: borrowing Workplace, secrets: Secrets, signature: Signature) throws {
        self.init(
            pool: place.pool, folder: try place.makeFolder(), name: place.step,
            environment: place.configuration.environment, secrets: secrets, stop: place.stop,
            mark: place.mark, signature: signature, show: place.show)
        sandboxes = place.configuration.sandbox
        variables = ["AUTOWRK_RUN": place.run.description, "AUTOWRK_STEP": place.step]
    }
}

extension PromptFields.Failure {
    /// What `toJSON(failure)` says; nil for nothing.
    ///
    /// Checks put their command in front of what it has printed, behind `$ `.
    fileprivate init?(_ json: JSON) {
        guard let message = json["message"]?.stringValue else { return nil }
        self.init(message: message, output: json["output"]?.stringValue ?? "")
        exitStatus = json["exit-status"]?.integerValue.map { Int($0) }
        guard output.hasPrefix("$ ") else { return }
        let line = output.dropFirst(2).prefix { $0 != "\n" }
        (command, output) = (String(line), String(output[line.endIndex...].dropFirst()))
    }
}

extension StepFailure {
    /// Why a patch has changed nothing.
    init(_ error: PatchError) {
        self.init(error.kind == .conflict ? .conflict : .input, error.message)
        if !error.expected.isEmpty { output = error.details }
    }

    /// Why a prompt can't be made.
    init(_ error: PromptError) {
        self.init(.input, "cannot read the prompt: \(error)", output: error.hints.joined(separator: "\n"))
    }
}
